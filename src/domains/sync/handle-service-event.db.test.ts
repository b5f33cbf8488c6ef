import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findEvent } from '#events';
import { getUnifiedProfile } from './get-unified-profile.ts';
import { handleServiceEvent } from './handle-service-event.ts';
import { startSyncWorker } from './start-sync-worker.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;

beforeAll(async () => {
  hub = await openTestSync();
});
afterAll(() => hub.close());

const joined = (changes: object = {}) => ({
  eventId: randomUUID(),
  timestamp: new Date().toISOString(),
  source: 'black_portal',
  eventType: 'user_created',
  payload: { userId: 'asha', tier: 'onyx' },
  ...changes,
});

it('stores an event once, and what it says of a person reaches the profile', async () => {
  const worker = startSyncWorker(hub.sync);
  const event = joined();
  const first = await handleServiceEvent(hub.sync, event);
  expect(first.status).toBe('accepted');
  expect(await handleServiceEvent(hub.sync, event)).toMatchObject({
    status: 'duplicate',
    position: first.position,
  });
  expect(await findEvent(hub.test.database, event.eventId)).toMatchObject({ position: first.position });
  await eventually(async () =>
    expect(await getUnifiedProfile(hub.sync, 'asha')).toMatchObject({
      tier: 'onyx',
      syncStatus: { syncHealth: 'healthy' },
    }),
  );
  await worker.close();
});

it('throws the reason of a refusal', async () => {
  const event = joined();
  await handleServiceEvent(hub.sync, event);
  const other = { ...event, payload: { userId: 'asha', tier: 'void' } };
  await expect(handleServiceEvent(hub.sync, other)).rejects.toMatchObject({ code: 'events.id_conflict' });
  await expect(handleServiceEvent(hub.sync, null)).rejects.toMatchObject({ code: 'events.malformed' });
  await expect(handleServiceEvent(hub.sync, joined({ source: 'nowhere' }))).rejects.toMatchObject({
    code: 'events.unknown_source',
  });
});
