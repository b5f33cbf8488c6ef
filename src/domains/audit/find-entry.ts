import type { Queryable } from '#infra/db';
import { auditErrors } from './errors.ts';
import { entryColumns, toLoggedEntry, type EntryRow } from './to-logged-entry.ts';
import type { LoggedEntry } from './types.ts';

/**
 * One entry, by its index or by its id.
 *
 * @throws `audit.entry_not_found`
 */
export async function findEntry(target: Queryable, key: number | string): Promise<LoggedEntry> {
  const [row] = await target.query<EntryRow>(
    `select ${entryColumns} from audit.entries where ${typeof key === 'number' ? 'index' : 'entry_id'} = $1`,
    [key],
  );
  if (row === undefined) {
    throw auditErrors('audit.entry_not_found', { detail: `There is no entry ${key}.` });
  }
  return toLoggedEntry(row, target.texts);
}
