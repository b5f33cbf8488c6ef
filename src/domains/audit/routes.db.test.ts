import canonicalize from 'canonicalize';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpApp, type HttpApp, type Principal } from '#infra/http';
import { importHead, type ExportedHead } from './export/export-format.ts';
import { verifyExport } from './export/verify-export.ts';
import { judgeHead } from './judge-head.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { verifyConsistency } from './merkle/verify-consistency.ts';
import { verifyInclusion } from './merkle/verify-inclusion.ts';
import { recordActs } from './record-acts.ts';
import { auditRoutes } from './routes.ts';
import { sequencePending } from './sequence-pending.ts';
import { openTestAudit, someAct, testKey, type TestAudit } from './testing/open-test-audit.ts';
import type { AuditEntry } from './types.ts';

const logger = pino({ level: 'silent' });
const auditor: Principal = {
  kind: 'staff',
  id: 'meera',
  roles: ['auditor'],
  permissions: new Set(['audit:read']),
  source: null,
  requestsPerMinute: 0,
  device: null,
};

let log: TestAudit;
let app: HttpApp;

beforeAll(async () => {
  log = await openTestAudit();
  app = await createHttpApp({
    settings: { bodyBytesMax: 1_048_576, requestsPerMinute: 0 },
    logger,
    registry: new Registry(),
    authorize: () => auditor,
    permissions: { 'audit:read': { meaning: '', callers: ['staff'] } },
    version: '0.0.0',
  });
  await app.register(auditRoutes(log.audit));
});
afterAll(async () => {
  await app.close();
  await log.close();
});

interface PresentedHead extends ExportedHead {
  readonly size: number;
  readonly root: string;
}
interface PresentedEntry {
  readonly index: number;
  readonly leafHash: string;
  readonly entry: AuditEntry;
}
interface Proven extends PresentedEntry {
  readonly head: PresentedHead;
  readonly proof: readonly string[];
}
interface Page {
  readonly entries: readonly PresentedEntry[];
  readonly next: number | null;
}

async function call<Body>(url: string, status = 200): Promise<Body> {
  const answer = await app.inject({ method: 'GET', url });
  expect(answer.statusCode).toBe(status);
  return answer.json<Body>();
}
const fromHex = (hashes: readonly string[]): Buffer[] => hashes.map((hash) => Buffer.from(hash, 'hex'));

test('an empty log says so', async () => {
  expect(await call('/api/audit/entries')).toEqual({ entries: [], next: null });
  for (const path of ['head', 'export', 'consistency?from=1&to=1']) {
    expect(await call(`/api/audit/${path}`, 404)).toMatchObject({ code: 'audit.head_not_found' });
  }
});

