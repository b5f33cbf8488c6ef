import type { Command } from 'commander';
import { addAuditExport } from './audit-export.ts';
import { addAuditKey } from './audit-key.ts';
import { addAuditSearch } from './audit-search.ts';
import { addAuditShow } from './audit-show.ts';
import { addAuditTail } from './audit-tail.ts';
import { addAuditVerify } from './audit-verify.ts';

export function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('who did what: search the audit log, export it, verify it offline');
  addAuditTail(audit);
  addAuditSearch(audit);
  addAuditShow(audit);
  addAuditExport(audit);
  addAuditKey(audit);
  addAuditVerify(audit);
}
