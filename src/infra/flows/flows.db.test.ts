import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseErrors } from '#infra/db';
import { systemClock, type Clock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { openFlows } from './open-flows.ts';
import { StepFailed } from './step-failed.ts';
import type { Flow, Flows } from './types.ts';

/** Waits are a twentieth of what they are. */
const clock: Clock = {
  ...systemClock,
  schedule: (delayMs, action) => systemClock.schedule(delayMs / 20, action),
};

interface Input {
  readonly id: string;
}

let test: TestDatabase;
let flows: Flows;
/** What the flows did, by their ids. */
const done = new Map<string, string[]>();
/** What a step does in a test. */
let work: (attempt: number) => Promise<string>;

const note = (id: string, deed: string): void => void done.set(id, [...(done.get(id) ?? []), deed]);

const tryFlow: Flow<Input> = async (steps, { id }) => {
  let attempt = 0;
  try {
    note(
      id,
      await steps.step('work', () => work((attempt += 1)), {
        attemptsMax: 2,
        isPassing: (error) => !String(error).includes('for good'),
      }),
    );
  } catch (error) {
    note(id, error instanceof StepFailed ? `undone: ${String(error.cause)}` : 'caught what it must not');
    if (!(error instanceof StepFailed)) throw error;
  }
};

const waitFlow: Flow<Input> = async (steps, { id }) => {
  await steps.step('before', async () => note(id, 'before'));
  const message = await steps.receive<string>('news', 60_000);
  await steps.step('after', async () => note(id, `after ${message}`));
};

const open = (): Promise<Flows> =>
  openFlows({
    database: test.database,
    databaseUrl: test.url,
    clock,
    logger: pino({ level: 'silent' }),
    executorId: randomUUID(),
    flows: { 'test.try': tryFlow, 'test.wait': waitFlow },
  });

beforeAll(async () => {
  test = await createTestDatabase();
  flows = await open();
});
afterAll(async () => {
  await flows?.close();
  await test?.drop();
});
beforeEach(() => {
  work = async () => 'worked';
});

async function run(): Promise<string[]> {
  const id = randomUUID();
  await flows.start('test.try', id, { id });
  await flows.ended(id);
  return done.get(id) ?? [];
}

describe('a step', () => {
  it('is tried again, and then has failed for good', async () => {
    work = async (attempt) => (attempt === 2 ? 'worked' : Promise.reject(new Error('not yet')));
    expect(await run()).toEqual(['worked']);
    work = () => Promise.reject(new Error('never'));
    const [deed] = await run();
    expect(deed).toMatch(/^undone: /);
  });

  it('is not tried again when that is no use', async () => {
    let attempts = 0;
    work = (attempt) => {
      attempts = attempt;
      return Promise.reject(new Error('for good'));
    };
    expect(await run()).toEqual(['undone: Error: for good']);
    expect(attempts).toBe(1);
  });

  it('waits for a database that is away, however long: that is no attempt', async () => {
    work = async (attempt) =>
      attempt > 20 ? 'worked' : Promise.reject(databaseErrors('database.unavailable', {}));
    expect(await run()).toEqual(['worked']);
  });

  it('undoes nothing when another hub has the flow by now', async () => {
    const id = randomUUID();
    work = async () => {
      // As if this hub had been silent for too long.
      await test.database.query(
        "update dbos.workflow_status set owner_xid = 'another' where workflow_uuid = $1",
        [id],
      );
      return 'worked';
    };
    await flows.start('test.try', id, { id });
    await expect.poll(() => done.get(id)).toEqual(['caught what it must not']);
    // The other hub’s word counts.
    await test.database.query(
      "update dbos.workflow_status set status = 'SUCCESS', output = null where workflow_uuid = $1",
      [id],
    );
    await flows.ended(id);
  });
});

it('goes on elsewhere, at once, with what a hub that was told to stop had not finished', async () => {
  const id = randomUUID();
  await flows.start('test.wait', id, { id });
  await expect.poll(() => done.get(id)).toEqual(['before']);
  await flows.close();
  flows = await open();
  await flows.send(id, 'news', 'good news', id);
  await flows.ended(id);
  expect(done.get(id)).toEqual(['before', 'after good news']);
});

it('goes on with the flows of a hub that fell silent, and not with those of one that speaks', async () => {
  const rows = await test.database.query<{ executor_id: string }>('select executor_id from flows.executors');
  expect(rows).toHaveLength(1);
  const [silent, speaking] = [randomUUID(), randomUUID()];
  const [lost, kept] = [randomUUID(), randomUUID()];
  for (const id of [lost, kept]) {
    await flows.start('test.wait', id, { id });
    await expect.poll(() => done.get(id)).toEqual(['before']);
  }
  // As if two other hubs had begun them, with this one’s process unaware.
  const give = (id: string, executor: string, seenSecondsAgo: number) =>
    test.database.query(
      `with executor as (
         insert into flows.executors (executor_id, seen_at) values ($2, now() - $3 * interval '1 second'))
       update dbos.workflow_status set executor_id = $2, owner_xid = $2 where workflow_uuid = $1`,
      [id, executor, seenSecondsAgo],
    );
  await give(kept, speaking, 0);
  await give(lost, silent, 60);
  await flows.send(lost, 'news', 'news', lost);
  const ended = async (): Promise<unknown> => {
    const [row] = await test.database.query<{ status: string; executor_id: string }>(
      'select status, executor_id from dbos.workflow_status where workflow_uuid = $1',
      [lost],
    );
    return row?.executor_id === silent ? 'never taken over' : row?.status;
  };
  await expect.poll(ended, { timeout: 10_000 }).toBe('SUCCESS');
  expect(done.get(lost)?.at(-1)).toBe('after news');
  const left = await test.database.query<{ executor_id: string }>(
    'select executor_id from flows.executors where executor_id = any ($1)',
    [[silent, speaking]],
  );
  expect(left).toEqual([{ executor_id: speaking }]);
  const [row] = await test.database.query<{ status: string; executor_id: string }>(
    'select status, executor_id from dbos.workflow_status where workflow_uuid = $1',
    [kept],
  );
  expect(row).toEqual({ status: 'PENDING', executor_id: speaking });
});
