import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMetricsRegistry, type MetricsRegistry } from '#infra/telemetry';
import { VirtualClock } from '#kernel/virtual-clock';
import { observePending } from './observe-pending.ts';
import { recordActs } from './record-acts.ts';
import { sequencePending } from './sequence-pending.ts';
import { openTestAudit, someAct, type TestAudit } from './testing/open-test-audit.ts';

const clock = new VirtualClock(Date.UTC(2026, 10, 22, 10));
let log: TestAudit;
let registry: MetricsRegistry;

beforeAll(async () => {
  log = await openTestAudit(clock);
  registry = createMetricsRegistry();
  observePending(log.audit, registry);
});
afterAll(() => log.close());

/** What is scraped, after what was counted last is no longer good. */
async function scrape(): Promise<readonly (number | undefined)[]> {
  clock.advance(5_000);
  const text = await registry.metrics();
  return ['pending_acts', 'oldest_pending_seconds'].map((name) => {
    const found = new RegExp(`^interlock_audit_${name} (.+)$`, 'm').exec(text);
    return found === null ? undefined : Number(found[1]);
  });
}

test('acts that wait for the log are counted, and for how long, until they are in it', async () => {
  expect(await scrape()).toEqual([0, 0]);
  await recordActs(log.audit, log.test.database, [someAct(1), someAct(2, { reason: null })]);
  expect(await scrape()).toEqual([2, 5]);
  clock.advance(85_000);
  await recordActs(log.audit, log.test.database, [someAct(3)]);
  expect(await scrape()).toEqual([3, 95]);
  await sequencePending(log.audit);
  expect(await scrape()).toEqual([0, 0]);
});

test('the figures are those of the clock of the hub that recorded, never below nothing', async () => {
  await recordActs({ ...log.audit, clock: new VirtualClock(Date.UTC(2100)) }, log.test.database, [
    someAct(4),
  ]);
  expect(await scrape()).toEqual([1, 0]);
});
