import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runConformance } from '../src/conformance/index.ts';
import { eventOf } from '../test/effects.ts';
import { openTestHub, type TestHub } from '../test/open-test-hub.ts';
import { openTestPool, type TestPool } from '../test/open-test-pool.ts';
import { post, postSigned } from '../test/signed-request.ts';

const example = fileURLToPath(new URL('join.ts', import.meta.url));
const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const secret = `whsec_${randomBytes(32).toString('base64')}`;

let database: TestPool;
let hub: TestHub;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  database = await openTestPool();
  hub = await openTestHub();
  child = spawn(process.execPath, [example], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      HUB_URL: hub.url,
      SERVICE_KEY: 'ilk_test',
      SIGNING_SECRETS: secret,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  url = line.toString().trim();
});
afterAll(async () => {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  await hub.close();
  await database.close();
});

describe('the example of the README', () => {
  test('is the file that is run here', async () => {
    const [, block] = /```ts\n(import Fastify[\s\S]*?)```/.exec(await readFile(readme, 'utf8')) ?? [];
    expect(block).toBe(await readFile(example, 'utf8'));
  });

  test('conforms', async () => {
    const report = await runConformance({ url, secrets: [secret], healthMsMax: 5_000 });
    expect(report.checks.filter((check) => check.status === 'failed')).toEqual([]);
  });

  test('does what it says', async () => {
    const events = [eventOf('a'), eventOf('a'), eventOf('b')];
    const batch = { batchId: 'b1', platform: 'loyalty', events };
    await postSigned(`${url}/interlock/events`, secret, batch);
    await postSigned(`${url}/interlock/events`, secret, batch);
    expect(await post(`${url}/gifts/a`, '', {})).toMatchObject({ status: 200, body: { sent: true } });
    await expect
      .poll(() => hub.taken)
      .toMatchObject([{ source: 'loyalty', payload: { userId: 'a', service: 'gift' } }]);
    const { rows } = await database.pool.query<{ points: string }>(
      `select points from points where user_id in ('a', 'b') order by user_id`,
    );
    expect(rows).toEqual([{ points: '-8' }, { points: '1' }]);
  });
});
