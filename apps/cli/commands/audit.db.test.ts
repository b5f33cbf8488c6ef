import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordActs, sequencePending, type Act } from '#audit';
import {
  commandEnvironment,
  openInstallation,
  runCommand,
  type Installation,
} from '../testing/open-installation.ts';
import type { AuditedEntry, AuditPage, ProvenEntry } from './audit-contract.ts';

const eventually = { timeout: 20_000, interval: 50 };

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let installation: Installation;
let file: string;
let key: string;

const act = (number: number, more: Partial<Act> = {}): Act => ({
  actor: { kind: 'staff', id: 'asha' },
  action: 'cli_test.done',
  subject: { kind: 'test', id: `t-${number}` },
  reason: 'because',
  ...more,
});

async function record(...acts: Act[]): Promise<void> {
  const { audit } = installation.hub.trust;
  await recordActs(audit, installation.hub.database, acts);
  await sequencePending(audit);
}

beforeAll(async () => {
  installation = await openInstallation();
  file = path.join(installation.home, 'audit.ndjson');
  key = path.join(installation.home, 'audit-key.pem');
  const origin = { address: '2001:db8::7' };
  await record(act(1, { origin }), act(2), act(3, { origin, personal: { email: 'asha@example.org' } }));
  await record(act(4), act(5));
  await writeFile(key, (await installation.run(['audit', 'key'])).out);
  expect(await installation.run(['audit', 'export', file])).toMatchObject({ code: 0 });
});

afterAll(() => installation.close());

const subjectsOf = (entries: readonly AuditedEntry[]): (string | undefined)[] =>
  entries.map(({ entry }) => entry.subject?.id);

/** Verifies as an auditor does: on a machine that has a file and a key, and neither hub nor database. */
async function verify(args: readonly string[], home = installation.home) {
  const environment = commandEnvironment({
    INTERLOCK_HOME: home,
    DATABASE_URL: 'postgres://nobody:1/nothing',
    INTERLOCK_URL: 'http://127.0.0.1:1',
  });
  const { code, out, err } = await runCommand(['audit', 'verify', ...args, '--json'], { environment });
  return { code, err, verdict: out === '' ? undefined : (JSON.parse(out) as Record<string, unknown>) };
}

async function manipulated(change: (lines: string[]) => string[]): Promise<string> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  const name = path.join(installation.home, 'manipulated.ndjson');
  await writeFile(
    name,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return name;
}

describe('the audit log is searched', () => {
  test('by who, what, whom, when and by a personal value', async () => {
    const search = async (...args: string[]) => {
      const query = ['audit', 'search', '--action', 'cli_test', ...args];
      return subjectsOf((await installation.read<AuditPage>(query)).entries);
    };
    expect(await search('--actor', 'asha')).toEqual(['t-5', 't-4', 't-3', 't-2', 't-1']);
    expect(await search('--subject', 't-2', '--from', '1h')).toEqual(['t-2']);
    expect(await search('--to', '1h')).toEqual([]);
    expect(await search('--limit', '2')).toEqual(['t-5', 't-4']);
    expect(await search('--personal', 'email=asha@example.org')).toEqual(['t-3']);
    expect(await search('--address', '2001:DB8:0::7')).toEqual(['t-3', 't-1']);
    expect(await search('--address', '2001:db8::7', '--personal', 'email=asha@example.org')).toEqual(['t-3']);
    expect(await search('--address', '192.0.2.7')).toEqual([]);
    const { code, err } = await installation.run(['audit', 'search', '--personal', 'asha']);
    expect([code, err]).toEqual([2, expect.stringContaining('--personal must be a kind and a value')]);
  });

  test('and shown to people as a table', async () => {
    const { out } = await installation.run(['audit', 'search', '--subject', 't-1']);
    expect(out).toMatch(/^INDEX {2}RECORDED .*WHO.*\n.*staff asha +cli_test\.done +test t-1 +because\n$/);
  });
});

test('the audit log is followed', async () => {
  const tail = installation.start(['audit', 'tail', '--action', 'cli_test', '-n', '1', '--json']);
  let out = '';
  tail.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  await expect.poll(() => out, eventually).toContain('t-5');
  await record(act(6), act(7));
  await expect.poll(() => out, eventually).toContain('t-7');
  tail.kill('SIGINT');
  const entries = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditedEntry);
  expect(subjectsOf(entries)).toEqual(['t-5', 't-6', 't-7']);
});

test('one entry is shown with the proof that it stands in the signed log', async () => {
  const found = await installation.read<AuditPage>(['audit', 'search', '--subject', 't-2']);
  const index = String(found.entries[0]!.index);
  const proven = await installation.read<ProvenEntry & { isProven: boolean }>(['audit', 'show', index]);
  expect(proven).toMatchObject({ isProven: true, entry: { subject: { id: 't-2' } } });
  const people = await installation.run(['audit', 'show', proven.entry.id, '--key', key]);
  expect([people.code, people.out]).toEqual([
    0,
    expect.stringMatching(/✓ proven: entry \d+ of \d+ under the head of /),
  ]);
  expect(await installation.run(['audit', 'show', '999999'])).toMatchObject({ code: 1, out: '' });
});

