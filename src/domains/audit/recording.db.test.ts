import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { composeEntry } from './compose-entry.ts';
import { exportLog } from './export/export-log.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { recordAct } from './record-act.ts';
import { recordActs } from './record-acts.ts';
import { searchEntries } from './search-entries.ts';
import { sequencePending } from './sequence-pending.ts';
import { problemsOf } from './testing/exported-log.ts';
import { openTestAudit, someAct, type TestAudit } from './testing/open-test-audit.ts';
import type { Act, AuditEntry, Json } from './types.ts';

let log: TestAudit;

beforeAll(async () => {
  log = await openTestAudit();
});
beforeEach(() =>
  log.tamper('truncate audit.pending, audit.entries, audit.nodes, audit.heads restart identity'),
);
afterAll(() => log.close());

const readSubjects = async (): Promise<(string | undefined)[]> => {
  await sequencePending(log.audit);
  const found = await searchEntries(log.test.database, {}, { limit: 500 });
  return found.toReversed().map(({ content }) => (JSON.parse(content) as AuditEntry).subject?.id);
};

describe('an act is recorded', () => {
  test('if its transaction commits, and was never done if not', async () => {
    await log.test.database.transaction((transaction) => recordAct(log.audit, transaction, someAct(1)));
    const failing = log.test.database.transaction(async (transaction) => {
      await recordAct(log.audit, transaction, someAct(2));
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await readSubjects()).toEqual(['p-1']);
  });

  test('in the order of its transaction, and after all that came before', async () => {
    await log.test.database.transaction(async (transaction) => {
      await recordActs(log.audit, transaction, [someAct(1), someAct(2), someAct(3)]);
      await recordAct(log.audit, transaction, someAct(4));
      await recordActs(log.audit, transaction, []);
    });
    await recordAct(log.audit, log.test.database, someAct(5));
    expect(await readSubjects()).toEqual(['p-1', 'p-2', 'p-3', 'p-4', 'p-5']);
  });

  test('without waiting for another writer whose transaction is still open', async () => {
    await log.test.database.transaction(async (transaction) => {
      await recordAct(log.audit, transaction, someAct(1));
      await recordAct(log.audit, log.test.database, someAct(2));
      expect(await readSubjects()).toEqual(['p-2']);
    });
    expect(await readSubjects()).toEqual(['p-2', 'p-1']);
  });
});

describe('the canonical form', () => {
  const clock = new VirtualClock(Date.UTC(2026, 10, 22, 10));
  const writer = { clock, hubId: 'hub-1', hashPersonal: (kind: string, value: string) => `${kind}#${value}` };
  const withoutId = (content: string): string => content.replace(/"id":"[0-9a-f-]{36}"/, '"id":"…"');

  test('is this, byte for byte', () => {
    const content = composeEntry(writer, {
      actor: { kind: 'service_key', id: 'k-1' },
      action: 'platform.changed',
      subject: { kind: 'platform', id: 'black_portal' },
      reason: 'zurück\n„so“',
      origin: { address: '192.0.2.7', requestId: 'r-1' },
      details: { z: [1, 2.5, 1e21, true, null], a: { ö: '\u20ac' } },
      personal: { phone: '+91', email: 'a@b' },
    });
    expect(withoutId(content)).toBe(
      '{"action":"platform.changed","actor":{"id":"k-1","kind":"service_key"},' +
        '"details":{"a":{"ö":"€"},"z":[1,2.5,1e+21,true,null]},"id":"…",' +
        '"origin":{"address":"address#192.0.2.7","hub":"hub-1","requestId":"r-1"},' +
        '"personal":{"email":"email#a@b","phone":"phone#+91"},"reason":"zurück\\n„so“",' +
        '"subject":{"id":"black_portal","kind":"platform"},"time":"2026-11-22T10:00:00.000Z","version":1}',
    );
  });

  test('is canonical, whatever an act holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const acts = fc.record<Act>({
      actor: fc.record({ kind: fc.constant('member'), id: text }),
      action: text,
      subject: fc.option(fc.record({ kind: text, id: text })),
      reason: fc.option(text),
      origin: fc.option(fc.record({ address: text, requestId: text }), { nil: undefined }),
      details: fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<Json>,
      personal: fc.dictionary(text, text),
    });
    fc.assert(
      fc.property(acts, (act) => {
        const content = composeEntry(writer, act);
        expect(canonicalize(JSON.parse(content))).toBe(content);
      }),
    );
  });

  test('names what is absent', () => {
    const content = composeEntry(writer, {
      actor: { kind: 'hub', id: 'hub' },
      action: 'key.rotated',
      subject: null,
    });
    expect(withoutId(content)).toBe(
      '{"action":"key.rotated","actor":{"id":"hub","kind":"hub"},"details":null,"id":"…",' +
        '"origin":{"address":null,"hub":"hub-1","requestId":null},"personal":{},"reason":null,"subject":null,' +
        '"time":"2026-11-22T10:00:00.000Z","version":1}',
    );
  });

  test('is what the log hashes, also of text that a database dislikes', async () => {
    const nasty = 'NUL \0, half a pair \uD83D, a line\nfeed, \u2028, "quotes", \\u0000, 🔒';
    await recordAct(log.audit, log.test.database, {
      ...someAct(1, { reason: nasty, details: { [nasty]: [nasty] } }),
      actor: { kind: 'anonymous', id: nasty },
    });
    await sequencePending(log.audit);
    const [entry] = await searchEntries(log.test.database, {}, { limit: 1 });
    const mended = nasty.replace('\0', '\uFFFD').replace('\uD83D,', '\uFFFD,');
    expect(JSON.parse(entry!.content)).toMatchObject({
      reason: mended,
      details: { [mended]: [mended] },
      actor: { id: mended },
    });
    expect(entry!.leafHash).toEqual(hashLeaf(Buffer.from(entry!.content)));
  });

  test.each([
    ['too large', { details: Array.from({ length: 20 }, () => 'x'.repeat(4_000)) }],
    ['too deep', { details: Array.from({ length: 20 }).reduce<never[]>((inner) => [inner as never], []) }],
    ['no number of JSON', { details: { rate: Number.NaN } }],
    ['no JSON', { details: { amount: 1n as unknown as number } }],
  ])('refuses details that are %s, and with them the act', async (_what, details) => {
    const work = log.test.database.transaction((transaction) =>
      recordActs(log.audit, transaction, [someAct(1), someAct(2, details)]),
    );
    await expect(work).rejects.toMatchObject({ code: 'audit.malformed_act' });
    expect(await readSubjects()).toEqual([]);
  });
});

