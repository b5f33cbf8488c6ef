import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { listDeadLetters, type DeadLetter } from '#delivery';
import { syncUser } from '#sync';
import { openInstallation, type Installation } from '../testing/open-installation.ts';

const eventually = { timeout: 20_000, interval: 50 };

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation();
  // What a platform’s rules may be: few shares at a time, and nobody of the highest tier.
  installation.blackPortal.judge(({ payload }) => {
    const { quantity } = (payload['trade'] ?? {}) as { quantity?: number };
    const refused = (quantity ?? 0) > 9 || payload['tier'] === 'void';
    return refused ? { code: 'limit_exceeded', message: 'Above the limit.', retryable: false } : undefined;
  });
});

afterAll(() => installation.close());

const payloadOf = (quantity: number): string =>
  JSON.stringify({ trade: { symbol: 'TCS', quantity, price: '3000.00' } });

/** Sends a trade that the black portal refuses. @returns its dead letter */
async function die(userId: string): Promise<DeadLetter> {
  await installation.read(['send', 'trade_executed', '-u', userId, '-p', payloadOf(100)]);
  return letterOf(userId);
}

async function letterOf(userId: string, state: DeadLetter['state'] = 'open'): Promise<DeadLetter> {
  const list = () => listDeadLetters(installation.hub.database, { userId, state }, { limit: 2 });
  await expect.poll(async () => (await list()).length, eventually).toBe(1);
  return (await list())[0]!;
}

/** What took effect at the black portal. */
const effects = (userId: string) =>
  installation.blackPortal.received
    .filter(({ payload }) => payload.userId === userId)
    .map(({ payload }) => payload['trade'] ?? payload['tier']);

