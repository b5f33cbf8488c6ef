import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHubProcess, type HubProcess } from './start-hub-process.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';
import { startPrometheus, type Prometheus } from './start-prometheus.ts';

/**
 * What a real Prometheus sees of a real hub: one platform takes some events and refuses others; one is broken
 * behind a health check that does not know.
 */

const binary = process.env['INTERLOCK_TEST_PROMETHEUS'] ?? '';
const promtool = path.join(path.dirname(binary), 'promtool');
const isThere = binary !== '';
const guide = readFileSync(new URL('../docs/operating/monitoring.md', import.meta.url), 'utf8');
const alertingRules = /```yaml\n(groups:\n[^]*?)```/.exec(guide)?.[1] ?? '';

const signingSecret = `whsec_${randomBytes(24).toString('base64')}`;
const poll = { timeout: 20_000, interval: 250 };

let portal: TestPlatform;
let support: TestPlatform;
let hub: HubProcess;
let prometheus: Prometheus;

async function send(userId: string): Promise<void> {
  const answer = await hub.post('/api/integration/sync/event', {
    eventId: randomUUID(),
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'butler_interaction',
    payload: { userId, topic: 'dinner', message: 'A table for two' },
  });
  expect(answer.status).toBe(202);
}

async function startEverything(): Promise<void> {
  portal = await startPlatform(signingSecret);
  portal.judge(({ payload }) => {
    if (payload.userId === 'parked') {
      return { code: 'busy', message: 'Later', retryable: true, retryAfterSeconds: 600 };
    }
    return payload.userId === 'dead'
      ? { code: 'unknown_member', message: 'Never', retryable: false }
      : undefined;
  });
  support = await startPlatform(signingSecret);
  support.failWith(502);
  hub = await startHubProcess({
    signingSecret,
    platforms: [
      {
        id: 'black_portal',
        displayName: 'Black Portal',
        addresses: { primary: portal.address },
        delivery: { retry: { delayMsMax: 600_000 } },
      },
      {
        id: 'support_portal',
        displayName: 'Support Portal',
        addresses: { primary: support.address },
        subscriptions: { eventTypes: ['butler_interaction'] },
        circuit: { failuresToOpen: 1, probeAfterMs: 600_000, probeAfterMsMax: 600_000 },
        profile: 'support_portal',
      },
      {
        id: 'trading_platform',
        displayName: 'Trading Platform',
        addresses: { primary: portal.address },
        subscriptions: { eventTypes: [] },
      },
    ],
  });
  prometheus = await startPrometheus({ binary, hubUrl: hub.url, rules: alertingRules });
}

describe.skipIf(!isThere)(
  'a real Prometheus (needs INTERLOCK_TEST_PROMETHEUS, the path of a prometheus binary)',
  () => {
    beforeAll(startEverything, 60_000);
    afterAll(async () => {
      await prometheus?.close();
      await hub?.close();
      await portal?.close();
      await support?.close();
    });

    /** Waits until a query says so; Prometheus looks once a second. */
    const expectSoon = (expression: string, label = 'platform') =>
      expect.poll(() => prometheus.query(expression, label), { ...poll, message: expression });

    test('takes the hub’s page of metrics without complaint', async () => {
      await expect.poll(() => prometheus.targets(), poll).toMatchObject([{ health: 'up', lastError: '' }]);
    });

    test('sees what is accepted, delivered and refused, how fast, and what is behind', async () => {
      for (const userId of ['somebody', 'somebody', 'parked', 'dead']) await send(userId);
      const accepted = 'sum by (event_type) (interlock_events_accepted_total{source="trading_platform"})';
      await expectSoon(accepted, 'event_type').toEqual({ butler_interaction: 4 });
      const deliveries = 'interlock_deliveries_total{source="trading_platform",platform="black_portal"}';
      await expectSoon(deliveries, 'outcome').toEqual({ processed: 2, failed: 1, dead: 1 });
      await expectSoon('interlock_dead_letters').toEqual({ black_portal: 1 });
      await expectSoon('interlock_lanes_parked').toMatchObject({ black_portal: 1, support_portal: 0 });
      await expectSoon('interlock_delivery_lag_events').toMatchObject({ support_portal: 4 });
      await expectSoon('interlock_circuit_state').toMatchObject({ black_portal: 0, support_portal: 2 });
    });

    test('sees that what is done gets into the audit log', async () => {
      await expect
        .poll(async () => Object.values(await prometheus.query('interlock_audit_pending_acts', 'job')), poll)
        .toEqual([0]);
      expect(await prometheus.query('interlock_audit_oldest_pending_seconds', 'job')).not.toEqual({});
    });

    test('makes percentiles of the latencies', async () => {
      const quantile =
        'histogram_quantile(0.99, sum by (platform, le) (rate(interlock_delivery_latency_seconds_bucket[1m])))';
      await send('somebody');
      await expect
        .poll(async () => (await prometheus.query(quantile, 'platform'))['black_portal'], poll)
        .toBeGreaterThan(0);
      expect((await prometheus.query(quantile, 'platform'))['black_portal']).toBeLessThan(30);
    });

    test('sees people by tier, and profiles that a platform has not confirmed', async () => {
      const users = ['onyx', 'onyx', 'void'].map((tier) => ({ userId: randomUUID(), tier }));
      for (const user of users) {
        const answer = await hub.post('/api/integration/sync/user', { ...user, source: 'black_portal' });
        expect(answer.ok).toBe(true);
      }
      await expectSoon('interlock_users', 'tier').toMatchObject({ onyx: 2, void: 1 });
      await expectSoon('interlock_sync_pending_profiles').toEqual({ support_portal: 3 });
    });

    test('knows every metric that the guide names, and can judge every alert of it', async () => {
      expect((await fetch(`${hub.url}/nothing-here`)).status).toBe(404);
      const named = new Set([...guide.matchAll(/\binterlock_[a-z_]+\b/g)].map(([name]) => name));
      expect(named.size).toBeGreaterThan(10);
      await expect
        .poll(async () => {
          const known = new Set(await prometheus.metricNames());
          return [...named].filter((name) => !known.has(name) && !known.has(`${name}_bucket`));
        }, poll)
        .toEqual([]);
      const names = [...alertingRules.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
      await expect
        .poll(async () => {
          const rules = await prometheus.rules();
          return rules.map(({ name, health }) => `${name}: ${health}`);
        }, poll)
        .toEqual(names.map((name) => `${name}: ok`));
      const rules = await prometheus.rules();
      const raised = rules.filter(({ state }) => state !== 'inactive').map(({ name }) => name);
      expect(raised).toEqual(expect.arrayContaining(['DeadLetters', 'ProfilesBehind']));
    });

    test.skipIf(!existsSync(promtool))('promtool finds nothing to improve in the metrics', async () => {
      const metrics = await (await fetch(`${hub.url}/metrics`)).text();
      expect(metrics).toContain('interlock_');
      expect(await checkMetrics(metrics)).toBe('');
    });
  },
);

/** @returns what promtool complains of, if anything */
async function checkMetrics(metrics: string): Promise<string> {
  const child = spawn(promtool, ['check', 'metrics']);
  child.stdin.end(metrics);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return `${stdout}${stderr}`;
}
