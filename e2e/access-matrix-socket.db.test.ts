import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendEvents } from '#events';
import { permissions, roles, staffRoles, type StaffRole } from '#identity';
import { neededToRead, type ConsoleMessage } from '#realtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signInStaff } from './sign-in-staff.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
let replay: string;

beforeAll(async () => {
  stage = await startMemberHub('api,gateway,dispatcher,worker');
  const [outcome] = await appendEvents(stage.hub.log, [
    {
      eventId: 'planted-event',
      timestamp: new Date().toISOString(),
      source: 'trading_platform',
      eventType: 'trade_executed',
      payload: {
        userId: 'planted-member',
        trade: { symbol: 'TCS', side: 'buy', quantity: 10, price: '1364.00', currency: 'INR' },
      },
      requiresSync: [],
    },
  ]);
  expect(outcome?.status).toBe('accepted');
  replay = await plantReplay();
}, 60_000);
afterAll(() => stage?.close());

/** One whose next step is far away, so that it is still running when somebody looks. */
async function plantReplay(): Promise<string> {
  const id = randomUUID();
  await stage.database.query(
    `insert into delivery.replays (id, selection, rate_per_second, matched, up_to, created_by, next_step_at)
     values ($1, '{}', 1, 1, 0, 'test', now() + interval '1 hour')`,
    [id],
  );
  return id;
}

const signIn = (role: StaffRole): Promise<string> => signInStaff(stage.hub, role);

function connect(cookie: string, site = 'same-origin') {
  const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/ws/console`, {
    headers: { cookie, 'sec-fetch-site': site },
  });
  const messages: ConsoleMessage[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as ConsoleMessage));
  return { socket, messages };
}

describe('over the console’s socket', () => {
  it.each(staffRoles)('%s is told what the table allows, and nothing else', async (role) => {
    const may = (kind: keyof typeof neededToRead): boolean =>
      neededToRead[kind].every((permission) => (roles[role] as readonly string[]).includes(permission));
    const { socket, messages } = connect(await signIn(role));
    await expect.poll(() => messages[0]?.type, { timeout: 10_000 }).toBe('snapshot');
    const [snapshot] = messages;
    if (snapshot?.type !== 'snapshot') throw new Error('the first message is the snapshot');
    expect({
      events: snapshot.events.some(({ eventId }) => eventId === 'planted-event'),
      platforms: snapshot.platforms.length > 0,
      dead_letters: snapshot.deadLetters !== null,
      replay: snapshot.jobs.some(({ jobId }) => jobId === replay),
    }).toEqual({
      events: may('events'),
      platforms: may('platforms'),
      dead_letters: may('dead_letters'),
      replay: may('replay'),
    });
    const text = JSON.stringify(messages);
    expect(text.includes('planted-member')).toBe(may('events'));
    expect(
      messages.map(({ type }) => type).filter((type) => type in neededToRead && !may(type as 'flows')),
    ).toEqual([]);
    socket.terminate();
  });

  it('the table names only permissions that exist', () => {
    expect(
      Object.values(neededToRead)
        .flat()
        .filter((name) => !(name in permissions)),
    ).toEqual([]);
  });

  it('a session that ends takes its sockets with it', async () => {
    const cookie = await signIn('auditor');
    const { socket, messages } = connect(cookie);
    await expect.poll(() => messages.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const closed = once(socket, 'close');
    const { status } = await fetch(`${stage.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(status).toBe(204);
    expect((await closed)[0]).toBe(4401);
  });

  it('nobody gets in from a page of another site, or without a session', async () => {
    const refused = async (cookie: string, site?: string): Promise<string> => {
      const [error] = (await once(connect(cookie, site).socket, 'error')) as [Error];
      return error.message;
    };
    expect(await refused(await signIn('operator'), 'cross-site')).toContain('403');
    expect(await refused('interlock_session=nothing')).toContain('401');
  });
});
