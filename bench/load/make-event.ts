import type { LoadPlan } from './load-plan.ts';

type EventPlan = Pick<LoadPlan, 'runId' | 'users' | 'source' | 'targets'>;

/** A prime, so that neighbouring events belong to different people and all people get their turn. */
const stride = 7_919;

/** The id of the event with this number. */
export const eventIdOf = (runId: string, number: number): string =>
  `${runId}-${number.toString(36).padStart(8, '0')}`;

/** A trade as the trading platform sends it, about 450 bytes of JSON. `payload.sequence` is its number. */
export function makeEvent({ runId, users, source, targets }: EventPlan, number: number): string {
  return JSON.stringify({
    eventId: eventIdOf(runId, number),
    timestamp: new Date().toISOString(),
    source,
    eventType: 'trade_executed',
    payload: {
      userId: `member-${(number * stride) % users}`,
      executionId: `${runId}-${number}`,
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
    },
    requiresSync: targets,
  });
}
