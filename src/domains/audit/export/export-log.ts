import { exportStatementKey } from '#infra/crypto';
import type { Queryable } from '#infra/db';
import type { Audit, SignedHead } from '../types.ts';
import { findHead } from '../find-head.ts';
import { parseHead } from '../tree-head.ts';
import { entryColumns, toLoggedEntry, type EntryRow } from '../to-logged-entry.ts';
import { exportFormat, exportHead, writeEntryLine, type ExportHeader } from './export-format.ts';

const pageSize = 2_000;

/**
 * The whole log up to its latest head as lines of JSON, a page at a time; docs/concepts/audit.md describes them.
 *
 * @throws `audit.head_not_found` while the log is empty
 */
export async function* exportLog({
  database,
  statementKeys,
}: Pick<Audit, 'database' | 'statementKeys'>): AsyncGenerator<string, void, undefined> {
  const head = await findHead(database);
  const signer =
    statementKeys.publicKeys.find(({ keyId }) => keyId === head.keyId) ?? statementKeys.current.publicKey;
  const publicKey: unknown = JSON.parse(exportStatementKey(signer, 'json'));
  const header: ExportHeader = { format: exportFormat, publicKey, head: exportHead(head) };
  yield toLine(header);
  for (let from = 0; from < head.size; from += pageSize) {
    yield await readPage(database, from, Math.min(from + pageSize, head.size));
  }
}

/** Entries `from` up to, not including, `to`, each head behind the last entry that it covers. */
async function readPage(target: Queryable, from: number, to: number): Promise<string> {
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
      writeEntryLine(toLoggedEntry(row)) + (head === undefined ? '' : toLine({ head: exportHead(head) }))
    );
  });
  return lines.join('');
}

const toLine = (value: unknown): string => `${JSON.stringify(value)}\n`;