describe('an export is verified without hub or database', () => {
  test('and is intact', async () => {
    const { code, verdict } = await verify([file, '--key', key]);
    expect([code, verdict]).toEqual([
      0,
      expect.objectContaining({ intact: true, comparison: 'none', problems: [] }),
    ]);
    const people = await installation.run(['audit', 'verify', file, '--key', key]);
    expect(people.out).toMatch(
      /^✓ intact: \d+ entries under \d+ signed heads\n {2}root {2}[0-9a-f]{64}\n {2}head {2}/,
    );
  });

  test('and what is wrong is said, with the place', async () => {
    const edited = await manipulated((lines) =>
      lines.map((line) => line.replace('"id":"t-2"', '"id":"t-0"')),
    );
    const { code, verdict } = await verify([edited, '--key', key]);
    expect(code).toBe(5);
    expect(verdict).toMatchObject({
      intact: false,
      problems: [
        { kind: 'edited', index: expect.any(Number), detail: expect.stringMatching(/^Entry \d+ was edited/) },
      ],
    });
    const cut = await manipulated((lines) => lines.slice(0, -2));
    const people = await installation.run(['audit', 'verify', cut, '--key', key]);
    expect([people.code, people.out]).toEqual([
      5,
      expect.stringMatching(/^✗ not intact .*\n {2}The file was cut off/),
    ]);
  });

  test('nothing is verified without a key, a file or an export', async () => {
    const nonsense = await manipulated(() => ['hello']);
    const failures: [string[], number, string][] = [
      [[file], 2, '--key'],
      [[`${file}.none`, '--key', key], 2, 'There is no file'],
      [[file, '--key', file], 1, 'crypto.invalid_public_key'],
      [[nonsense, '--key', key], 1, 'audit.not_an_export'],
      [[file, '--key', key, '--head', key], 1, 'audit.not_a_head'],
      [[file, '--key', key, '--head', key, '--remember'], 2, 'either --head or --remember'],
    ];
    for (const [args, expected, words] of failures) {
      const { code, err } = await verify(args);
      expect([args, code, err]).toEqual([args, expected, expect.stringContaining(words)]);
    }
  });

  test('and compared with the head that was remembered', async () => {
    const later = path.join(installation.home, 'later.ndjson');
    expect((await verify([file, '--key', key, '--remember'])).verdict).toMatchObject({ comparison: 'none' });
    expect((await verify([file, '--key', key, '--remember'])).verdict).toMatchObject({ comparison: 'same' });
    await record(act(8));
    expect(await installation.run(['audit', 'export', later])).toMatchObject({ code: 0 });
    expect((await verify([later, '--key', key, '--remember'])).verdict).toMatchObject({
      comparison: 'later',
    });
    // The old one is still genuine, but it is not what is remembered now; and it is not remembered instead.
    for (let round = 0; round < 2; round += 1) {
      const { code, verdict } = await verify([file, '--key', key, '--remember']);
      expect([code, verdict]).toEqual([6, expect.objectContaining({ intact: true, comparison: 'older' })]);
    }
    const head = path.join(installation.home, 'head.json');
    const { audit } = installation.hub.trust;
    const [row] = await audit.database.query<{ statement: string; signature: Buffer }>(
      'select statement, signature from audit.heads order by size limit 1',
    );
    await writeFile(head, JSON.stringify({ ...row, signature: row!.signature.toString('base64') }));
    expect((await verify([file, '--key', key, '--head', head])).verdict).toMatchObject({
      comparison: 'later',
    });
    await rm(later);
  });
});

test('an export is never written over another', async () => {
  const before = await readFile(file, 'utf8');
  const { code } = await installation.run(['audit', 'export', file]);
  expect([code, await readFile(file, 'utf8')]).toEqual([2, before]);
});

test('another key signs from now on, and whoever kept the former one goes on verifying', async () => {
  const { from, to } = await installation.read<{ from: string; to: string }>([
    'crypto',
    'rotate',
    '--statements',
  ]);
  await record(act(9));
  const keys = await installation.read<{ keyId: string; keys: { keyId: string }[] }>(['audit', 'key']);
  expect([keys.keyId, ...keys.keys.map(({ keyId }) => keyId)]).toEqual([to, to, from]);
  const later = path.join(installation.home, 'with-another-key.ndjson');
  expect(await installation.run(['audit', 'export', later])).toMatchObject({ code: 0 });
  // The former key, and the head that was remembered under it.
  expect(await verify([later, '--key', key, '--remember'])).toMatchObject({
    code: 0,
    verdict: { intact: true, comparison: 'later', head: { keyId: to }, keysFollowed: [to] },
  });
  const all = path.join(installation.home, 'all-keys.pem');
  await writeFile(all, (await installation.run(['audit', 'key'])).out);
  expect(await verify([later, '--key', all, '--remember'])).toMatchObject({
    code: 0,
    verdict: { intact: true, comparison: 'same', keysFollowed: [] },
  });
  const told = await installation.read<AuditPage>(['audit', 'search', '--action', 'statement_key.replaced']);
  expect(told.entries.map(({ entry }) => entry)).toMatchObject([
    { subject: { kind: 'statement_key', id: to }, details: { from, to } },
  ]);
  const people = await installation.run(['audit', 'show', '0', '--key', all]);
  expect([people.code, people.out]).toEqual([0, expect.stringContaining(`key ${to}`)]);
});
