import type { Random } from '#kernel/random';
import { seededRandom } from '#kernel/random';
import { sleep, type Clock } from '#kernel/time';
import type { Progress } from '../terminal/open-progress.ts';
import type { PlatformClient } from './call-platform.ts';
import type { Market } from './load-market.ts';
import { Trader, type DemoOrder, type Member } from './trader.ts';

export interface ReplayOptions {
  /** Makes the ids of the orders of one run. */
  readonly runId: string;
  readonly seed: number;
  /** First and one past the last trading day. */
  readonly fromDay: number;
  readonly toDay: number;
  /** Trading days per second; infinity: as fast as it goes. */
  readonly daysPerSecond: number;
  /** Share of the members who trade on a day, 0 to 1. */
  readonly activity: number;
  /** What else to say beside the progress, such as the lag. */
  readonly remark: () => string | undefined;
}

export interface ReplayOutcome {
  readonly filled: number;
  /** How many orders were refused, by the platform’s code. */
  readonly refused: ReadonlyMap<string, number>;
}

type Result = { readonly status: 'filled' } | { readonly status: 'refused'; readonly code: string };

// Each lane places its own members’ orders, one batch after the other, so that each member’s stay in order.
const lanes = 4;
const ordersPerBatch = 1_000;

/**
 * Places the members’ orders, day by day, at the real prices of the days.
 *
 * @throws the trading platform’s problem, `cli.platform_unreachable`
 */
export async function replayYear(
  clock: Clock,
  trading: PlatformClient,
  market: Market,
  members: readonly Member[],
  options: ReplayOptions,
  progress: Progress,
): Promise<ReplayOutcome> {
  const startedAt = clock.monotonic();
  const refused = new Map<string, number>();
  const daysDone = Array.from({ length: lanes }, () => 0);
  let filled = 0;

  async function waitForDay(day: number): Promise<void> {
    const dueMs = ((day - options.fromDay) / options.daysPerSecond) * 1_000;
    const waitMs = dueMs - (clock.monotonic() - startedAt);
    if (waitMs > 0) await sleep(clock, waitMs);
  }

  async function place(traders: ReadonlyMap<string, Trader>, orders: readonly DemoOrder[]): Promise<void> {
    const { results } = await trading.post<{ results: readonly Result[] }>('/orders/batch', { orders });
    for (const [index, order] of orders.entries()) {
      const result = results[index];
      if (result?.status === 'filled') {
        traders.get(order.userId)?.book(order);
        filled += 1;
      } else {
        const code = result?.code ?? 'unanswered';
        refused.set(code, (refused.get(code) ?? 0) + 1);
      }
    }
  }

  async function runLane(lane: number): Promise<void> {
    const random: Random = seededRandom(options.seed * lanes + lane);
    const own = members.filter((_, index) => index % lanes === lane);
    const traders = new Map(own.map((member) => [member.userId, new Trader(member, market, random)]));
    for (let day = options.fromDay; day < options.toDay; day += 1) {
      await waitForDay(day);
      const orders = [...traders.values()].flatMap((trader) => {
        const wants = random() < options.activity;
        const orderId = `${options.runId}-${day}-${trader.member.userId}`;
        return (wants && trader.decide(day, orderId)) || [];
      });
      for (let start = 0; start < orders.length; start += ordersPerBatch) {
        await place(traders, orders.slice(start, start + ordersPerBatch));
      }
      daysDone[lane] = day + 1 - options.fromDay;
      progress.update(
        Math.min(...daysDone),
        [`${filled} trades`, options.remark()].filter(Boolean).join(', '),
      );
    }
  }

  await Promise.all(daysDone.map((_, lane) => runLane(lane)));
  return { filled, refused };
}
