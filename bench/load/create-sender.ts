import { setTimeout as sleep } from 'node:timers/promises';
import { decodeSecret, signMessage } from '@interlock/connector';
import type { LoadPlan } from './load-plan.ts';
import { makeEvent } from './make-event.ts';
import { openConnections, type Answer, type Connections } from './open-connections.ts';

export interface Sender {
  /** Sends the events of one request, beginning with the one with this number; resolves when all were taken. */
  send(first: number): Promise<void>;
  /** How often an event was sent again because the receiver asked for patience. */
  repetitions(): number;
  /** Closes all connections. */
  close(): void;
}

const attemptsMax = 20;
/** How a platform says that it applied all of a batch. */
const allApplied = '{}';

/** The same client for both ways: connections that are kept, one request at a time on each. */
export function createSender(plan: LoadPlan): Sender {
  let repetitions = 0;
  const addresses = plan.urls.map((url) => openConnections(url, plan.connections));
  const post = ways[plan.kind](plan, addresses);
  return {
    repetitions: () => repetitions,
    close() {
      for (const connections of addresses) connections.close();
    },
    async send(first) {
      const events = Array.from({ length: plan.eventsPerRequest }, (_, index) =>
        makeEvent(plan, first + index),
      );
      for (let attempt = 1; ; attempt += 1) {
        const refusal = await post(events.join(','), first);
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

/** Resolves with the answer that tells why the events, joined by commas, were not all taken, or with nothing. */
type Post = (events: string, first: number) => Promise<Answer | undefined>;

const ways: Readonly<Record<LoadPlan['kind'], (plan: LoadPlan, addresses: readonly Connections[]) => Post>> =
  {
    hub: postToHub,
    naive: postToPlatforms,
    bare: postBarely,
  };

function postToHub({ serviceKey, eventsPerRequest }: LoadPlan, [hub]: readonly Connections[]): Post {
  if (hub === undefined) throw new TypeError('the plan names no hub');
  const head = `authorization: Bearer ${serviceKey}\r\n`;
  if (eventsPerRequest === 1) {
    return async (event) => {
      const answer = await hub.post('/api/integration/sync/event', head, event);
      return answer.status === 202 ? undefined : answer;
    };
  }
  return async (events) => {
    const answer = await hub.post('/api/integration/sync/events', head, `[${events}]`);
    return answer.status === 200 ? undefined : answer;
  };
}

function postBarely(_plan: LoadPlan, [address]: readonly Connections[]): Post {
  if (address === undefined) throw new TypeError('the plan names no address');
  return async (events) => {
    const answer = await address.post('/bare', '', events);
    return answer.status === 200 ? undefined : answer;
  };
}

function postToPlatforms({ targets, secret }: LoadPlan, addresses: readonly Connections[]): Post {
  const key = decodeSecret(secret);
  const platforms = addresses.map((connections, index) => ({ name: targets[index], connections }));
  return async (events, first) => {
    const answers = await Promise.all(
      platforms.map(({ name, connections }) => {
        const id = `${name}-${first}`;
        const timestamp = String(Math.floor(Date.now() / 1_000));
        const body = `{"batchId":"${id}","platform":"${name}","events":[${events}]}`;
        const signature = signMessage(key, { id, timestamp, body });
        const head = `webhook-id: ${id}\r\nwebhook-timestamp: ${timestamp}\r\nwebhook-signature: ${signature}\r\n`;
        return connections.post('/interlock/events', head, body);
      }),
    );
    return answers.find(({ status, body }) => status !== 200 || body !== allApplied);
  };
}
