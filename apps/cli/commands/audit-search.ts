import type { Command } from 'commander';
import { openHub } from '../hub/open-hub.ts';
import { parseCount } from '../options.ts';
import { action } from '../run-command.ts';
import {
  auditColumns,
  toAuditQuery,
  withAuditFilters,
  type AuditedEntry,
  type AuditFilters,
  type AuditPage,
} from './audit-contract.ts';

interface SearchOptions extends AuditFilters {
  readonly limit: number;
}

const pageSizeMax = 500;

export function addAuditSearch(audit: Command): void {
  withAuditFilters(audit.command('search').description('find entries, newest first'))
    .option('-l, --limit <count>', 'at most so many', parseCount, 50)
    .action(
      action<SearchOptions>(async (context, { limit, ...filters }) => {
        const { terminal } = context;
        const hub = await openHub(context);
        const query = await toAuditQuery(hub, filters);
        const found: AuditedEntry[] = [];
        let before: number | null | undefined;
        while (found.length < limit && before !== null) {
          const size = Math.min(pageSizeMax, limit - found.length);
          const page: AuditPage = await hub.call<AuditPage>('GET', '/api/audit/entries', {
            query: { ...query, limit: size, before: before ?? undefined },
          });
          found.push(...page.entries);
          before = page.next;
        }
        terminal.printJson({ entries: found, next: before ?? null });
        terminal.printTable(found, auditColumns);
        if (found.length === 0) terminal.print('No entry matches.');
        else if (before != null) terminal.print(terminal.style('dim', 'There are more; --limit shows them.'));
      }),
    );
}
