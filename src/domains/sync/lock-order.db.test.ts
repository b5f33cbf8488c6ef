import { setPlatformEnabled } from '#connectors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tier } from '#kernel/tiers';
import { commitWishes } from './commit-wishes.ts';
import { profilePlatforms, type ProfilePlatform } from './profile-platforms.ts';
import { readPushes } from './read-pushes.ts';
import { recordFailed } from './record-failed.ts';
import { releasePushes } from './release-pushes.ts';
import { requestPushes } from './request-pushes.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';
import type { Push } from './types.ts';

let hub: TestSync;

beforeAll(async () => {
  hub = await openTestSync({ confirmationWaitMs: 0 });
  for (const id of Object.keys(hub.platforms)) await setPlatformEnabled(hub.connectors, id, false);
});
afterAll(() => hub.close());

const people = Array.from({ length: 40 }, (_, index) => `member-${String(index).padStart(2, '0')}`);
const rounds = 12;

/** Every other person changes; of the rest, half are pushed again, and half are wanted as they are. */
const wish = (tier: Tier) =>
  commitWishes(
    hub.sync,
    people.map((userId, index) => ({
      userId,
      tier: index % 2 === 1 ? tier : 'onyx',
      forceSync: index % 4 === 0,
    })),
  );

async function failAndRelease(platform: ProfilePlatform, pushes: readonly Push[]): Promise<void> {
  const failed = pushes.map((push) => ({
    push,
    code: 'busy',
    message: '',
    isRetryable: true,
    retryAfterMs: null,
  }));
  await recordFailed(hub.sync, platform, failed);
  await releasePushes(hub.test.database, platform.id, pushes);
}

it('lets wishes, workers and bulk jobs change the same people at once without a deadlock', async () => {
  await wish('onyx');
  const { database } = hub.test;
  const platforms = profilePlatforms(hub.connectors);
  const ids = platforms.map(({ id }) => id);
  const work = async (act: (round: number) => Promise<unknown>): Promise<void> => {
    for (let round = 0; round < rounds; round++) await act(round);
  };
  const outcomes = await Promise.allSettled([
    work((round) => wish(round % 2 === 0 ? 'void' : 'obsidian')),
    work(() => database.transaction((transaction) => requestPushes(transaction, people, ids, 'background'))),
    ...platforms.map((platform) =>
      work(async () => {
        const pushes = await readPushes(database, [platform.id], people);
        await failAndRelease(platform, pushes.get(platform.id) ?? []);
      }),
    ),
  ]);
  expect(
    outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : [])),
  ).toEqual([]);
});
