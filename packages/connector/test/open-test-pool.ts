import pg from 'pg';
import { createTestDatabase } from '../../../test/test-database.ts';

export interface TestPool {
  readonly url: string;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** An empty database of its own, as a platform has one, and a pool of connections to it. */
export async function openTestPool(): Promise<TestPool> {
  const { url, drop } = await createTestDatabase('template0');
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  // Connections that a test cuts.
  pool.on('error', () => {});
  return {
    url,
    pool,
    async close() {
      await pool.end();
      await drop();
    },
  };
}
