import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { findActs } from './find-acts.ts';
import { signInStaff } from './sign-in-staff.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

interface Listed {
  readonly sessionId: string;
  readonly operator: string;
  readonly role: string;
}

let stage: MemberHub;
beforeAll(async () => {
  stage = await startMemberHub('api,gateway,worker');
}, 60_000);
afterAll(() => stage?.close());

const ask = (cookie: string, path: string, method = 'GET'): Promise<Response> =>
  fetch(`${stage.url}${path}`, { method, headers: { cookie, 'sec-fetch-site': 'same-origin' } });

async function list(cookie: string): Promise<readonly Listed[]> {
  const { sessions } = (await (await ask(cookie, '/api/admin/sessions')).json()) as { sessions: Listed[] };
  return sessions;
}

it('a session of somebody else is ended at once, with every console that it opened, and on record', async () => {
  const asha = await signInStaff(stage.hub, 'operator', 'asha');
  const ravi = await signInStaff(stage.hub, 'finance', 'ravi');
  const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/ws/console`, {
    headers: { cookie: ravi, 'sec-fetch-site': 'same-origin' },
  });
  await once(socket, 'message');
  const closed = once(socket, 'close');
  const sessions = await list(asha);
  expect(sessions.map(({ operator, role }) => `${operator}: ${role}`).toSorted()).toEqual([
    'asha: operator',
    'ravi: finance',
  ]);
  const token = ravi.split('=')[1] ?? '';
  expect(JSON.stringify(sessions)).not.toContain(token);
  const sessionId = sessions.find(({ operator }) => operator === 'ravi')?.sessionId ?? '';
  expect((await ask(ravi, `/api/admin/sessions/${sessionId}`, 'DELETE')).status).toBe(403);
  expect((await ask(asha, `/api/admin/sessions/${sessionId}`, 'DELETE')).status).toBe(204);
  expect((await ask(ravi, '/api/session')).status).toBe(401);
  expect((await closed)[0]).toBe(4401);
  expect((await list(asha)).map(({ operator }) => operator)).toEqual(['asha']);
  expect(await findActs(stage.database, 'staff.session_ended')).toMatchObject([
    {
      actor: { kind: 'staff', id: 'asha' },
      subject: { kind: 'staff_session', id: sessionId },
      details: { operator: 'ravi' },
    },
  ]);
  const gone = await ask(asha, `/api/admin/sessions/${sessionId}`, 'DELETE');
  expect([gone.status, await gone.json()]).toEqual([
    404,
    expect.objectContaining({ code: 'identity.no_such_session' }),
  ]);
});
