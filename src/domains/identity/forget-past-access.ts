import type { Transaction } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import { memberIdleMsMax } from './members/types.ts';
import { sessionIdleMsMax, type IdentityStore } from './types.ts';

/** Rows of a table that one statement deletes: its locks last milliseconds, however much there is to delete. */
const pageSize = 10_000;
/** Whoever comes back with something that ended lately is told so by the same words; the rest is for people who look into it. */
const keptMs: DurationMs = 24 * 3_600_000;
/** Hubs’ clocks differ a little: what is over for one may still be accepted by another. */
const clockDifferenceMsMax: DurationMs = 60_000;

/** Any number that no other part of the system uses as an advisory lock. */
const lock = 'select pg_try_advisory_xact_lock(7241007) as obtained';

interface Remnant {
  readonly table: string;
  /** `$1`: what ended before it goes. */
  readonly isOver: string;
  readonly keptMs: DurationMs;
}

const remnants: readonly Remnant[] = [
  { table: 'sign_in_links', isOver: 'expires_at < $1', keptMs },
  { table: 'registrations', isOver: 'expires_at < $1', keptMs },
  { table: 'device_codes', isOver: 'expires_at < $1', keptMs },
  { table: 'challenges', isOver: 'expires_at < $1', keptMs: clockDifferenceMsMax },
  { table: 'guesses', isOver: 'began_at < $1', keptMs: 2 * clockDifferenceMsMax },
  { table: 'seen_proofs', isOver: 'expires_at < $1', keptMs: clockDifferenceMsMax },
  { table: 'sessions', isOver: isIdleOrOver(sessionIdleMsMax), keptMs },
  { table: 'member_sessions', isOver: isIdleOrOver(memberIdleMsMax), keptMs },
];

function isIdleOrOver(idleMsMax: DurationMs): string {
  return `(expires_at < $1 or last_seen_at < $1 - interval '${idleMsMax} milliseconds')`;
}

/**
 * Deletes what opens nothing any more: sign-in links, registrations, codes, challenges, used proofs and sessions that are long
 * over. Page by page; of hubs that do it at once, one works, and the others leave it to that one.
 */
export async function forgetPastAccess({ database, clock }: IdentityStore): Promise<void> {
  const nowMs = clock.now();
  for (const remnant of remnants) {
    const before = new Date(nowMs - remnant.keptMs);
    for (let count = pageSize; count === pageSize;) {
      const page = await database.transaction((transaction) => forgetPage(transaction, remnant, before));
      if (page === 'taken') return;
      count = page;
    }
  }
}

/** @returns how many rows were deleted, or that another hub is at it */
async function forgetPage(
  transaction: Transaction,
  { table, isOver }: Remnant,
  before: Date,
): Promise<number | 'taken'> {
  const [office] = await transaction.query<{ obtained: boolean }>(lock);
  if (office?.obtained !== true) return 'taken';
  // By its place in the table: a session that is used meanwhile moves, and stays.
  const [row] = await transaction.query<{ count: number }>(
    `with forgotten as (
       delete from identity.${table} where ctid = any (array(
         select ctid from identity.${table} where ${isOver} limit $2))
       returning 1)
     select count(*)::integer as count from forgotten`,
    [before, pageSize],
  );
  return row?.count ?? 0;
}
