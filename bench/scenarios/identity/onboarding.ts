import { createServiceKey } from '#identity';
import { systemClock } from '#kernel/time';
import { MemberClient } from '../../../e2e/member-client.ts';
import { percentile } from '../../report/statistics.ts';
import { openHubApi } from '../../stage/hub-api.ts';
import type { ReferenceStage } from '../../stage/open-reference-stage.ts';
import type { Bench, Scenario } from '../../types.ts';

/**
 * Milliseconds from sending the passkey to the welcome, as the person’s browser sees them: one person after the other, each
 * welcomed when all three reference platforms have confirmed that they hold the profile.
 */
export const onboarding: Scenario<ReferenceStage> = {
  names: ['identity.onboarding.p99'],
  async measure(stage, bench) {
    // Each person has a network address of its own; the hub limits how often one tries.
    await stage.restartHub({ TRUSTED_PROXIES: '127.0.0.1/32' });
    const warmUp = bench.short ? 2 : 20;
    const people = bench.short ? 10 : 300;
    const codes = await invite(stage, warmUp + people, bench);
    const durationsMs: number[] = [];
    for (const [number, code] of codes.entries()) {
      bench.signal.throwIfAborted();
      const durationMs = await join(stage.hubUrl, number, code);
      if (number >= warmUp) durationsMs.push(durationMs);
    }
    bench.note(`  ${people} people, p50 ${percentile(durationsMs, 50).toFixed(1)} ms`);
    const value = percentile(durationsMs, 99);
    return [{ name: 'identity.onboarding.p99', value, unit: 'ms', baseline: null, ratio: null }];
  },
};

async function invite(
  { hubDatabase, hubUrl }: ReferenceStage,
  count: number,
  bench: Bench,
): Promise<string[]> {
  const store = { database: hubDatabase, clock: systemClock };
  const request = { name: 'bench of onboarding', scopes: ['invitations:admin'], createdBy: 'bench' };
  const { key } = await createServiceKey(store, request);
  const api = openHubApi(hubUrl, key, bench.signal);
  const { body } = await api.call<{ invitations: { code: string }[] }>('POST', '/api/invitations', {
    tier: 'onyx',
    count,
  });
  await api.close();
  return body.invitations.map(({ code }) => code);
}

async function join(hubUrl: string, number: number, code: string): Promise<number> {
  const address = `10.3.${number >> 8}.${number & 255}`;
  const client = await MemberClient.make(hubUrl, undefined, address);
  const joining = await client.redeem(code, 'Bench');
  const options = joining.body['options'] as { challenge: string };
  const credential = await client.authenticator.create(options);
  const joiningId = String(joining.body['joiningId']);
  const path = `/api/onboarding/${joiningId}/passkey`;
  const startedAt = performance.now();
  const registered = await client.call('POST', path, { credential, deviceName: 'Bench' });
  if (registered.status !== 201) throw new Error(`${path}: ${JSON.stringify(registered.body)}`);
  const { body } = await client.joined(joiningId);
  const durationMs = performance.now() - startedAt;
  if (body['state'] !== 'welcome') throw new Error(`joining ended otherwise: ${JSON.stringify(body)}`);
  return durationMs;
}
