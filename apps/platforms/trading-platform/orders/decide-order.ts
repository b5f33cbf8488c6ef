import { formatInr } from '../../chassis/inr.ts';
import type { PlatformProblem } from '../../chassis/problems.ts';
import { tradingProblem } from '../errors.ts';
import type { DayPrices, PriceBook } from '../prices/load-price-book.ts';
import { monthOf, type AccountBook, type Execution, type Order } from './types.ts';

export type Decision =
  | { readonly status: 'filled'; readonly execution: Execution }
  | { readonly status: 'refused'; readonly problem: PlatformProblem };

export interface DecisionContext {
  readonly prices: PriceBook;
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * Fills an order at the real price of its day, or says why not. A filled order moves `account` on
 * (holding, turnover, sequence), so that the next order of the same person meets what this one left.
 *
 * A limit counts the value bought and sold alike, and may be used up to the last paisa.
 */
export function decideOrder(
  context: DecisionContext,
  account: AccountBook | undefined,
  order: Order,
): Decision {
  if (context.prices.historyOf(order.symbol) === undefined) {
    return refuse('unknown_symbol', `${order.symbol} is not one of the shares of this platform.`);
  }
  const prices = context.prices.pricesOn(order.symbol, order.date);
  if (prices === undefined) {
    return refuse('no_price', `${order.symbol} was not traded on ${order.date}.`);
  }
  if (account === undefined) return refuse('unknown_account', `${order.userId} has no trading account.`);
  const price = prices[order.at];
  const value = price * BigInt(order.quantity);
  const refusal = checkAccount(account, order) ?? checkLimits(account, order.date, value);
  if (refusal !== undefined) return refusal;

  const change = order.side === 'buy' ? order.quantity : -order.quantity;
  account.holdings.set(order.symbol, held(account, order.symbol) + change);
  for (const period of [order.date, monthOf(order.date)]) {
    account.turnover.set(period, traded(account, period) + value);
  }
  account.lastSequence += 1n;
  return { status: 'filled', execution: executionOf(context, order, account.lastSequence, price, value) };
}

function checkAccount(account: AccountBook, order: Order): Decision | undefined {
  if (!account.active) return refuse('account_closed', `The account of ${order.userId} is closed.`);
  if (account.paused) {
    return refuse('account_paused', `The account of ${order.userId} is paused while an emergency is open.`);
  }
  const holding = held(account, order.symbol);
  if (order.side === 'sell' && order.quantity > holding) {
    return refuse(
      'insufficient_holding',
      `${order.userId} holds ${holding} ${order.symbol} and cannot sell ${order.quantity}.`,
    );
  }
  return undefined;
}

function checkLimits(account: AccountBook, date: string, value: bigint): Decision | undefined {
  const limits = [
    ['daily_limit_exceeded', account.limitDaily, date],
    ['monthly_limit_exceeded', account.limitMonthly, monthOf(date)],
  ] as const;
  for (const [code, limit, period] of limits) {
    const used = traded(account, period);
    if (limit !== null && used + value > limit) {
      return refuse(
        code,
        `₹${formatInr(value)} on top of ₹${formatInr(used)} in ${period} is more than ₹${formatInr(limit)}.`,
      );
    }
  }
  return undefined;
}

function executionOf(
  context: DecisionContext,
  order: Order,
  sequence: bigint,
  price: DayPrices['close'],
  value: bigint,
): Execution {
  const { orderId, userId, symbol, side, quantity, date } = order;
  return {
    executionId: context.newId(),
    userId,
    sequence,
    orderId,
    symbol,
    side,
    quantity,
    price,
    value,
    tradedOn: date,
    executedAt: context.now(),
  };
}

const held = (account: AccountBook, symbol: string): number => account.holdings.get(symbol) ?? 0;

const traded = (account: AccountBook, period: string): bigint => account.turnover.get(period) ?? 0n;

const refuse = (code: Parameters<typeof tradingProblem>[0], detail: string): Decision => ({
  status: 'refused',
  problem: tradingProblem(code, detail),
});
