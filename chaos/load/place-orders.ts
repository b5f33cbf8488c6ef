import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '#kernel/random';
import type { DurationMs } from '#kernel/time';
import { drawOne } from '../schedule/draw.ts';
import { traders } from './people.ts';
import { postUntilAccepted, type Poster } from './post-until-accepted.ts';

export interface OrderStream {
  /** Distinguishes the orders of this stream from those of others. */
  readonly name: string;
  /** The trading platform itself. */
  readonly url: string;
  readonly stopping: () => boolean;
}

interface BatchAnswer {
  readonly results: readonly (
    | { status: 'filled'; execution: { userId: string; executionId: string; sequence: number } }
    | { status: 'refused'; code: string; detail: string }
  )[];
}

const ordersPerBatch = 15;
const pauseMs: DurationMs = 200;
const symbols = ['RELIANCE', 'TCS', 'INFY', 'HDFCBANK', 'ITC'] as const;

/** Places batches of real orders until told to stop; each becomes an execution, an event, and two deliveries. */
export async function placeOrders(poster: Poster, stream: OrderStream): Promise<void> {
  for (let number = 1; !stream.stopping(); number += 1) {
    const orders = Array.from({ length: ordersPerBatch }, (_, index) =>
      makeOrder(poster.random, `${stream.name}-${number}-${index}`),
    );
    const answer = await postUntilAccepted(poster, {
      urls: [stream.url],
      path: '/orders/batch',
      body: { orders },
    });
    note(poster, answer as BatchAnswer | undefined);
    await pause(pauseMs, undefined, { signal: poster.signal });
  }
}

function makeOrder(random: Random, orderId: string): object {
  return {
    orderId,
    userId: drawOne(random, traders),
    symbol: drawOne(random, symbols),
    side: 'buy',
    quantity: 1,
  };
}

function note({ ledger }: Poster, answer: BatchAnswer | undefined): void {
  for (const result of answer?.results ?? []) {
    if (result.status === 'filled') {
      const { userId, executionId, sequence } = result.execution;
      ledger.filled.push({ userId, executionId, sequence });
    } else {
      ledger.surprises.push(`an order was refused: ${result.code}, ${result.detail}`);
    }
  }
}
