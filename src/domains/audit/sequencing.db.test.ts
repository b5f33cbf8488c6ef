import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStatementKey } from '#infra/crypto';
import type { Database, Transaction } from '#infra/db';
import { judgeHead } from './judge-head.ts';
import { TreeEdge } from './merkle/tree-edge.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { readHeads } from './read-heads.ts';
import { recordAct } from './record-act.ts';
import { recordActs } from './record-acts.ts';
import { sequenceBatch } from './sequence-batch.ts';
import { sequencePending } from './sequence-pending.ts';
import { signHead } from './sign-head.ts';
import { startSequencer } from './start-sequencer.ts';
import { openTestAudit, someAct, testKey, type TestAudit } from './testing/open-test-audit.ts';
import { toLoggedEntry } from './to-logged-entry.ts';
import type { Audit } from './types.ts';

let log: TestAudit;
const eventually = { timeout: 20_000, interval: 20 };

beforeAll(async () => {
  log = await openTestAudit();
});
beforeEach(() =>
  log.tamper('truncate audit.pending, audit.entries, audit.nodes, audit.heads restart identity'),
);
afterAll(() => log.close());

const record = (from: number, to: number, audit: Audit = log.audit): Promise<void> =>
  recordActs(
    audit,
    log.test.database,
    Array.from({ length: to - from }, (_, offset) => someAct(from + offset)),
  );

/** Looks at all that is stored: no gap, nothing twice, every head the root of what lies below it, every subtree right. */
async function expectSound(count: number): Promise<void> {
  const { database } = log.test;
  const entries = await database.query<{
    index: number;
    leaf_hash: Buffer;
    content: string;
    reason: string | null;
    subject_id: string;
  }>('select index::integer, leaf_hash, content, reason, subject_id from audit.entries order by index');
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(new Set(entries.map(({ subject_id: id }) => id)).size).toBe(count);
  const heads = new Map((await readHeads(database, { limit: 10_000 })).map((head) => [head.size, head]));
  const stored = new Map(
    (
      await database.query<{ level: number; index: number; hash: Buffer }>(
        'select level, index::integer, hash from audit.nodes',
      )
    ).map(({ level, index, hash }) => [`${level}/${index}`, hash]),
  );
  const edge = new TreeEdge();
  for (const row of entries) {
    const { leafHash, content } = toLoggedEntry(row, database.texts);
    expect(hashLeaf(Buffer.from(content))).toEqual(leafHash);
    edge.append(leafHash, ({ level, index }, hash) => {
      expect(stored.get(`${level}/${index}`)).toEqual(hash);
      stored.delete(`${level}/${index}`);
    });
    const head = heads.get(edge.size);
    if (head === undefined) continue;
    expect(head.root).toEqual(edge.root);
    expect(judgeHead(head, [testKey.publicKey])).toBe('genuine');
    heads.delete(edge.size);
  }
  expect([heads.size, stored.size]).toEqual([0, 0]);
  if (count > 0) expect((await readHeads(database, { limit: 1 }))[0]?.size).toBe(count);
}

