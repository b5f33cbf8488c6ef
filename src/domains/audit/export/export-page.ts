import { exportKeyChange, exportStatementKey } from '#infra/crypto';
import type { Queryable } from '#infra/db';
import { findHead } from '../find-head.ts';
import { entryColumns, toLoggedEntry, type EntryRow } from '../to-logged-entry.ts';
import { parseHead } from '../tree-head.ts';
import type { Audit, SignedHead } from '../types.ts';
import { exportFormat, exportHead, writeEntryLine, type ExportHeader } from './export-format.ts';

export interface ExportPage {
  /** Complete lines; those of all pages, one after the other, are the export. */
  readonly lines: string;
  /** Entries in the whole export: what to ask the following pages for. */
  readonly size: number;
  /** Where the following page begins; `null`: this is the last one. */
  readonly next: number | null;
}

const pageSize = 2_000;

/**
 * One page of an export. Entries never change, so pages fit each other however long they take.
 *
 * @param from the first entry of the page; the page of entry 0 begins with the header
 * @param size of a signed head, up to which the export goes; the latest when absent
 * @throws `audit.head_not_found`
 */
export async function exportPage(
  { database, statementKeys }: Pick<Audit, 'database' | 'statementKeys'>,
  from = 0,
  size?: number,
): Promise<ExportPage> {
  const head = await findHead(database, size);
  const to = Math.min(from + pageSize, head.size);
  if (from === 0) await statementKeys.refresh(database);
  const header = from === 0 ? writeHeader(head, statementKeys) : '';
  return {
    lines: header + (await readLines(database, from, to)),
    size: head.size,
    next: to < head.size ? to : null,
  };
}

function writeHeader(head: SignedHead, { current, publicKeys, changes }: Audit['statementKeys']): string {
  const signer = publicKeys.find(({ keyId }) => keyId === head.keyId) ?? current.publicKey;
  const publicKey: unknown = JSON.parse(exportStatementKey(signer, 'json'));
  const header: ExportHeader = {
    format: exportFormat,
    publicKey,
    head: exportHead(head),
    changes: changes.map(exportKeyChange),
  };
  return toLine(header);
}

/** Entries `from` up to, not including, `to`, each head behind the last entry that it covers. */
async function readLines(target: Queryable, from: number, to: number): Promise<string> {
  const entries = await target.query<EntryRow>(
    `select ${entryColumns} from audit.entries where index >= $1 and index < $2 order by index`,
    [from, to],
  );
  const rows = await target.query<{ statement: string; signature: Buffer }>(
    'select statement, signature from audit.heads where size > $1 and size <= $2 order by size',
    [from, to],
  );
  const heads = new Map<number, SignedHead>(
    rows.map(({ statement, signature }) => {
      const head = parseHead(statement, signature);
      return [head.size, head];
    }),
  );
  const lines = entries.map((row) => {
    const head = heads.get(row.index + 1);
    return (
      writeEntryLine(toLoggedEntry(row, target.texts)) +
      (head === undefined ? '' : toLine({ head: exportHead(head) }))
    );
  });
  return lines.join('');
}

const toLine = (value: unknown): string => `${JSON.stringify(value)}\n`;
