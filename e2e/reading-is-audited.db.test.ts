import { randomUUID } from 'node:crypto';
import { appendEvents } from '#events';
import { createInvitations, staffRoles, type StaffRole } from '#identity';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findActs } from './find-acts.ts';
import { signInStaff } from './sign-in-staff.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
/** What is read, by the names that stand in the paths below. */
const planted: Record<string, string> = {
  circle: randomUUID(),
  event: 'planted-event',
  user: 'planted-user',
};
const eventually = { timeout: 10_000 };

beforeAll(async () => {
  stage = await startMemberHub('api,dispatcher,worker');
  const client = await stage.makeClient();
  await client.join(await stage.invite());
  planted['person'] = String((await client.call('GET', '/api/identity/account')).body['personId']);
  await plantInvitation();
  await plantDeadLetter();
  await plantUser();
  await stage.database.query(
    "insert into anonymity.circles (circle_id, name, purpose, founded_on) values ($1, 'c', 'p', now())",
    [planted['circle']],
  );
}, 60_000);
afterAll(() => stage?.close());

async function plantInvitation(): Promise<void> {
  const by = { kind: 'staff', id: 'operator' } as const;
  const made = await createInvitations(stage.hub.people.members, { tier: 'onyx', note: 'for Asha' }, by);
  planted['batch'] = made.batchId;
}

async function plantDeadLetter(): Promise<void> {
  for (const platform of stage.platforms)
    platform.judge(() => ({ code: 'no', message: 'too sad', retryable: false }));
  const [outcome] = await appendEvents(stage.hub.log, [
    {
      eventId: 'planted-event',
      timestamp: new Date().toISOString(),
      source: 'support_portal',
      eventType: 'butler_interaction',
      payload: { userId: 'planted-user', topic: 'health', message: 'My heart aches' },
      requiresSync: [],
    },
  ]);
  if (outcome?.status === 'refused') throw outcome.error;
  const letters = async () =>
    stage.database.query<{ id: bigint }>('select id from delivery.dead_letters order by id limit 1');
  await vi.waitFor(async () => expect(await letters()).toHaveLength(1), eventually);
  planted['letter'] = String((await letters())[0]?.id);
}

async function plantUser(): Promise<void> {
  const cookie = await signInStaff(stage.hub, 'operator');
  const made = await ask(cookie, '/api/integration/sync/user', {
    method: 'POST',
    body: JSON.stringify({ userId: planted['user'], tier: 'onyx', source: 'black_portal' }),
  });
  expect(made.ok).toBe(true);
}

const ask = (cookie: string, path: string, options: RequestInit = {}): Promise<Response> =>
  fetch(`${stage.url}${path}`, {
    ...options,
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
  });

const named = (text: string): string =>
  text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => planted[name] ?? name);

describe('who reads what of people is in the log', () => {
  it.each([
    ['event.read', '/api/admin/events/{event}', 'event {event}', {}],
    ['dead_letters.read', '/api/admin/dead-letters?userId={user}&limit=3', null, { userId: '{user}' }],
    ['dead_letter.read', '/api/admin/dead-letters/{letter}', 'dead_letter {letter}', {}],
    ['profile.read', '/api/admin/users/{user}', 'user {user}', {}],
    ['profile.read', '/api/integration/sync/users/{user}', 'user {user}', {}],
    ['person.read', '/api/people/{person}', 'person {person}', {}],
    ['recoveries.read', '/api/recoveries', null, {}],
    ['invitations.read', '/api/invitations?batchId={batch}', null, { batchId: '{batch}' }],
    ['joinings.read', '/api/joinings?personId={person}', null, { personId: '{person}' }],
    ['circle.read', '/api/admin/circles/{circle}/posts', 'circle {circle}', {}],
    ['audit_log.searched', '/api/audit/entries?subjectId={person}', null, { subjectId: '{person}' }],
    ['audit_entry.read', '/api/audit/entries/0', 'audit_entry 0', {}],
  ])('%s: %s', async (action, path, subject, details) => {
    const reader = `reader-${randomUUID()}`;
    const cookie = await signInStaff(stage.hub, 'operator', reader);
    if (action.startsWith('audit_'))
      await expect.poll(async () => (await ask(cookie, '/api/audit/head')).status, eventually).toBe(200);
    const answer = await ask(cookie, named(path));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('json'),
    ]);
    const acts = (await findActs(stage.database, action)).filter(({ actor }) => actor.id === reader);
    expect(acts).toMatchObject([
      {
        actor: { kind: 'staff' },
        subject: subject === null ? null : { kind: subject.split(' ')[0], id: named(subject).split(' ')[1] },
        origin: { address: expect.stringMatching(/./), requestId: expect.stringMatching(/./) },
      },
    ]);
    expect(acts[0]?.details).toEqual(JSON.parse(named(JSON.stringify(details))));
  });

  it('a name is shown to those who may see names, and to nobody who may just see people', async () => {
    const reveal = async (role: StaffRole): Promise<number> => {
      const cookie = await signInStaff(stage.hub, role);
      const body = JSON.stringify({ reason: 'she called' });
      return (await ask(cookie, named('/api/people/{person}/profile'), { method: 'POST', body })).status;
    };
    const statuses = await Promise.all(staffRoles.map(async (role) => [role, await reveal(role)]));
    expect(Object.fromEntries(statuses)).toEqual({
      operator: 200,
      compliance_officer: 200,
      finance: 403,
      responder: 403,
      auditor: 403,
    });
    expect(await findActs(stage.database, 'person.profile_read')).toHaveLength(2);
  });

  it('who was refused has read nothing', async () => {
    const role: StaffRole = 'finance';
    const cookie = await signInStaff(stage.hub, role, 'nosy');
    expect((await ask(cookie, named('/api/people/{person}'))).status).toBe(403);
    const acts = await findActs(stage.database, 'person.read');
    expect(acts.filter(({ actor }) => actor.id === 'nosy')).toEqual([]);
  });
});

it('who sends a dead letter again is in the log with whether they corrected it, and nobody can read how', async () => {
  const cookie = await signInStaff(stage.hub, 'operator');
  const retry = async (json: object): Promise<number> => {
    const path = named('/api/admin/dead-letters/{letter}');
    const state = async (): Promise<unknown> => ((await (await ask(cookie, path)).json()) as Row).state;
    // The platform goes on refusing it.
    await expect.poll(state, eventually).toBe('open');
    return (await ask(cookie, `${path}/retry`, { method: 'POST', body: JSON.stringify(json) })).status;
  };
  const payload = { userId: 'planted-user', topic: 'health', message: 'My heart is well' };
  expect([await retry({ payload }), await retry({ payload }), await retry({})]).toEqual([202, 202, 202]);
  const acts = await findActs(stage.database, 'dead_letter.retried');
  expect(acts.map(({ details }) => details)).toEqual([
    { corrected: true },
    { corrected: false },
    { corrected: false },
  ]);
  const hashes = acts[0]?.personal ?? {};
  expect(Object.keys(hashes)).toEqual(['payload_after', 'payload_before']);
  // Whoever knows the payload can have it hashed, and compare.
  const known = await ask(cookie, '/api/audit/personal-values', {
    method: 'POST',
    body: JSON.stringify({ kind: 'payload_after', value: JSON.stringify(payload) }),
  });
  expect(await known.json()).toEqual({ personal: `payload_after:${hashes['payload_after']}` });
  expect(JSON.stringify(acts)).not.toContain('heart');
});

interface Row {
  readonly state: string;
}