describe('what is pending is moved into the log', () => {
  test('batch after batch, each with a signed head', async () => {
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 300],
      [300, 307],
    ] as const) {
      await record(from, to);
      expect(await sequencePending(log.audit)).toBe(to - from);
    }
    expect(await sequencePending(log.audit)).toBe(0);
    expect((await readHeads(log.test.database, { limit: 10 })).map(({ size }) => size)).toEqual([
      307, 300, 2, 1,
    ]);
    await expectSound(307);
  });

  test('more than fits one batch', async () => {
    await record(0, 5_000);
    await record(5_000, 5_300);
    expect(await sequencePending(log.audit)).toBe(5_300);
    expect((await readHeads(log.test.database, { limit: 10 })).map(({ size }) => size)).toEqual([
      5_300, 5_000,
    ]);
    await expectSound(5_300);
  });

  test('by many hubs at once, while many write', async () => {
    const hubs = Array.from({ length: 3 }, (_, number) => log.openAnother(`hub-${number}`));
    const sequencers = hubs.map((audit) => startSequencer(audit, { headIntervalMs: 1, lookIntervalMs: 5 }));
    await Promise.all(
      hubs.map(async (audit, writer) => {
        for (let round = 0; round < 20; round += 1) {
          await record(writer * 1_000 + round * 10, writer * 1_000 + round * 10 + 10, audit);
        }
      }),
    );
    await Promise.all(sequencers.map((sequencer) => sequencer.close()));
    await expectSound(600);
  });

  test('once, after a crash at any statement', async () => {
    await record(0, 3);
    await sequencePending(log.audit);
    for (let statements = 1; ; statements += 1) {
      await record(statements * 10, statements * 10 + 5);
      const crashing = { ...log.audit, database: failAfter(log.test.database, statements) };
      const crashed = await sequenceBatch(crashing).then(
        () => false,
        () => true,
      );
      await expectSound(crashed ? 3 : 3 + statements * 5);
      if (!crashed) {
        expect(statements).toBeGreaterThan(4);
        return;
      }
    }
  });

  test('by whoever comes next when a sequencer dies at work', async () => {
    await record(0, 3);
    const dying = await log.test.database.connect();
    dying.on('error', () => {});
    await dying.query('begin');
    await dying.query('select pg_try_advisory_xact_lock(7241003)');
    await dying.query('delete from audit.pending');
    expect(await sequenceBatch(log.audit)).toMatchObject({ state: 'taken', count: 0 });
    await dying.end();
    await vi.waitFor(() => expectSequenced(3), eventually);
    await expectSound(3);
  });
});

const expectSequenced = async (count: number): Promise<void> => {
  expect(await sequencePending(log.audit)).toBe(count);
};

/** A database that is lost after so many statements of a transaction. */
function failAfter(database: Database, statements: number): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) => {
        let left = statements;
        const failing: Transaction = {
          isTransaction: true,
          texts: transaction.texts,
          async query(statement, values) {
            const rows = await transaction.query(statement, values);
            left -= 1;
            if (left === 0) throw new Error('crash');
            return rows as never;
          },
        };
        return work(failing);
      }),
  };
}

describe('a sequencer', () => {
  test('is woken by what is recorded, also by another hub', async () => {
    const options = { headIntervalMs: 1, lookIntervalMs: 3_600_000 };
    const sequencer = startSequencer(log.audit, options);
    // Its first look, and the one when it begins to listen, are over when it finds this.
    await recordAct(log.openAnother('hub-2'), log.test.database, someAct(0));
    await expect.poll(() => readHeads(log.test.database, { limit: 1 }), eventually).toHaveLength(1);
    await sleep(50);
    await recordAct(log.openAnother('hub-3'), log.test.database, someAct(1));
    await expect.poll(() => readHeads(log.test.database, { limit: 2 }), eventually).toHaveLength(2);
    await sequencer.close();
  });

  test('looks by itself for what was committed after it was announced, or never announced', async () => {
    const sequencer = startSequencer(log.audit, { headIntervalMs: 1, lookIntervalMs: 20 });
    await recordAct({ ...log.audit, announce: () => {} }, log.test.database, someAct(0));
    await expect.poll(() => readHeads(log.test.database, { limit: 1 }), eventually).toHaveLength(1);
    await sequencer.close();
  });

  test('signs one head for what comes within its interval, and sequences the rest when it is closed', async () => {
    const sequencer = startSequencer(log.audit, { headIntervalMs: 3_600_000 });
    await recordAct(log.audit, log.test.database, someAct(0));
    await expect.poll(() => readHeads(log.test.database, { limit: 2 }), eventually).toHaveLength(1);
    await record(1, 50);
    await sequencer.close();
    expect((await readHeads(log.test.database, { limit: 5 })).map(({ size }) => size)).toEqual([50, 1]);
    await expectSound(50);
  });

  test('never dates a head before the one that it follows', async () => {
    await record(0, 1);
    const ahead: Audit = { ...log.audit, clock: { ...log.audit.clock, now: () => Date.UTC(2100) } };
    await sequencePending(ahead);
    await record(1, 2);
    await sequencePending(log.audit);
    const times = (await readHeads(log.test.database, { limit: 2 })).map(({ time }) => time);
    expect(times).toEqual(['2100-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z']);
  });
});

