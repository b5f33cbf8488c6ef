/**
 * Sends events one per request over keep-alive connections, either to a hub or, the naive way, straight to every
 * platform. The same client code does both. Run as a process.
 */
import { Pool } from 'undici';
import { decodeSecret, signMessage } from '@interlock/connector';
import type { LoadPlan, LoadReport } from './load-plan.ts';

process.once('message', (plan: LoadPlan) => {
  void generate(plan).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });

async function generate(plan: LoadPlan): Promise<LoadReport> {
  const send = plan.kind === 'hub' ? sendToHub(plan) : sendToPlatforms(plan);
  let next = 0;
  let failures = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    for (;;) {
      const number = next;
      next += 1;
      if (number >= plan.events) return;
      if (plan.ratePerSecond !== undefined) await paced(startedAt, number, plan.ratePerSecond);
      if (!(await send(number))) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: plan.connections }, worker));
  return { kind: 'done', failures, elapsedMs: performance.now() - startedAt };
}

/** Waits until the moment at which event `number` is due. */
async function paced(startedAt: number, number: number, ratePerSecond: number): Promise<void> {
  const dueAt = startedAt + (number * 1_000) / ratePerSecond;
  const delay = dueAt - performance.now();
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
}

function makeEvent(plan: LoadPlan, number: number): string {
  const userId = `member-${(number * 7_919) % plan.users}`;
  const event = {
    eventId: `${plan.runId}-${number.toString(36).padStart(8, '0')}`,
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'trade_executed',
    payload: {
      userId,
      executionId: `${plan.runId}-${number}`,
      sequence: number,
      trade: {
        symbol: 'RELIANCE',
        side: 'buy',
        quantity: 100,
        price: '2500.00',
        value: '250000.00',
        currency: 'INR',
        tradedOn: '2025-09-30',
      },
      ...(plan.stampsTime ? { sentAtMs: performance.timeOrigin + performance.now() } : {}),
    },
    requiresSync: plan.targets,
  };
  return JSON.stringify(event);
}

type Send = (number: number) => Promise<boolean>;

function sendToHub(plan: LoadPlan): Send {
  const pool = new Pool(plan.addresses[0]!, { connections: plan.connections, pipelining: 1 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${plan.serviceKey}` };
  return async (number) => {
    const { statusCode, body } = await pool.request({
      path: '/api/integration/sync/event',
      method: 'POST',
      headers,
      body: makeEvent(plan, number),
    });
    await body.dump();
    return statusCode < 300;
  };
}

function sendToPlatforms(plan: LoadPlan): Send {
  const key = decodeSecret(plan.secret);
  const platforms = plan.addresses.map((address, index) => ({
    name: plan.targets[index]!,
    pool: new Pool(address, { connections: plan.connections, pipelining: 1 }),
  }));
  return async (number) => {
    const event = makeEvent(plan, number);
    const outcomes = await Promise.all(
      platforms.map(async ({ name, pool }) => {
        const id = `${name}-${number}`;
        const timestamp = String(Math.floor(Date.now() / 1_000));
        const body = `{"batchId":"${id}","platform":"${name}","events":[${event}]}`;
        const answer = await pool.request({
          path: '/interlock/events',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': timestamp,
            'webhook-signature': signMessage(key, { id, timestamp, body: Buffer.from(body) }),
          },
          body,
        });
        await answer.body.dump();
        return answer.statusCode < 300;
      }),
    );
    return outcomes.every(Boolean);
  };
}
