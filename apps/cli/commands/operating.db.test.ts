import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PlatformView } from '../hub/admin-contract.ts';
import { openInstallation, type Installation } from '../testing/open-installation.ts';

const eventually = { timeout: 20_000, interval: 50 };

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation();
});

afterAll(() => installation.close());

describe('platforms', () => {
  test('are listed and shown, with health and queues', async () => {
    const list = () => installation.read<PlatformView[]>(['platforms', 'list']);
    await expect
      .poll(async () => (await list()).map(({ id, health }) => [id, health.state]), eventually)
      .toEqual([
        ['black_portal', 'operational'],
        ['support_portal', 'operational'],
        ['trading_platform', 'operational'],
      ]);
    const [table, one, unknown] = await Promise.all([
      installation.run(['platforms', 'list']),
      installation.run(['platforms', 'show', 'black_portal']),
      installation.run(['platforms', 'show', 'nobody']),
    ]);
    expect(table.out).toMatch(
      /^PLATFORM +HEALTH +CHECK +CIRCUIT +LAG.*\nblack_portal +operational +[\d.]+ ms/,
    );
    expect(one.out).toMatch(
      /^Black Portal \(black_portal\): operational, circuit closed\nRequests go to http/,
    );
    expect(one.out).not.toContain('whsec_');
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toContain('(connectors.unknown_platform)');
  });

  test('are disabled, whereupon their events wait, and enabled', async () => {
    const disabled = await installation.run(['platforms', 'disable', 'support_portal']);
    expect(disabled).toEqual({ code: 0, out: '✓ support_portal is disabled\n', err: '' });
    await installation.read(['send', 'user_created', '-u', 'm-wait', '-p', '{"tier":"void"}']);
    await expect.poll(() => installation.blackPortal.received.length, eventually).toBe(1);
    expect(installation.supportPortal.received).toEqual([]);
    expect(await installation.read(['platforms', 'enable', 'support_portal'])).toMatchObject({
      id: 'support_portal',
      enabled: true,
    });
    await expect.poll(() => installation.supportPortal.received.length, eventually).toBe(1);
  });

  test('are sent to another address, if it is one of theirs', async () => {
    const args = ['platforms', 'failover', 'black_portal'];
    const [auto, foreign] = [
      await installation.run([...args, 'auto']),
      await installation.run([...args, 'http://127.0.0.1:1']),
    ];
    expect(auto.out).toBe('✓ black_portal: its primary address is preferred again\n');
    expect(foreign.code).toBe(1);
    expect(foreign.err).toMatch(/^✗ .* \(connectors\.\w+\)\n/);
  });

  test('get a new secret, and a trial tells whether they know it', async () => {
    const trial = await installation.run(['platforms', 'test', 'black_portal']);
    expect(trial).toMatchObject({ code: 0, err: '' });
    expect(trial.out).toMatch(/✓ operational, [\d.]+ ms +✓ accepted/);
    const rotated = await installation.run(['platforms', 'rotate-secret', 'black_portal', '--overlap', '0s']);
    expect(rotated.out).toMatch(/^whsec_\S+\n$/);
    expect(rotated.err).toContain('It is shown this once.');
    const failed = await installation.run(['platforms', 'test', 'black_portal', '--json']);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out)).toMatchObject([{ signedRequest: { status: 401 } }]);
  });
});

describe('keys', () => {
  interface Key {
    readonly key: string;
    readonly keyId: string;
  }

  test('are made, used within their scopes, listed and revoked', async () => {
    const args = ['keys', 'create', '--scope', 'events:write', '--name', 'loyalty'];
    const { key, keyId } = await installation.read<Key>(args);
    const environment = { INTERLOCK_KEY: key };
    const send = ['send', 'user_created', '-u', 'm-key', '-p', '{"tier":"void"}'];
    expect(await installation.read(send, { environment })).toMatchObject({ status: 'accepted' });
    const beyond = await installation.run(['platforms', 'list'], { environment });
    expect([beyond.code, beyond.out]).toEqual([4, '']);
    expect(beyond.err).toContain('platforms:read');
    const listed = await installation.run(['keys', 'list']);
    expect(listed.out).toMatch(new RegExp(`${keyId} +loyalty +events:write +any +active`));
    expect(listed.out).not.toContain(key);
    expect((await installation.run(['keys', 'revoke', keyId])).out).toBe(`✓ ${keyId} (loyalty) is revoked\n`);
    await expect.poll(async () => (await installation.run(send, { environment })).code, eventually).toBe(4);
    expect(await installation.read<Key[]>(['keys', 'list'])).toContainEqual(
      expect.objectContaining({ keyId, revokedAt: expect.any(String) }),
    );
  });

  test('are printed alone, so that a script can take them', async () => {
    const { out, err } = await installation.run([
      'keys',
      'create',
      '-s',
      'events:read',
      '--source',
      'black_portal',
    ]);
    expect(out).toMatch(/^ilk_\w+_\S+\n$/);
    expect(err).toContain('source black_portal only. It is shown this once.');
    const rotated = await installation.read<Key>(['keys', 'rotate', out.split('_')[1]!, '--overlap', '1h']);
    expect(rotated.key).not.toBe(out.trim());
  });

  test.each([
    [['keys', 'create'], 2, 'Name at least one --scope: events:write,'],
    [['keys', 'create', '--scope', 'everything'], 1, '(identity.'],
    [['keys', 'revoke', 'nobody'], 1, '(identity.no_such_key)'],
  ])('are not made up: %j', async (args, expected, words) => {
    const { code, out, err } = await installation.run(args);
    expect([code, out]).toEqual([expected, '']);
    expect(err).toContain(words);
  });
});

describe('the machine', () => {
  test('is examined by the doctor', async () => {
    const people = await installation.run(['doctor']);
    expect(people.out).toMatch(/^✓ Node +v24/);
    expect(people.out).toMatch(new RegExp(`✓ Hub +is ready at ${installation.url}`));
    const findings = JSON.parse((await installation.run(['doctor', '--json'])).out) as { title: string }[];
    expect(findings.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Node', 'Data folder', 'Database', 'Tables', 'Clocks', 'Hub', 'Black Portal']),
    );
  });

  test('has settings, whose secrets are not shown', async () => {
    const people = await installation.run(['config'], { environment: { INTERLOCK_KEY: 'ilk_x_secret' } });
    expect(people.out).toMatch(/^VARIABLE +VALUE +MEANING\nPORT +4000 +Port of the hub/);
    expect(people.out).toMatch(/DATABASE_URL +\(set, not shown\)/);
    expect(people.out).not.toMatch(/ilk_x_secret|postgresql:/);
    const wrong = await installation.run(['config'], { environment: { PORT: 'many' } });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('PORT must be a whole number from 0 to 65535, not "many".');
  });

  test('lets its owner sign in to the console', async () => {
    const { url } = await installation.read<{ url: string }>(['sign-in']);
    const { port } = new URL(installation.url);
    expect(url).toMatch(new RegExp(`^http://localhost:${port}/`));
    expect((await fetch(url, { redirect: 'manual' })).status).toBeLessThan(400);
  });
});