describe('what is in the log', () => {
  test.each(['entries', 'nodes', 'heads'])('is not changed by accident: %s', async (table) => {
    await record(0, 4);
    await sequencePending(log.audit);
    const refused = { code: '42501' };
    const { database } = log.test;
    await expect(database.query(`delete from audit.${table}`)).rejects.toMatchObject(refused);
    await expect(database.query(`truncate audit.${table}`)).rejects.toMatchObject(refused);
    const column = { entries: 'index', nodes: 'index', heads: 'size' }[table];
    await expect(
      database.query(`update audit.${table} set ${column} = ${column} + 100`),
    ).rejects.toMatchObject(refused);
    await expectSound(4);
  });

  const manipulations: [string, string][] = [
    ['a leaf is another', `update audit.entries set leaf_hash = sha256('x') where index = 6`],
    ['a subtree is another', `update audit.nodes set hash = sha256('x') where level = 2 and index = 0`],
    ['a subtree is missing', 'delete from audit.nodes where level = 2 and index = 0'],
    ['the last head is missing', 'delete from audit.heads where size = 7'],
    ['the log is empty', 'truncate audit.entries, audit.nodes, audit.heads'],
    ['the signature is not ours', `update audit.heads set signature = signature || '\\x00' where size = 7`],
  ];
  test.each(manipulations)('is signed no more when %s', async (_what, statement) => {
    await record(0, 3);
    const first = await sequenceBatch(log.audit);
    await record(3, 7);
    const { seen } = await sequenceBatch(log.audit, first.seen);
    await log.tamper(statement);
    await record(7, 8);
    // The hub that saw it refuses; so does one that has just started, unless what is left was once signed as it is.
    const asBefore = seen!.head!.statement;
    const [latest] = await readHeads(log.test.database, { limit: 1 });
    if (latest?.statement !== asBefore) {
      await expect(sequenceBatch(log.audit, seen)).rejects.toMatchObject({ code: 'audit.history_changed' });
    }
    if (latest?.size === 7) {
      await expect(sequenceBatch(log.audit)).rejects.toMatchObject({ code: 'audit.history_changed' });
      // A hub that still has the edge in memory doesn’t look at what was made of the tables: it signs what it saw.
      const next = await sequenceBatch(log.audit, seen);
      expect(next.seen?.head?.size).toBe(8);
    }
  });

  test('is signed no more when somebody without the key appended a head, or rewrote all of it', async () => {
    await record(0, 3);
    await sequencePending(log.audit);
    const foreign = createStatementKey(Buffer.alloc(64, 9));
    const root = hashLeaf(Buffer.from('x'));
    for (const keyId of [foreign.publicKey.keyId, testKey.publicKey.keyId]) {
      const { statement, signature } = signHead(
        { ...foreign, publicKey: { ...foreign.publicKey, keyId } },
        { size: 4, root, time: new Date().toISOString() },
      );
      await log.tamper('delete from audit.heads where size = 4');
      await log.test.database.query(`insert into audit.heads values (4, $1, now(), $2, $3, $4)`, [
        root,
        keyId,
        statement,
        signature,
      ]);
      await record(10, 11);
      await expect(sequenceBatch(log.audit)).rejects.toMatchObject({ code: 'audit.history_changed' });
    }
  });

  test('may have grown by the work of another hub', async () => {
    await record(0, 3);
    const { seen } = await sequenceBatch(log.audit);
    await record(3, 9);
    await sequencePending(log.openAnother('hub-4'));
    await record(9, 12);
    expect(await sequenceBatch(log.audit, seen)).toMatchObject({ state: 'sequenced', count: 3 });
    await expectSound(12);
  });
});
