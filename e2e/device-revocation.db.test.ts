import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServiceKey } from '#identity';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
let serviceKey: string;

beforeAll(async () => {
  stage = await startMemberHub();
  const scopes = ['events:write'] as const;
  serviceKey = (await createServiceKey(stage.hub.identity, { name: 'thief', scopes, createdBy: 'test' })).key;
}, 60_000);
afterAll(() => stage?.close());

async function send(event: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${stage.url}/api/integration/sync/event`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      eventId: crypto.randomUUID(),
      timestamp: new Date().toISOString(),
      source: 'support_portal',
      ...event,
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

async function joinSomebody() {
  const client = await stage.makeClient();
  const { body } = await client.join(await stage.invite());
  const account = await client.call('GET', '/api/identity/account');
  return { client, personId: String(body['personId']), deviceId: String(account.body['deviceId']) };
}

const revokedAt = (platform: number): unknown[] =>
  (stage.platforms[platform]?.received ?? []).flatMap(({ eventType, payload }) =>
    eventType === 'device_revoked' ? [payload['deviceId']] : [],
  );

describe('that a device was put out', () => {
  test('is said by the hub alone', async () => {
    const { personId, deviceId } = await joinSomebody();
    const payload = { personId, deviceId, keyThumbprint: 'x' };
    expect(await send({ eventType: 'device_revoked', payload })).toMatchObject({
      code: 'events.only_the_hub',
    });
    expect(await send({ eventType: 'device_revoked', payload, source: 'hub' })).toMatchObject({
      code: 'events.unknown_source',
    });
    expect(await send({ eventType: 'user_synced', payload: { userId: personId, version: 1 } })).toMatchObject(
      {
        code: 'events.only_the_hub',
      },
    );
  });

  test('reaches everybody also when somebody took the id that one might guess', async () => {
    const { client, personId, deviceId } = await joinSomebody();
    const payload = { userId: personId };
    const eventId = `device_revoked:${deviceId}`;
    expect(await send({ eventId, eventType: 'butler_interaction', payload })).toMatchObject({
      status: 'accepted',
    });
    expect((await client.call('DELETE', `/api/identity/devices/${deviceId}`)).status).toBe(204);
    await expect.poll(() => revokedAt(0)).toContain(deviceId);
  });

  test('is held up by nothing that fails for the person', async () => {
    const { client, personId, deviceId } = await joinSomebody();
    let refusals = 0;
    stage.platforms[0]?.judge(({ payload }) => {
      if (payload['userId'] !== personId) return undefined;
      refusals += 1;
      return { code: 'busy', message: 'not now', retryable: true };
    });
    await send({ eventType: 'butler_interaction', payload: { userId: personId } });
    await expect.poll(() => refusals).toBeGreaterThan(0);
    expect((await client.call('DELETE', `/api/identity/devices/${deviceId}`)).status).toBe(204);
    await expect.poll(() => revokedAt(0)).toContain(deviceId);
    stage.platforms[0]?.judge(() => undefined);
  });
});
