import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { decodeSecret, signMessage } from '@interlock/connector';
import type { LoadPlan } from './load-plan.ts';
import { makeEvent } from './make-event.ts';

/** Sends the event with a number; resolves when it was taken. */
export interface Sender {
  send(number: number): Promise<void>;
  /** How often an event was sent again because the receiver asked for patience. */
  repetitions(): number;
  /** Closes all connections. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number;
}

const attemptsMax = 20;
const requestTimeoutMs = 60_000;
/** How a platform says that it applied all of a batch. */
const allApplied = '{}';

/** The same client for both ways: connections that are kept, one request at a time on each. */
export function createSender(plan: LoadPlan): Sender {
  let repetitions = 0;
  const pools = plan.urls.map((url) => openPool(url, plan.connections));
  const post = plan.kind === 'hub' ? postToHub(plan, pools) : postToPlatforms(plan, pools);
  return {
    repetitions: () => repetitions,
    async close() {
      await Promise.all(pools.map((pool) => pool.close()));
    },
    async send(number) {
      const event = makeEvent(plan, number);
      for (let attempt = 1; ; attempt += 1) {
        const refusal = await post(event, number);
        if (refusal === undefined) return;
        const isPassing = refusal.status === 429 || refusal.status === 503;
        if (!isPassing || attempt === attemptsMax) {
          throw new Error(`answered ${refusal.status} ${refusal.body.slice(0, 300)}`);
        }
        repetitions += 1;
        await sleep(refusal.retryAfterMs);
      }
    },
  };
}

/** Resolves with the answer that tells why the event was not taken, or with nothing. */
type Post = (event: string, number: number) => Promise<Answer | undefined>;

function postToHub({ serviceKey }: LoadPlan, [pool]: readonly Pool[]): Post {
  if (pool === undefined) throw new TypeError('the plan names no hub');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${serviceKey}` };
  return async (body) => {
    const answer = await request(pool, '/api/integration/sync/event', headers, body);
    return answer.status === 202 ? undefined : answer;
  };
}

function postToPlatforms({ targets, secret }: LoadPlan, pools: readonly Pool[]): Post {
  const key = decodeSecret(secret);
  const platforms = pools.map((pool, index) => ({ name: targets[index], pool }));
  return async (event, number) => {
    const answers = await Promise.all(
      platforms.map(({ name, pool }) => {
        const id = `${name}-${number}`;
        const timestamp = String(Math.floor(Date.now() / 1_000));
        const body = `{"batchId":"${id}","platform":"${name}","events":[${event}]}`;
        const headers = {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signMessage(key, { id, timestamp, body: Buffer.from(body) }),
        };
        return request(pool, '/interlock/events', headers, body);
      }),
    );
    return answers.find(({ status, body }) => status !== 200 || body !== allApplied);
  };
}

function openPool(url: string, connections: number): Pool {
  return new Pool(url, {
    connections,
    pipelining: 1,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
  });
}

async function request(
  pool: Pool,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  const answer = await pool.request({ path, method: 'POST', headers, body });
  const retryAfterMs = Number(answer.headers['retry-after'] ?? 0) * 1_000 || 100;
  return { status: answer.statusCode, body: await answer.body.text(), retryAfterMs };
}
