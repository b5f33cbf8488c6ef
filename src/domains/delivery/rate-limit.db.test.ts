import { afterEach, beforeEach, expect, it } from 'vitest';
import { shardCount } from '#events';
import { openTestDelivery, type TestDelivery, type TestHub } from './testing/open-test-delivery.ts';

const ratePerSecond = 20;
const people = Array.from({ length: 80 }, (_, index) => `member-${index}`);

let world: TestDelivery;
let other: TestHub;

beforeEach(async () => {
  world = await openTestDelivery({ delivery: { rateLimitPerSecond: ratePerSecond, batchSize: 1 } });
  other = await world.openHub();
});

afterEach(async () => {
  await other.close();
  await world.close();
});

it('two hubs together keep to the rate of a platform', { timeout: 60_000 }, async () => {
  const shardsOf = ({ delivery }: TestHub): number => delivery.dispatcher.shards.size;
  await expect
    .poll(() => [shardsOf(world), shardsOf(other)], { timeout: 20_000 })
    .toEqual([shardCount / 2, shardCount / 2]);
  const arrivals: number[] = [];
  world.portal.judge = () => {
    arrivals.push(performance.now());
    return undefined;
  };
  await world.trade(...people);
  await expect.poll(() => arrivals.length, { timeout: 30_000 }).toBe(people.length);
  const busiest = Math.max(
    ...arrivals.map((start) => arrivals.filter((at) => at >= start && at < start + 1_000).length),
  );
  // Each of the two may send one at once, and what is sent in time may arrive a little late.
  expect(busiest).toBeLessThanOrEqual(ratePerSecond + 2 + 2);
  expect(busiest).toBeGreaterThan(ratePerSecond / 2);
});
