import { systemClock } from '#kernel/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CreationOptions } from '../test/soft-authenticator.ts';
import { MemberClient } from './member-client.ts';
import { startMemberStage, type MemberStage } from './start-member-stage.ts';

let stage: MemberStage;
beforeAll(async () => {
  stage = await startMemberStage();
}, 60_000);
afterAll(() => stage?.close());

/** A device’s requests to the portal itself, with the access token that the hub gave it. */
class PortalVisitor {
  readonly client: MemberClient;
  token = '';

  private constructor(client: MemberClient) {
    this.client = client;
  }

  static async make(): Promise<PortalVisitor> {
    return new PortalVisitor(await MemberClient.make(stage.origin, stage.origin));
  }

  async fetchToken(audience = 'black_portal'): Promise<void> {
    const { body } = await this.client.call('POST', '/api/identity/tokens', { audience });
    this.token = String(body['accessToken']);
  }

  async ask(path: string, token = this.token): Promise<{ status: number; code: unknown }> {
    const url = `${stage.origin}${path}`;
    const response = await fetch(url, {
      headers: { authorization: `DPoP ${token}`, dpop: await this.client.device.prove('GET', url, token) },
    });
    return { status: response.status, code: ((await response.json()) as { code?: string }).code };
  }
}

async function openMember(): Promise<PortalVisitor> {
  const visitor = await PortalVisitor.make();
  expect((await visitor.client.join(await stage.invite('onyx'))).body['state']).toBe('welcome');
  await visitor.fetchToken();
  return visitor;
}

async function addDevice(owner: PortalVisitor): Promise<PortalVisitor> {
  const visitor = await PortalVisitor.make();
  const { body: invitation } = await owner.client.call(
    'POST',
    '/api/identity/device-codes',
    await owner.client.confirm('device_code'),
  );
  const place = '/api/identity/device-registrations';
  const { body: started } = await visitor.client.call('POST', place, { code: invitation['code'] });
  const credential = await visitor.client.authenticator.create(started['options'] as CreationOptions);
  const path = `${place}/${String(started['registrationId'])}`;
  const finished = await visitor.client.call('POST', path, { credential, deviceName: 'Second' });
  expect(finished.status).toBe(201);
  await visitor.fetchToken();
  return visitor;
}

describe('a device that is put out', () => {
  test('is out at the portal within a second, while its token would still be good', async () => {
    const owner = await openMember();
    const second = await addDevice(owner);
    expect(await second.ask('/api/me')).toMatchObject({ status: 200 });
    const { body: account } = await second.client.call('GET', '/api/identity/account');
    const path = `/api/identity/devices/${String(account['deviceId'])}`;

    expect((await owner.client.call('DELETE', path)).status).toBe(204);
    const revokedAtMs = systemClock.monotonic();
    let last = await second.ask('/api/me');
    while (last.status === 200) last = await second.ask('/api/me');
    const outAfterMs = systemClock.monotonic() - revokedAtMs;

    expect(last).toEqual({ status: 401, code: 'connector.token_revoked' });
    // No figure of a benchmark but a promise: it stands in the terms.
    expect(outAfterMs).toBeLessThan(1_000);
    expect(await owner.ask('/api/me')).toMatchObject({ status: 200 });
  });
});

describe('what members see of themselves', () => {
  test('is refused without a token, with one for another platform, and with one of another device', async () => {
    const [owner, other] = [await openMember(), await PortalVisitor.make()];
    const bare = await fetch(`${stage.origin}/api/me`);
    expect([bare.status, bare.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await other.ask('/api/me', owner.token)).toEqual({
      status: 401,
      code: 'connector.dpop_other_key',
    });
    await owner.fetchToken('support_portal');
    expect(await owner.ask('/api/me')).toEqual({ status: 401, code: 'connector.token_wrong_audience' });
  });

  test('is their own, and kept by nobody on the way', async () => {
    const owner = await openMember();
    const url = `${stage.origin}/api/me/portfolio`;
    const response = await fetch(url, {
      headers: {
        authorization: `DPoP ${owner.token}`,
        dpop: await owner.client.device.prove('GET', url, owner.token),
      },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ currency: 'INR', positions: [], executions: [] });
  });
});
