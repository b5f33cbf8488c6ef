import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createMasterKey, createTextSeal } from '#infra/crypto';
import { openDatabase, type Database } from '#infra/db';

// Texts are sealed in tests as they are in hubs.
const texts = createTextSeal(createMasterKey(Buffer.alloc(32, 9)), 'events');

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Drops the database; fails when somebody else still holds a connection to it. */
  drop(): Promise<void>;
}

/**
 * A database of its own for one test file.
 *
 * @param template `interlock_template` has all of the hub’s tables; `template0` is empty, for platforms
 */
export async function createTestDatabase(template = 'interlock_template'): Promise<TestDatabase> {
  const adminUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase({ url: adminUrl, connectionsMax: 1 });
  await admin.query(`create database ${name} template ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const database = openDatabase({ url: url.href, connectionsMax: 8, texts });
  return {
    url: url.href,
    database,
    async drop() {
      await database.close();
      const leaked = await waitForOthers(admin, name);
      await admin.query(`drop database ${name} with (force)`);
      await admin.close();
      if (leaked.length > 0) {
        throw new Error(`connections were left open to the test database: ${leaked.join('; ')}`);
      }
    },
  };
}

async function waitForOthers(admin: Database, name: string): Promise<string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const others = await admin.query<{ application_name: string; query: string }>(
      'select application_name, query from pg_stat_activity where datname = $1',
      [name],
    );
    if (others.length === 0 || attempt === 20) {
      return others.map(({ application_name, query }) => `${application_name}: ${query}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