/** An editor that puts 9 in the place of 100, and prints something while it is at it. */
async function makeEditor(script = `sed -i.bak 's/100/9/' "$1"; echo edited`): Promise<string> {
  const file = path.join(installation.home, `editor-${Math.random()}.sh`);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

test('they are listed and shown, with what was sent and answered', async () => {
  const letter = await die('m-show');
  const list = await installation.run(['dead-letters', 'list', '-u', 'm-show']);
  expect(list.out).toMatch(
    /^ID +DIED +PLATFORM.*\n.*black_portal +trade_executed +m-show +1 +limit_exceeded: Above/,
  );
  const nothing = await installation.run(['dead-letters', 'list', '-p', 'support_portal']);
  expect(nothing).toEqual({ code: 0, out: 'There are no dead letters.\n', err: '' });
  const shown = await installation.run(['dead-letters', 'show', String(letter.id)]);
  expect(shown.out).toContain('trade_executed for black_portal, open');
  expect(shown.out).toContain('limit_exceeded: Above the limit.');
  expect(shown.out).toMatch(/"quantity": 100[^]*Answered 200:\n.*limit_exceeded/);
  expect(await installation.read(['dead-letters', 'list', '-t', 'trade_executed'])).toMatchObject({
    deadLetters: [{ id: letter.id, reason: 'limit_exceeded' }],
  });
  expect(await installation.read(['dead-letters', 'show', String(letter.id)])).toMatchObject({
    id: letter.id,
    response: { status: 200 },
  });
});

test('one is retried as it is, and dies again while nothing has changed', async () => {
  const letter = await die('m-retry');
  const retried = await installation.run(['dead-letters', 'retry', String(letter.id)]);
  expect(retried).toEqual({ code: 0, out: `✓ ${letter.id} is on its way again\n`, err: '' });
  expect((await letterOf('m-retry')).attempts).toBeGreaterThan(0);
  expect(effects('m-retry')).toEqual([]);
});

describe('one is corrected and delivered', () => {
  test('in the editor of the person', async () => {
    const letter = await die('m-editor');
    const environment = { EDITOR: await makeEditor() };
    const args = ['dead-letters', 'edit', String(letter.id)];
    expect(await installation.read(args, { environment })).toMatchObject({
      id: letter.id,
      request: { payload: { trade: { quantity: 9 } } },
    });
    await expect.poll(() => effects('m-editor'), eventually).toMatchObject([{ quantity: 9 }]);
    expect(await letterOf('m-editor', 'replayed')).toMatchObject({ id: letter.id });
  });

  test('by argument, from a file, and from standard input', async () => {
    const file = path.join(installation.home, 'corrected.json');
    const correct = async (userId: string, option: string, input?: string): Promise<void> => {
      const { id } = await die(userId);
      await writeFile(file, JSON.stringify({ userId, ...JSON.parse(payloadOf(9)) }));
      const edited = await installation.run(['dead-letters', 'edit', String(id), '-p', option], {
        ...(input !== undefined && { input }),
      });
      expect(edited).toEqual({ code: 0, out: `✓ ${id} is on its way again, corrected\n`, err: '' });
      await expect.poll(() => effects(userId), eventually).toMatchObject([{ quantity: 9 }]);
    };
    const whole = (userId: string): string => JSON.stringify({ userId, ...JSON.parse(payloadOf(9)) });
    await correct('m-argument', whole('m-argument'));
    await correct('m-file', `@${file}`);
    await correct('m-piped', '-', whole('m-piped'));
  });

  test('also when the hub itself said it', async () => {
    await syncUser(installation.hub.sync, { userId: 'm-hub', tier: 'void', source: 'black_portal' });
    const letter = await letterOf('m-hub');
    expect(letter.request).toMatchObject({ source: 'hub', eventType: 'user_created' });
    const payload = JSON.stringify({ userId: 'm-hub', tier: 'obsidian' });
    await installation.read(['dead-letters', 'edit', String(letter.id), '--payload', payload]);
    await expect.poll(() => effects('m-hub'), eventually).toEqual(['obsidian']);
  });
});

describe('nothing is sent', () => {
  test('when the editor changed nothing, failed, or left no JSON', async () => {
    const { id } = await die('m-nothing');
    const edit = async (script: string) =>
      installation.run(['dead-letters', 'edit', String(id)], {
        environment: { EDITOR: await makeEditor(script) },
      });
    expect(await edit('true')).toEqual({ code: 0, out: '', err: 'Nothing was changed, nothing was sent.\n' });
    const failed = await edit('exit 3');
    expect(failed.code).toBe(2);
    expect(failed.err).toContain('ended with code 3; nothing was sent.');
    expect((await edit('echo "{" > "$1"')).err).toContain('The edited payload is not JSON');
    const without = await installation.run(['dead-letters', 'edit', String(id)]);
    expect(without.err).toContain('give --payload, or set EDITOR');
  });

  test('when the correction does not fit', async () => {
    const { id } = await die('m-unfit');
    const args = ['dead-letters', 'edit', String(id), '--json', '-p'];
    for (const payload of [
      '{"userId":"m-unfit"}',
      `{"userId":"m-other","trade":{"symbol":"TCS","quantity":1,"price":"1"}}`,
    ]) {
      const { code, out, err } = await installation.run([...args, payload]);
      expect([code, out]).toEqual([1, '']);
      expect(JSON.parse(err)).toMatchObject({ code: 'delivery.invalid_payload', status: 422 });
    }
  });
});

test('one is discarded with a reason, and then it is settled', async () => {
  const { id } = await die('m-discard');
  const args = ['dead-letters', 'discard', String(id)];
  const unreasoned = await installation.run(args);
  expect(unreasoned.code).toBe(2);
  expect(unreasoned.err).toContain("Required option '--reason <text>' not specified.");
  expect(await installation.read([...args, '--reason', 'entered by hand'])).toMatchObject({
    state: 'discarded',
    note: 'entered by hand',
  });
  const again = await installation.run(['dead-letters', 'retry', String(id)]);
  expect(again.code).toBe(1);
  expect(again.err).toContain('(delivery.dead_letter_settled)');
  expect((await installation.run(['dead-letters', 'show', '999999'])).err).toContain(
    '(delivery.dead_letter_not_found)',
  );
});

test('all of a member are replayed together', async () => {
  const first = await die('m-all');
  installation.blackPortal.judge(() => undefined);
  const people = await installation.run([
    'events',
    'replay',
    '--dead-letters',
    '-u',
    'm-all',
    '--source',
    'trading_platform',
  ]);
  expect(people.out).toMatch(/^Replay \S+ of 1 dead letter: done\n$/);
  await expect.poll(() => effects('m-all'), eventually).toMatchObject([{ quantity: 100 }]);
  expect(await letterOf('m-all', 'replayed')).toMatchObject({ id: first.id });
});
