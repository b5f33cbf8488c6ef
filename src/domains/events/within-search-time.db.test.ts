import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { countEvents } from './count-events.ts';
import { searchEvents } from './search-events.ts';
import { withinSearchTime } from './within-search-time.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

const tooBroad = { code: 'events.search_too_broad', status: 422 };

describe('a search of the log', () => {
  it('is stopped by the server when it takes too long, and says what to do', async () => {
    // The log does not answer; to a search that is no different from a log that is too large.
    const holder = await test.database.connect();
    await holder.query('begin; lock table events.log in access exclusive mode');
    await holder.query('set local idle_in_transaction_session_timeout = 0');
    const searches = [
      searchEvents(test.database, { userId: 'nobody' }, { limit: 10 }),
      countEvents(test.database, { userId: 'nobody' }, Number.MAX_SAFE_INTEGER),
      withinSearchTime(test.database, (transaction) => transaction.query('select pg_sleep(20)')),
    ];
    for (const search of await Promise.allSettled(searches)) {
      expect(search).toMatchObject({ status: 'rejected', reason: tooBroad });
    }
    await holder.end();
  });

  it('leaves the connection as it was', async () => {
    await withinSearchTime(test.database, (transaction) => transaction.query('select 1'));
    const rows = await test.database.query<{ statement_timeout: string }>('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '0' }]);
  });
});
