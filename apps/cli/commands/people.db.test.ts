import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openInstallation, type Installation } from '../testing/open-installation.ts';

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation();
});
afterAll(() => installation?.close());

interface Batch {
  readonly batchId: string;
  readonly invitations: readonly { readonly invitationId: string; readonly code: string }[];
}

describe('invitations', () => {
  test('are made in bulk, printed alone, listed without their codes, and revoked together', async () => {
    const plain = await installation.run(['invitations', 'create', '--tier', 'onyx', '--count', '3']);
    expect(plain.out).toMatch(/^(([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]\n){3}$/);
    expect(plain.err).toContain('Shown this once.');
    const batch = await installation.read<Batch>(['invitations', 'create', '-t', 'void', '-n', '2']);
    expect(new Set(batch.invitations.map(({ code }) => code)).size).toBe(2);
    const listed = await installation.run(['invitations', 'list', '--state', 'open']);
    expect(listed.out.match(/ (onyx|void) +open/g)).toHaveLength(5);
    for (const { code } of batch.invitations) expect(listed.out).not.toContain(code);
    const revoked = await installation.run(['invitations', 'revoke', batch.batchId, '--batch']);
    expect(revoked.out).toBe('✓ 2 revoked\n');
    const again = await installation.run(['invitations', 'revoke', batch.batchId, '--batch']);
    expect(again.out).toBe('There was none to revoke.\n');
  });

  test.each([
    [['invitations', 'create'], 2, 'Name the --tier: onyx, obsidian, void.'],
    [['invitations', 'create', '--tier', 'gold'], 2, 'onyx, obsidian, void'],
    [
      ['invitations', 'create', '--role', 'contractor', '--tier', 'onyx'],
      1,
      '(identity.invitation_without_tier)',
    ],
  ])('are not made by mistake: %j', async (args, code, words) => {
    const answer = await installation.run(args);
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toContain(words);
  });
});

test('the keys over stored data are wrapped anew under a new master key, and the act is on record', async () => {
  await installation.run(['invitations', 'create', '--tier', 'onyx']);
  const first = await installation.read<{ total: number; rewrapped: number; failed: number }>([
    'crypto',
    'rotate',
  ]);
  expect(first.rewrapped).toBeGreaterThan(0);
  expect(first).toMatchObject({ rewrapped: first.total, failed: 0 });
  expect(await installation.read(['crypto', 'rotate', '--rewrap-only'])).toMatchObject({ rewrapped: 0 });
  await expect
    .poll(async () => (await installation.run(['audit', 'search', '--action', 'keys.rotated'])).out, {
      timeout: 20_000,
    })
    .toContain('keys.rotated');
});

test('a rotation that is cut off is on record: it was written down before anything changed', async () => {
  const draft = join(installation.home, 'master.key.rotating');
  await writeFile(draft, '');
  expect((await installation.run(['crypto', 'rotate'])).err).toContain('crypto.rotation_under_way');
  await unlink(draft);
  const logged = async (action: string): Promise<boolean[]> => {
    const rows = await installation.hub.database.query<{ makes_version: boolean }>(
      `select coalesce(content::jsonb #>> '{details,newVersion}', 'false') = 'true' as makes_version
         from audit.entries where action = $1 order by index`,
      [action],
    );
    return rows.map(({ makes_version: makesVersion }) => makesVersion);
  };
  // Those of the test before, a whole one and one without a new version, and the one that was cut off.
  await expect.poll(() => logged('keys.rotation_started'), { timeout: 20_000 }).toEqual([true, false, true]);
  expect(await logged('keys.rotated')).toHaveLength(2);
});

test('a link signs somebody in with no more than their role, until their session is ended', async () => {
  const { url } = await installation.read<{ url: string }>(['sign-in', '-o', 'asha', '--role', 'auditor']);
  const token = new URL(url).searchParams.get('token') ?? '';
  const entered = await fetch(`${installation.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token }),
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const sessions = await installation.read<{ sessionId: string; operator: string }[]>(['staff', 'sessions']);
  const get = (path: string) => fetch(`${installation.url}${path}`, { headers: { cookie } });
  expect(await (await get('/api/session')).json()).toMatchObject({ operator: 'asha', role: 'auditor' });
  expect((await get('/api/audit/entries')).status).toBe(200);
  expect((await get('/api/invitations')).status).toBe(403);
  expect(sessions).toMatchObject([{ operator: 'asha', role: 'auditor' }]);
  const ended = await installation.run(['staff', 'end', sessions[0]?.sessionId ?? '']);
  expect(ended.out).toBe('✓ the session of asha is over\n');
  expect((await get('/api/session')).status).toBe(401);
  const again = await installation.run(['staff', 'end', sessions[0]?.sessionId ?? '']);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('(identity.no_such_session)')]);
  expect((await installation.run(['staff', 'sessions'])).out).toContain('Nobody is signed in.');
});
