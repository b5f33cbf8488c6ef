import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parkedChannel } from './park-entries.ts';
import { openTestDelivery, type TestDelivery } from './testing/open-test-delivery.ts';

const notices = 100;

let world: TestDelivery;

beforeEach(async () => {
  world = await openTestDelivery();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

it('looks for parked lanes once more, however many notices come while it looks', async () => {
  const [eventId] = await world.trade('asha');
  await expect.poll(() => world.portal.effectsOf('asha'), { timeout: 8_000 }).toEqual([eventId]);
  const query = vi.spyOn(world.test.database, 'query');
  await world.test.database.query(
    'select pg_notify($1, notice::text) from generate_series(1, $2) as notice',
    [parkedChannel, notices],
  );
  const reads = (): number =>
    query.mock.calls.filter(([statement]) =>
      JSON.stringify(statement).includes('distinct on (platform, lane)'),
    ).length;
  await expect.poll(reads).toBeGreaterThanOrEqual(2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  // Two when all notices arrive in one piece; the network may cut them.
  expect(reads()).toBeLessThan(notices / 10);
});
