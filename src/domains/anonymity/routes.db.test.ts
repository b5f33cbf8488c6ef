import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { enrol } from './groups/enrol.ts';
import { createTestMember } from './testing/create-test-member.ts';
import { openTestAnonymity, type TestAnonymity } from './testing/open-test-anonymity.ts';
import { startTestHub, type TestHub } from './testing/start-test-hub.ts';

const ada = createTestMember('ada');

let hub: TestDatabase;
let opened: TestAnonymity;
let app: TestHub;

beforeAll(async () => {
  hub = await createTestDatabase();
  opened = await openTestAnonymity(hub.database);
  app = await startTestHub(opened.anonymity);
  await join('person-ada', ada.commitment);
});
afterAll(async () => {
  await app.close();
  await opened.close();
  await hub.drop();
});

function join(personId: string, commitment: string): Promise<void> {
  return hub.database.transaction((transaction) =>
    enrol(opened.anonymity, transaction, { personId, tier: 'void', commitment }),
  );
}

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers });
}

function send(path: string, body: unknown, method = 'POST'): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${app.url}${path}`, { method, headers, body: JSON.stringify(body) });
}

async function read<Body>(response: Promise<Response>): Promise<Body> {
  return (await (await response).json()) as Body;
}

interface ChallengeAnswer {
  readonly challenge: string;
  readonly epoch: { readonly number: number; readonly endsAt: string };
}

describe('the group', () => {
  test('is given to anybody, again only when it has changed', async () => {
    const first = await ask('/api/anonymity/groups/void');
    expect(await first.json()).toEqual({
      tier: 'void',
      version: '1',
      depth: 10,
      commitments: [ada.commitment],
    });
    const etag = first.headers.get('etag') ?? '';
    const unchanged = await ask('/api/anonymity/groups/void', { 'if-none-match': etag });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    await join('person-bob', '7');
    const changed = await ask('/api/anonymity/groups/void', { 'if-none-match': etag });
    expect(await changed.json()).toMatchObject({ version: '2', commitments: [ada.commitment, '7'] });
  });

  test('of a tier where nobody is yet is empty, and of no tier is none', async () => {
    expect(await read(ask('/api/anonymity/groups/onyx'))).toMatchObject({ version: '0', commitments: [] });
    expect((await ask('/api/anonymity/groups/emperor')).status).toBe(400);
  });
});

describe('a proof', () => {
  test('becomes a token once, and the log knows nothing of it', async () => {
    const { challenge, epoch } = await read<ChallengeAnswer>(send('/api/anonymity/challenges', {}));
    const presented = await ada.prove(opened.anonymity, {
      tier: 'void',
      challenge,
      scope: { kind: 'platform', platform: 'black_portal', epoch: epoch.number },
      message: () => ({ kind: 'proof_token', platform: 'black_portal', challenge }),
    });
    const body = { ...presented, platform: 'black_portal' };
    const issued = await read<{ token: string; expiresAt: string }>(
      send('/api/anonymity/proof-tokens', body),
    );
    expect(issued.expiresAt).toBe(epoch.endsAt);
    const again = await send('/api/anonymity/proof-tokens', body);
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'anonymity.nullifier_used' }]);
    expect(opened.acts.at(-1)).toMatchObject({
      action: 'proof.refused',
      details: { code: 'anonymity.nullifier_used' },
    });
    const { sub } = await opened.tokenKeys.verify(issued.token, {
      type: 'interlock-proof+jwt',
      audience: 'black_portal',
    });
    const log = app.log.join('');
    expect(log).toContain('nullifier_used');
    for (const secret of [issued.token, sub ?? '', presented.proof.nullifier, challenge, ada.commitment]) {
      expect(log).not.toContain(secret);
    }
  });

  test.each([
    {},
    { tier: 'void' },
    { tier: 'void', platform: 'black_portal', challenge: 'x', proof: { points: [] } },
  ])('that is %j is no proof', async (body) => {
    expect((await send('/api/anonymity/proof-tokens', body)).status).toBe(400);
  });

  test('is tried twenty times a minute from one address', async () => {
    let status = 0;
    for (let attempt = 0; attempt < 21 && status !== 429; attempt += 1) {
      ({ status } = await send('/api/anonymity/proof-tokens', {}));
    }
    expect(status).toBe(429);
  });
});

describe('circles', () => {
  test('are listed for members, and not read without the token of an entry', async () => {
    expect(await read(ask('/api/circles'))).toEqual({ circles: [] });
    const path = '/api/circles/6f2f3c1e-1c1e-4c1e-8c1e-1c1e1c1e1c1e/posts';
    expect(await read(ask(path))).toMatchObject({ code: 'anonymity.circle_token_wrong', status: 401 });
    expect(await read(ask(`/api/admin${path.slice(4)}`))).toMatchObject({ code: 'anonymity.no_such_circle' });
  });

  test.each([
    ['posts/1/visibility', { hidden: true, reason: 'a complaint' }, 'anonymity.no_such_post'],
    [
      `pseudonyms/${'a'.repeat(43)}/state`,
      { state: 'silenced', reason: 'a complaint' },
      'anonymity.no_such_pseudonym',
    ],
  ])('are moderated only where there is something: %s', async (what, body, code) => {
    const path = `/api/admin/circles/6f2f3c1e-1c1e-4c1e-8c1e-1c1e1c1e1c1e/${what}`;
    expect(await read(send(path, body, 'PUT'))).toMatchObject({ code, status: 404 });
    expect((await send(path, { ...body, reason: ' ' }, 'PUT')).status).toBe(400);
  });
});
