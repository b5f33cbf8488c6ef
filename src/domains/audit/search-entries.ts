import { sqlState, type Database } from '#infra/db';
import { auditErrors } from './errors.ts';
import { entryColumns, toLoggedEntry, type EntryRow } from './to-logged-entry.ts';
import type { LoggedEntry } from './types.ts';

/** What to look for; every given part must fit. */
export interface EntrySelection {
  readonly actorKind?: string | undefined;
  readonly actorId?: string | undefined;
  /** An action, or the noun before its dot for all actions on it. */
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** `kind:hash`, as `hashPersonal` makes the hash. */
  readonly personal?: string | undefined;
  /** From where, in the same form: `address:hash`. */
  readonly address?: string | undefined;
  /** Recorded at or after. */
  readonly from?: Date | undefined;
  /** Recorded before. */
  readonly to?: Date | undefined;
}

export interface EntryPage {
  /** Only entries with an index below this: the last one of the previous page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const searchSecondsMax = 5;

/** SQLSTATE of a statement that was cancelled, here by its timeout. */
const queryCanceled = '57014';

/**
 * Finds entries, newest first.
 *
 * @throws `audit.search_too_broad` when it takes more than 5 seconds
 */
export async function searchEntries(
  database: Database,
  selection: EntrySelection,
  page: EntryPage,
): Promise<LoggedEntry[]> {
  const { actorKind, actorId, action, subjectKind, subjectId, from, to } = selection;
  const personal = [selection.personal, selection.address].filter((value) => value !== undefined);
  try {
    return await database.transaction(async (transaction) => {
      await transaction.query(`set local statement_timeout = '${searchSecondsMax}s'`);
      const rows = await transaction.query<EntryRow>(
        `select ${entryColumns} from audit.entries
          where ($1::text is null or actor_kind = $1) and ($2::text is null or actor_id = $2)
            and ($3::text is null or action = $3 or starts_with(action, $3 || '.'))
            and ($4::text is null or subject_kind = $4) and ($5::text is null or subject_id = $5)
            and (cardinality($6::text[]) = 0 or personal @> $6)
            -- Also whoever looked for an address touched it; this asks for what was done from there.
            and ($11::text is null or content::jsonb #>> '{origin,address}' = split_part($11, ':', 2))
            and ($7::timestamptz is null or recorded_at >= $7)
            and ($8::timestamptz is null or recorded_at < $8)
            and ($9::bigint is null or index < $9)
          order by index desc limit $10`,
        [
          actorKind,
          actorId,
          action,
          subjectKind,
          subjectId,
          personal,
          from,
          to,
          page.before,
          page.limit,
          selection.address,
        ],
      );
      return rows.map((row) => toLoggedEntry(row, transaction.texts));
    });
  } catch (error) {
    if (sqlState(error) !== queryCanceled) throw error;
    throw auditErrors('audit.search_too_broad', {
      cause: error,
      detail: `The search was stopped after ${searchSecondsMax} seconds.`,
    });
  }
}
