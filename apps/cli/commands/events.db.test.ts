import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EventJourney, EventPage, EventSummary, Replay } from '../hub/admin-contract.ts';
import { openInstallation, type Installation } from '../testing/open-installation.ts';

const eventually = { timeout: 20_000, interval: 50 };

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation();
  for (const [eventId, userId] of [
    ['e-1', 'm-1'],
    ['e-2', 'm-2'],
    ['e-3', 'm-1'],
  ])
    await send(eventId!, userId!);
  await vi.waitUntil(() => arrivals('e-2') + arrivals('e-3') === 2, eventually);
});

afterAll(() => installation.close());

const send = (eventId: string, userId: string) =>
  installation.read([
    'send',
    'service_request',
    '-u',
    userId,
    '--id',
    eventId,
    '-p',
    '{"service":"concierge"}',
  ]);

/** How often the black portal was given an event. */
const arrivals = (eventId: string): number =>
  installation.blackPortal.received.filter((event) => event.eventId === eventId).length;

const idsOf = (events: readonly EventSummary[]): string[] => events.map(({ eventId }) => eventId);

describe('the log is searched', () => {
  test('newest first, by member, type, source, platform and time', async () => {
    const search = async (...args: string[]) =>
      idsOf((await installation.read<EventPage>(['events', 'search', ...args])).events);
    expect(await search()).toEqual(['e-3', 'e-2', 'e-1']);
    const filters: [string[], string[]][] = [
      [
        ['--user', 'm-1'],
        ['e-3', 'e-1'],
      ],
      [['--type', 'trade_executed'], []],
      [['--source', 'trading_platform', '--limit', '1'], ['e-3']],
      [['--platform', 'support_portal', '--from', '5m', '--user', 'm-2'], ['e-2']],
      [['--to', '5m'], []],
    ];
    const found = await Promise.all(filters.map(([args]) => search(...args)));
    expect(found).toEqual(filters.map(([, ids]) => ids));
  });

  test('and shown to people as a table', async () => {
    const some = await installation.run(['events', 'search', '--limit', '2']);
    expect(some.out).toMatch(
      /^ *POSITION {2}ACCEPTED.*\n.*e-3\n.*e-2\nThere are more; --limit shows them\.\n$/,
    );
    expect((await installation.run(['events', 'search', '-u', 'nobody'])).out).toBe('No event matches.\n');
  });
});

describe('one event is shown', () => {
  test('with its journey', async () => {
    const states = async () =>
      (await installation.read<EventJourney>(['events', 'show', 'e-1'])).journey.map(({ state }) => state);
    await expect.poll(states, eventually).toEqual(['delivered', 'delivered']);
    const people = await installation.run(['events', 'show', 'e-1']);
    expect(people.out).toMatch(/^e-1 {2}position .*\n\{\n[^]*\nPLATFORM +STATE +ATTEMPTS/);
  });

  test('unless nobody knows it', async () => {
    const { code, out, err } = await installation.run(['events', 'show', 'e-none']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      '✗ No event has this id (events.not_found)\n  There is no event e-none.\n  → Check the id; events leave the log when their retention ends.\n',
    );
  });
});

describe('the log is followed', () => {
  test('from the last ones on, once and for all with --no-follow', async () => {
    const { code, out } = await installation.run(['events', 'tail', '-n', '2', '--no-follow', '--json']);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(idsOf(lines.map((line) => JSON.parse(line) as EventSummary))).toEqual(['e-2', 'e-3']);
    const people = await installation.run(['events', 'tail', '-n', '1', '--no-follow']);
    expect(people.out).toMatch(
      /service_request +trading_platform → black_portal, support_portal {2}m-1 {2}e-3\n$/,
    );
  });

  test('as events come, also after the hub was away', async () => {
    const tail = installation.start(['events', 'tail', '--user', 'm-tail', '--json']);
    let [out, err] = ['', ''];
    tail.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    tail.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await send('tail-1', 'm-tail');
    await expect.poll(() => out, eventually).toContain('tail-1');
    await installation.restartHttp();
    await send('tail-2', 'm-tail');
    await expect.poll(() => out, eventually).toContain('tail-2');
    tail.kill('SIGINT');
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(err).toMatch(/^(The hub is away; waiting for it…\n)?$/);
  });
});

describe('events are replayed', () => {
  test('after a dry run, to one platform, with progress beside the result', async () => {
    const args = ['events', 'replay', '--user', 'm-1', '--platform', 'black_portal'];
    expect(await installation.read([...args, '--dry-run'])).toEqual({ matched: 2 });
    const dry = await installation.run([...args, '--type', 'service_request', '--dry-run']);
    expect(dry.out).toBe('2 events would be delivered again; nothing was.\n');
    expect([arrivals('e-1'), arrivals('e-3')]).toEqual([1, 1]);
    const people = await installation.run(args);
    expect(people.code).toBe(0);
    expect(people.out).toMatch(/^Replay \S+ of 2 events: done\n$/);
    expect(people.err).toMatch(/✓ Replaying: 2\/2 events/);
    await expect.poll(() => [arrivals('e-1'), arrivals('e-3')], eventually).toEqual([2, 2]);
    expect(arrivals('e-2')).toBe(1);
  });

  test('no faster than asked, as JSON', async () => {
    const startedAt = Date.now();
    const args = ['events', 'replay', '--from', '1h', '--user', 'm-1', '--to', new Date().toISOString()];
    const replay = await installation.read<Replay>([...args, '--rate', '1']);
    expect(replay).toMatchObject({ state: 'done', matched: 2, enqueued: 2, ratePerSecond: 1 });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  });

  test.each([
    [['events', 'replay'], 2, 'Say what to replay'],
    [['events', 'replay', '--platform', 'nobody'], 1, '(delivery.unknown_platform)'],
    [['events', 'replay', '--user', 'm-1', '--rate', '0'], 2, 'It must be a whole number from 1.'],
  ])('not when it makes no sense: %j', async (args, expected, words) => {
    const { code, out, err } = await installation.run(args);
    expect([code, out]).toEqual([expected, '']);
    expect(err).toContain(words);
  });
});