test('personal values are nowhere in the tables, and are found by whoever knows them', async () => {
  const personal = { email: 'asha@example.org' };
  await recordActs(log.audit, log.test.database, [
    someAct(1, { personal, origin: { address: '192.0.2.7' } }),
    someAct(2, { personal: { email: 'other@example.org', phone: 'asha@example.org' } }),
  ]);
  await sequencePending(log.audit);
  const [dump] = await log.test.database.query<{ text: string }>(
    'select string_agg(entries::text, chr(10)) as text from audit.entries',
  );
  expect(dump?.text).toContain('platform.changed');
  expect(dump?.text).not.toMatch(/asha@example|192\.0\.2\.7/);
  const find = async (kind: string, value: string): Promise<number[]> => {
    const known = `${kind}:${log.audit.hashPersonal(kind, value)}`;
    const found = await searchEntries(log.test.database, { personal: known }, { limit: 10 });
    return found.map(({ index }) => index);
  };
  expect(await find('email', personal.email)).toEqual([0]);
  expect(await find('address', '192.0.2.7')).toEqual([0]);
  expect(await find('phone', personal.email)).toEqual([1]);
  expect(await find('phone', '192.0.2.7')).toEqual([]);
});

describe('a reason, which people type', () => {
  const reason = 'she lost both telephones, said her sister ("Mina")\nsubject: ,"subject":{"id":"';

  const stored = async (): Promise<string> => {
    const rows = await log.test.database.query<{ text: string }>(
      `select pending::text as text from audit.pending union all select entries::text from audit.entries`,
    );
    return rows.map(({ text }) => text).join('\n');
  };

  test('is sealed in every table, and read as it was', async () => {
    await recordActs(log.audit, log.test.database, [
      someAct(1, { reason, details: { reason: null, subject: ',"reason":' } }),
      someAct(2, { reason: null }),
      someAct(3, { reason: '' }),
    ]);
    for (const pass of ['pending', 'in the log']) {
      if (pass === 'in the log') await sequencePending(log.audit);
      expect(await stored()).toContain('platform.changed');
      expect(await stored()).not.toMatch(/telephones|Mina/);
    }
    const found = await searchEntries(log.test.database, {}, { limit: 10 });
    expect(found.map(({ content }) => (JSON.parse(content) as AuditEntry).reason)).toEqual([
      '',
      null,
      reason,
    ]);
    for (const { content, leafHash } of found) expect(hashLeaf(Buffer.from(content))).toEqual(leafHash);
  });

  test('of a version that did not seal is kept as it was', async () => {
    const content = composeEntry(log.audit, someAct(1, { reason }));
    await log.test.database.query('insert into audit.pending (content) values ($1)', [content]);
    await sequencePending(log.audit);
    const [entry] = await searchEntries(log.test.database, {}, { limit: 1 });
    expect(entry).toEqual({ index: 0, leafHash: hashLeaf(Buffer.from(content)), content });
  });

  test.each([
    ['altered', `reason = 'for nothing'`],
    ['exchanged', `reason = (select reason from audit.entries where index = 1)`],
    ['removed', 'reason = null'],
  ])('and was %s by whoever owns the database shows as an edited entry', async (_what, change) => {
    await recordActs(log.audit, log.test.database, [someAct(1), someAct(2)]);
    await sequencePending(log.audit);
    await log.tamper(`update audit.entries set ${change} where index = 0`);
    const text = await readText(Readable.from(exportLog(log.audit)));
    expect(await problemsOf(text)).toEqual([{ kind: 'edited', index: 0 }]);
  });
});
