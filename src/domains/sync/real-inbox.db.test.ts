import { createInbox, interlockPlugin, type ProfileBase, type Tier } from '@interlock/connector';
import { createPlatform } from '#connectors';
import fastify from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { checkDriftPage } from './check-drift-page.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { reconcilePlatform } from './reconcile-platform.ts';
import { syncUser } from './sync-user.ts';
import { openTestSync, testSecret, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;
let database: TestDatabase;
let pool: pg.Pool;
const app = fastify({ forceCloseConnections: true });

beforeAll(async () => {
  hub = await openTestSync();
  database = await createTestDatabase('template0');
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
  await pool.query(
    'create table people (user_id text primary key, version int, tier text, pseudonym text, active boolean)',
  );
  const inbox = await createInbox({ pool });
  inbox.onProfiles<ProfileBase>({
    async apply(profiles, transaction) {
      for (const { userId, version, tier, anonymousId, active } of profiles) {
        await transaction.query(
          `insert into people values ($1, $2, $3, $4, $5)
           on conflict (user_id) do update set version = $2, tier = $3, pseudonym = $4, active = $5
            where people.version < excluded.version`,
          [userId, version, tier, anonymousId, active],
        );
      }
    },
    async read(userIds, transaction) {
      const { rows } = await transaction.query<{
        user_id: string;
        version: number;
        tier: Tier;
        pseudonym: string;
        active: boolean;
      }>('select * from people where user_id = any ($1)', [userIds]);
      return rows.map((row) => ({
        userId: row.user_id,
        version: row.version,
        tier: row.tier,
        anonymousId: row.pseudonym,
        active: row.active,
      }));
    },
  });
  await app.register(interlockPlugin, { platform: 'building_platform', secrets: [testSecret], inbox });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  await createPlatform(hub.connectors, {
    id: 'building_platform',
    displayName: 'Building',
    addresses: { primary: address },
    profile: 'basic',
    signingSecret: testSecret,
  });
  await hub.connectors.refresh();
});
afterAll(async () => {
  await hub.close();
  await app.close();
  await pool.end();
  await database.drop();
});

it('keeps a platform in step that stores profiles by the connector package, and heals what is altered there', async () => {
  const { profile } = await syncUser(hub.sync, { userId: 'm', tier: 'obsidian' });
  expect(profile.syncStatus.syncHealth).toBe('healthy');
  await pool.query(`update people set tier = 'void'`);
  const platform = profilePlatforms(hub.connectors).find(({ id }) => id === 'building_platform')!;
  expect(await checkDriftPage(hub.sync, platform, '')).toMatchObject({ usersChecked: 1, usersHealed: 1 });
  await reconcilePlatform(hub.sync, platform, 10);
  const { rows } = await pool.query('select user_id, version, tier, active from people');
  expect(rows).toEqual([{ user_id: 'm', version: 2, tier: 'obsidian', active: true }]);
  expect(await checkDriftPage(hub.sync, platform, '')).toMatchObject({ usersChecked: 1, usersHealed: 0 });
});
