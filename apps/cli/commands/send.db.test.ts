import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openInstallation, type Installation } from '../testing/open-installation.ts';

const eventually = { timeout: 20_000, interval: 50 };

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation();
});

afterAll(() => installation.close());

const trade = '{"trade":{"symbol":"TCS","quantity":1,"price":"3000.00"}}';
const moment = '2026-01-31T10:00:00Z';

/** What the black portal got about a member. */
const arrived = (userId: string) =>
  installation.blackPortal.received.filter(({ payload }) => payload.userId === userId);

describe('one event is sent', () => {
  test('with its payload as an argument, from a file, and from standard input', async () => {
    const file = path.join(installation.home, 'trade.json');
    await writeFile(file, trade);
    const args = (userId: string, payload: string) => [
      'send',
      'trade_executed',
      '--user',
      userId,
      '--payload',
      payload,
    ];
    const [argument, fromFile, piped] = await Promise.all([
      installation.run(args('m-argument', trade)),
      installation.run(args('m-file', `@${file}`)),
      installation.run(args('m-piped', '-'), { input: trade }),
    ]);
    for (const ran of [argument, fromFile, piped]) {
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toMatch(
        /^✓ \S+ is accepted, at position [\d,]+\n {2}Follow it: npx interlock events show/,
      );
    }
    for (const userId of ['m-argument', 'm-file', 'm-piped']) {
      await expect
        .poll(() => arrived(userId), eventually)
        .toMatchObject([{ source: 'trading_platform', payload: { trade: { symbol: 'TCS' } } }]);
    }
  });

  test('to the platforms that it names, and once, however often it is sent', async () => {
    const args = ['send', 'user_created', '-u', 'm-once', '-p', '{"tier":"void"}', '--to', 'support_portal'];
    const whole = [...args, '--id', 'once-1', '--at', moment];
    const first = await installation.read<object>(whole);
    expect(first).toEqual({
      eventId: 'once-1',
      status: 'accepted',
      position: expect.any(Number),
      duplicate: false,
    });
    expect(await installation.read(whole)).toEqual({ ...first, duplicate: true });
    expect((await installation.run(whole)).out).toContain('was accepted before');
    await expect
      .poll(
        () => installation.supportPortal.received.filter(({ eventId }) => eventId === 'once-1'),
        eventually,
      )
      .toMatchObject([{ timestamp: '2026-01-31T10:00:00.000Z', requiresSync: ['support_portal'] }]);
    expect(arrived('m-once')).toEqual([]);
  });

  test('unless its id belongs to another', async () => {
    const args = (tier: string) => [
      'send',
      'user_created',
      '-u',
      'm-2',
      '--id',
      'conflict-1',
      '--at',
      moment,
      '-p',
      `{"tier":"${tier}"}`,
    ];
    await installation.read(args('void'));
    const people = await installation.run(args('onyx'));
    expect(people).toMatchObject({ code: 1, out: '' });
    expect(people.err).toContain('(events.id_conflict)');
    expect(people.err).toContain('→ Give each event an id of its own');
    const program = await installation.run([...args('onyx'), '--json']);
    expect(program).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(program.err)).toMatchObject({ code: 'events.id_conflict', status: 409 });
  });

  test.each([
    [['send'], 'Name the event type, or give events with --file.'],
    [['send', 'trade_executed', '--file', 'x'], 'Give an event type or --file'],
    [['send', 'trade_executed', '--payload', '[1]'], '--payload must be a JSON object.'],
    [['send', 'trade_executed', '--payload', '{'], '--payload is not JSON'],
    [['send', 'trade_executed', '--payload', '@/nowhere.json'], '/nowhere.json cannot be read'],
    [['send', 'trade_executed', '--at', 'yesterday'], 'It must be a time such as'],
  ])('unless it makes no sense: %j', async (args, words) => {
    const { code, out, err } = await installation.run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('(cli.bad_argument)');
    expect(err).toContain(words);
  });
});

describe('many events are sent', () => {
  const eventOf = (eventId: string, userId: string, tier = 'void') => ({
    eventId,
    timestamp: moment,
    source: 'trading_platform',
    eventType: 'user_created',
    payload: { userId, tier },
  });

  test('as lines; the bad are named by their place, the good are taken', async () => {
    const lines = [
      eventOf('line-1', 'm-lines'),
      eventOf('line-2', 'm-lines', 'gold'),
      eventOf('line-1', 'm-lines'),
    ];
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    const { code, out, err } = await installation.run(['send', '--file', '-'], { input });
    expect(code).toBe(1);
    expect(err).toMatch(/✓ Sending: 3\/3 events/);
    expect(out).toMatch(/✓ 1 accepted, 1 accepted before, 1 refused\n/);
    expect(out).toMatch(/2 {2}line-2 {2}events.invalid_payload: payload.tier must be/);
    await expect.poll(() => arrived('m-lines').length, eventually).toBe(1);
  });

  test('as an array in a file, with nothing but JSON on standard output', async () => {
    const file = path.join(installation.home, 'events.json');
    await writeFile(
      file,
      JSON.stringify([eventOf('array-1', 'm-array'), eventOf('array-2', 'm-array')], null, 2),
    );
    expect(await installation.read(['send', '-f', file])).toMatchObject({
      accepted: 2,
      duplicates: 0,
      refused: 0,
      results: [{ index: 0, status: 'accepted' }, { index: 1 }],
    });
  });

  test('not at all when a line is no JSON', async () => {
    const input = `${JSON.stringify(eventOf('half-1', 'm-half'))}\n{"eventId"`;
    const { code, err } = await installation.run(['send', '-f', '-'], { input });
    expect(code).toBe(2);
    expect(err).toContain('Line 2 of - is not JSON');
    expect((await installation.run(['events', 'show', 'half-1'])).err).toContain('(events.not_found)');
  });
});

describe('profiles are brought into step', () => {
  test('of one member', async () => {
    const one = await installation.run(['sync', 'user', 'm-sync', '--tier', 'onyx']);
    expect(one).toMatchObject({ code: 0, err: '' });
    expect(one.out).toMatch(/✓ m-sync is onyx on every platform|! m-sync: not confirmed yet by/);
    expect(await installation.read(['sync', 'user', 'm-sync', '--tier', 'void'])).toMatchObject({
      userId: 'm-sync',
      tier: 'void',
    });
    const wrong = await installation.run(['sync', 'user', 'm-sync', '--tier', 'gold']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('Allowed choices are onyx, obsidian, void.');
  });

  test('of many, with progress beside the result', async () => {
    const ids = ['m-bulk-1', 'm-bulk-2'];
    for (const id of ids) await installation.read(['sync', 'user', id, '--tier', 'void']);
    const people = await installation.run(['sync', 'bulk', '--file', '-'], { input: ids.join('\n') });
    expect(people.code).toBe(0);
    expect(people.out).toMatch(/^Job \S+: completed, 2 of 2 synced, 0 failed\n$/);
    expect(people.err).toMatch(/✓ Syncing: 2\/2 members/);
    expect(await installation.read(['sync', 'bulk', ...ids])).toMatchObject({ state: 'completed', done: 2 });
    expect((await installation.run(['sync', 'bulk'])).code).toBe(2);
  });

  test('and their health is told', async () => {
    const people = await installation.run(['sync', 'health']);
    expect(people.out).toMatch(/^The system is .*\nPLATFORM +STATUS/);
    expect(await installation.read(['sync', 'health'])).toMatchObject({ services: expect.any(Array) });
  });
});
