import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { forgetPastAccess } from './forget-past-access.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const clock = new VirtualClock(Date.UTC(2026, 10, 22, 10));
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  const now = at(0);
  await test.database.query(
    `insert into identity.people (person_id, user_handle, role, tier, state, created_at, changed_at)
     values ('p', sha256('p'), 'member', 'onyx', 'active', $1, $1)`,
    [now],
  );
  await test.database.query(
    `insert into identity.devices (device_id, person_id, key_thumbprint, name, created_at, last_seen_at)
     values ('d', 'p', 'k', '', $1, $1)`,
    [now],
  );
});
beforeEach(() =>
  test.database.query(
    `truncate ${Object.keys(inserts)
      .map((name) => `identity.${name}`)
      .join()}`,
  ),
);
afterAll(() => test.drop());

const at = (ms: number): Date => new Date(clock.now() + ms);

/** How a row of each table is made, by a name, the end of it and when it was last used. */
const inserts = {
  sign_in_links: `(token_hash, operator, created_at, expires_at) select sha256($1::bytea), 'asha', $3, $2`,
  registrations: `(registration_id, person_id, key_thumbprint, challenge, reason, expires_at, finished_at)
    select $1, 'p', 'k', 'c', 'added', $2, $3`,
  device_codes: `(code_hash, person_id, reason, created_at, expires_at) select sha256($1::bytea), 'p', 'added', $3, $2`,
  challenges: `(challenge, key_thumbprint, expires_at) select $1, 'k', $2 where $3::timestamptz is not null`,
  seen_proofs: `(proof_hash, expires_at) select sha256($1::bytea), $2 where $3::timestamptz is not null`,
  sessions: `(session_hash, operator, created_at, last_seen_at, expires_at) select sha256($1::bytea), 'asha', $3, $3, $2`,
  member_sessions: `(session_hash, device_id, created_at, last_seen_at, expires_at)
    select sha256($1::bytea), 'd', $3, $3, $2`,
} as const;
type Table = keyof typeof inserts;
const tables = Object.keys(inserts) as Table[];

const insert = (table: Table, name: string, endsInMs: number, usedMs = 0): Promise<unknown> =>
  test.database.query(`insert into identity.${table} ${inserts[table]}`, [name, at(endsInMs), at(usedMs)]);

async function countOf(table: string): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(
    `select count(*)::integer as count from identity.${table}`,
  );
  return row!.count;
}

describe('what opens nothing any more', () => {
  it.each(tables)('is forgotten, and what may be asked for stays: %s', async (table) => {
    await insert(table, 'good', hourMs);
    await insert(table, 'over for a moment', -30_000);
    await insert(table, 'long over', -dayMs - 60_000);
    await forgetPastAccess({ database: test.database, clock });
    expect(await countOf(table)).toBe(2);
  });

  it.each([
    ['sessions', 2 * hourMs],
    ['member_sessions', 12 * hourMs],
  ] as const)('is also what nobody has used: %s', async (table, idleMs) => {
    await insert(table, 'used', dayMs, -idleMs - dayMs + 60_000);
    await insert(table, 'left alone', dayMs, -idleMs - dayMs - 60_000);
    await forgetPastAccess({ database: test.database, clock });
    expect(await countOf(table)).toBe(1);
  });

  it('is forgotten page by page', async () => {
    await test.database.query(
      `insert into identity.seen_proofs (proof_hash, expires_at)
       select sha256(number::text::bytea), $1 from generate_series(1, 20001) number`,
      [at(-hourMs)],
    );
    await insert('seen_proofs', 'good', hourMs);
    await forgetPastAccess({ database: test.database, clock });
    expect(await countOf('seen_proofs')).toBe(1);
  });

  it('is left to the hub that is at it', async () => {
    await insert('challenges', 'long over', -dayMs);
    const other = await test.database.connect();
    await other.query('begin');
    await other.query('select pg_advisory_xact_lock(7241007)');
    await forgetPastAccess({ database: test.database, clock });
    expect(await countOf('challenges')).toBe(1);
    await other.query('rollback');
    await other.end();
    await forgetPastAccess({ database: test.database, clock });
    expect(await countOf('challenges')).toBe(0);
  });

  it('is every table of identity that something ends in, but invitations, which are kept for the list', async () => {
    const rows = await test.database.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'identity' and column_name = 'expires_at'`,
    );
    const kept = ['invitations', 'service_keys'];
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...tables, ...kept].toSorted());
  });
});