describe('a log of 23 entries', () => {
  beforeAll(async () => {
    const acts = Array.from({ length: 20 }, (_, number) => someAct(number));
    await recordActs(log.audit, log.test.database, acts);
    await sequencePending(log.audit);
    await recordActs(log.audit, log.test.database, [
      someAct(20, { action: 'person.revealed', subject: { kind: 'person', id: 'm-1' } }),
      someAct(21, { actor: { kind: 'service_key', id: 'k-1' }, action: 'platform_secret.rotated' }),
      someAct(22, { actor: { kind: 'hub', id: 'asha' }, personal: { email: 'a@b' } }),
    ]);
    await sequencePending(log.audit);
  });

  test.each([
    ['actorId=asha&limit=500', 22],
    ['actorKind=hub', 1],
    ['action=platform.changed', 21],
    ['action=platform', 21],
    ['action=plat', 0],
    ['action=person', 1],
    ['subjectKind=person', 1],
    ['subjectId=p-7', 1],
    ['subjectId=p-7&actorKind=hub', 0],
    ['from=2020-01-01T00:00:00Z', 23],
    ['from=2100-01-01T00:00:00Z', 0],
    ['to=2020-01-01T00:00:00Z', 0],
  ])('is searched by %s', async (query, count) => {
    expect((await call<Page>(`/api/audit/entries?${query}`)).entries).toHaveLength(count);
  });

  test('is read in pages, newest first', async () => {
    const indexes: number[] = [];
    for (let next: number | null = 23; next !== null;) {
      const page: Page = await call<Page>(`/api/audit/entries?limit=7&before=${next}`);
      indexes.push(...page.entries.map(({ index }) => index));
      next = page.next;
    }
    expect(indexes).toEqual(Array.from({ length: 23 }, (_, position) => 22 - position));
  });

  test.each([0, 13, 19, 22])('proves that entry %i stands where it does', async (index) => {
    const { entry, leafHash, head, proof } = await call<Proven>(`/api/audit/entries/${index}`);
    expect(hashLeaf(Buffer.from(canonicalize(entry)!)).toString('hex')).toBe(leafHash);
    const { size, root, ...signed } = importHead(head);
    expect(judgeHead({ size, root, ...signed }, [testKey.publicKey])).toBe('genuine');
    const claim = { index, leafHash: Buffer.from(leafHash, 'hex'), size, root, proof: fromHex(proof) };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, index: index === 0 ? 1 : index - 1 })).toBe(false);
    expect(await call(`/api/audit/entries/${entry.id}`)).toMatchObject({ index });
  });

  test('proves that it only grew', async () => {
    const { heads } = await call<{ heads: PresentedHead[] }>('/api/audit/heads');
    const [later, earlier] = heads.map(importHead);
    expect([later?.size, earlier?.size]).toEqual([23, 20]);
    const { proof } = await call<{ proof: string[] }>('/api/audit/consistency?from=20&to=23');
    expect(verifyConsistency({ earlier: earlier!, later: later!, proof: fromHex(proof) })).toBe(true);
    const page = await call<{ heads: PresentedHead[]; next: number }>('/api/audit/heads?limit=1');
    expect([page.heads[0]?.size, page.next]).toEqual([23, 23]);
  });

  test.each(['from=0&to=5', 'from=5&to=3', 'from=5&to=24'])('was never of the sizes %s', async (query) => {
    const problem = await call(`/api/audit/consistency?${query}`, 422);
    expect(problem).toMatchObject({ code: 'audit.size_out_of_range' });
  });

  test.each(['23', '9007199254740991', '00000000-0000-7000-8000-000000000000'])(
    'has no entry %s',
    async (key) => {
      expect(await call(`/api/audit/entries/${key}`, 404)).toMatchObject({ code: 'audit.entry_not_found' });
    },
  );

  test.each(['entries/-1', 'entries/x', 'entries?limit=0', 'entries?from=yesterday', 'heads?before=-1'])(
    'is not asked for %s',
    async (path) => {
      expect(await call(`/api/audit/${path}`, 400)).toMatchObject({ status: 400 });
    },
  );

  test('names its keys', async () => {
    expect(await call('/api/audit/public-key')).toMatchObject({
      keyId: testKey.publicKey.keyId,
      ed25519: testKey.publicKey.ed25519.toString('base64url'),
      keys: [{ keyId: testKey.publicKey.keyId }],
      changes: [],
    });
  });

  test('is exported, and that is in it afterwards', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/audit/export' });
    expect(answer.headers['content-type']).toMatch(/^application\/x-ndjson/);
    const verdict = await verifyExport(asStream(answer.rawPayload), { publicKeys: [testKey.publicKey] });
    expect(verdict).toMatchObject({ intact: true, entries: 23, heads: 2 });
    await sequencePending(log.audit);
    const { entries } = await call<Page>('/api/audit/entries?action=audit_log.exported');
    expect(entries[0]?.entry).toMatchObject({
      actor: { kind: 'staff', id: 'meera' },
      details: { size: 23 },
      origin: { address: log.audit.hashPersonal('address', '127.0.0.1'), hub: 'hub-1' },
    });
  });

  test('is exported page by page, each once it is asked for, up to the head of the first', async () => {
    const acts = Array.from({ length: 4_500 }, (_, number) => someAct(100 + number));
    await recordActs(log.audit, log.test.database, acts);
    await sequencePending(log.audit);
    interface ExportPage {
      readonly lines: string;
      readonly size: number;
      readonly next: number | null;
    }
    const pages: ExportPage[] = [];
    for (let next: number | null = 0; next !== null; next = pages.at(-1)!.next) {
      const size = pages.length === 0 ? '' : `&size=${pages[0]!.size}`;
      pages.push(await call<ExportPage>(`/api/audit/export/pages?from=${next}${size}`));
      await recordActs(log.audit, log.test.database, [someAct(0)]);
      await sequencePending(log.audit);
    }
    expect(pages).toHaveLength(3);
    const bytes = Buffer.from(pages.map(({ lines }) => lines).join(''));
    const verdict = await verifyExport(asStream(bytes), { publicKeys: [testKey.publicKey] });
    expect(verdict).toMatchObject({ intact: true, entries: pages[0]!.size });
    expect(await call('/api/audit/export/pages?size=7', 404)).toMatchObject({ code: 'audit.head_not_found' });
  });

  test('is searched for a personal value, and that is in it afterwards', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/audit/personal-values',
      payload: { kind: 'email', value: 'a@b' },
    });
    const { personal } = answer.json<{ personal: string }>();
    const query = `/api/audit/entries?personal=${encodeURIComponent(personal)}`;
    expect((await call<Page>(query)).entries.map(({ index }) => index)).toEqual([22]);
    await sequencePending(log.audit);
    expect((await call<Page>(query)).entries.map(({ entry }) => entry.action)).toEqual([
      'personal_value.looked_for',
      'platform.changed',
    ]);
  });
});

test('what was done from an address is found, in whatever form it is given, and not who looked for it', async () => {
  await log.tamper('truncate audit.pending, audit.entries, audit.nodes, audit.heads restart identity');
  await recordActs(log.audit, log.test.database, [
    someAct(0, { origin: { address: '::ffff:192.0.2.7' }, personal: { email: 'a@b' } }),
    someAct(1, { origin: { address: '192.0.2.7' } }),
    someAct(2, { origin: { address: '2001:db8::1' } }),
  ]);
  const subjectsFrom = async (address: string, query = ''): Promise<(string | undefined)[]> => {
    const payload = { kind: 'address', value: address };
    const answer = await app.inject({ method: 'POST', url: '/api/audit/personal-values', payload });
    const { personal } = answer.json<{ personal: string }>();
    await sequencePending(log.audit);
    const page = await call<Page>(`/api/audit/entries?address=${encodeURIComponent(personal)}${query}`);
    return page.entries.map(({ entry }) => entry.subject?.id);
  };
  expect(await subjectsFrom('192.0.2.7')).toEqual(['p-1', 'p-0']);
  expect(await subjectsFrom('::FFFF:c000:207')).toEqual(['p-1', 'p-0']);
  expect(await subjectsFrom('2001:DB8:0::1')).toEqual(['p-2']);
  expect(await subjectsFrom('198.51.100.1')).toEqual([]);
  const email = `email:${log.audit.hashPersonal('email', 'a@b')}`;
  expect(await subjectsFrom('192.0.2.7', `&personal=${encodeURIComponent(email)}`)).toEqual(['p-0']);
  // An address in a URL would stand in logs.
  await call('/api/audit/entries?address=192.0.2.7', 400);
});

async function* asStream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
