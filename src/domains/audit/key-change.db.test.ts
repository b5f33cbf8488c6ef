import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createMasterKey,
  createEmbeddedKeyService,
  createStatementKey,
  openStatementKeys,
  replaceStatementKey,
  type StatementKeys,
  type StatementPublicKey,
} from '#infra/crypto';
import { systemClock } from '#kernel/time';
import { exportLog } from './export/export-log.ts';
import { findHead } from './find-head.ts';
import { recordActs } from './record-acts.ts';
import { sequenceBatch, type SeenLog } from './sequence-batch.ts';
import { joinLines, linesOf, problemsOf, verifyText } from './testing/exported-log.ts';
import { openTestAudit, someAct, type TestAudit } from './testing/open-test-audit.ts';
import type { Audit, SignedHead } from './types.ts';

const keyService = createEmbeddedKeyService(createMasterKey());
let log: TestAudit;
let hubs: Audit[];
let former: StatementPublicKey;
let present: StatementPublicKey;
let remembered: SignedHead;
let text: string;

/** Two hubs, the key replaced while they run: the first goes on, then the other, each with the log as it saw it last. */
beforeAll(async () => {
  log = await openTestAudit();
  const { database } = log.test;
  const open = (): Promise<StatementKeys> => openStatementKeys({ database, keyService, clock: systemClock });
  hubs = [await open(), await open()].map((statementKeys, number) => ({
    ...log.openAnother(`hub-${number}`),
    statementKeys,
  }));
  const seen: (SeenLog | undefined)[] = [];
  let count = 0;
  const sequence = async (hub: number): Promise<void> => {
    await recordActs(hubs[hub]!, database, [someAct((count += 1)), someAct((count += 1))]);
    const outcome = await sequenceBatch(hubs[hub]!, seen[hub]);
    expect(outcome).toMatchObject({ state: 'sequenced', count: 2 });
    seen[hub] = outcome.seen;
  };
  await sequence(0);
  await sequence(1);
  remembered = await findHead(database);
  ({ from: former, to: present } = await replaceStatementKey({ database, keyService, clock: systemClock }));
  await sequence(0);
  await sequence(1);
  await sequence(0);
  text = await readText(Readable.from(exportLog(hubs[0]!)));
});
afterAll(() => log.close());

test('heads are signed by the new key from then on, by every hub, and the log goes on', async () => {
  const rows = await log.test.database.query<{ key_id: string }>(
    'select key_id from audit.heads order by size',
  );
  expect(rows.map(({ key_id: id }) => id)).toEqual(
    [former, former, present, present, present].map(({ keyId }) => keyId),
  );
});

test('whoever has either key verifies all of it, and is told of the other', async () => {
  for (const [given, other] of [
    [former, present],
    [present, former],
  ] as const) {
    const verdict = await verifyText(text, { publicKeys: [given], remembered });
    expect(verdict).toMatchObject({
      intact: true,
      heads: 5,
      comparison: 'later',
      keysFollowed: [other.keyId],
    });
  }
  const both = await verifyText(text, { publicKeys: [present, former] });
  expect(both).toMatchObject({ intact: true, keysFollowed: [] });
});

test('a key for which nobody vouches is still another key', async () => {
  const stranger = createStatementKey().publicKey;
  const problems = await problemsOf(text, { publicKeys: [stranger] });
  expect(problems).toEqual([
    { kind: 'wrong_key', keyId: present.keyId },
    { kind: 'wrong_key', keyId: former.keyId },
  ]);
  // Without what both keys signed, neither leads to the other.
  const lines = linesOf(text);
  const header = JSON.parse(lines[0]!) as Record<string, unknown>;
  const cut = joinLines(lines.with(0, JSON.stringify({ ...header, changes: [] })));
  expect(await problemsOf(cut, { publicKeys: [former] })).toEqual([
    { kind: 'wrong_key', keyId: present.keyId },
  ]);
  const garbled = joinLines(
    lines.with(0, JSON.stringify({ ...header, changes: [null, 7, { statement: 'x' }] })),
  );
  expect(await problemsOf(garbled, { publicKeys: [present] })).toEqual([
    { kind: 'wrong_key', keyId: former.keyId },
  ]);
});
