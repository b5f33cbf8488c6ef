import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createProfileHandlers } from '../../test/profile-handlers.ts';
import { profileDigest } from '../profiles/profile-digest.ts';
import type { BlackPortalProfile } from '../protocol.ts';
import { createInbox, type Inbox } from './create-inbox.ts';

let database: TestPool;
let inbox: Inbox;

beforeEach(async () => {
  database = await openTestPool();
  inbox = await createInbox({ pool: database.pool });
  inbox.onProfiles(await createProfileHandlers(database.pool));
});
afterEach(() => database.close());

const profile = (userId: string, version: number, features: string[] = []): BlackPortalProfile => ({
  userId,
  version,
  tier: 'onyx',
  anonymousId: `anonymous ${userId}`,
  active: true,
  features,
  hardwareLock: true,
});

describe('profiles', () => {
  test('are stored, and their digests tell so', async () => {
    const profiles = [profile('a', 1, ['circles']), profile('b', 7)];
    expect(await inbox.applyProfiles(profiles)).toEqual({});
    expect(await inbox.digestProfiles(['b', 'nobody', 'a'])).toEqual({
      profiles: profiles.map((own) => ({
        userId: own.userId,
        version: own.version,
        digest: profileDigest(own),
      })),
    });
  });

  test('of one person in one batch count with the newest version', async () => {
    await inbox.applyProfiles([profile('a', 1), profile('a', 3), profile('a', 2)]);
    expect((await inbox.digestProfiles(['a'])).profiles).toMatchObject([{ version: 3 }]);
  });

  test('that fail do not keep others from being stored', async () => {
    const bad = { ...profile('b', 1), tier: 'emerald' } as unknown as BlackPortalProfile;
    const { failures } = await inbox.applyProfiles([profile('a', 1), bad, profile('c', 1)]);
    expect(failures).toMatchObject([{ id: 'b', code: 'handler_failed', retryable: true }]);
    expect((await inbox.digestProfiles(['a', 'b', 'c'])).profiles.map(({ userId }) => userId)).toEqual([
      'a',
      'c',
    ]);
  });

  test('have one pair of handlers', async () => {
    const handlers = { apply: async () => {}, read: async () => [] };
    expect(() => inbox.onProfiles(handlers)).toThrow(
      expect.objectContaining({ code: 'connector.handler_registered_twice' }),
    );
  });
});
