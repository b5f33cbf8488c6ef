import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPriceBook } from '../prices/load-price-book.ts';
import { decideOrder, type Decision } from './decide-order.ts';
import type { AccountBook, Order } from './types.ts';

const prices = await loadPriceBook();
const context = { prices, newId: () => 'execution', now: () => new Date(0) };
const close = prices.pricesOn('TCS', '2025-01-31')!.close;

const accountWith = (own: Partial<AccountBook> = {}): AccountBook => ({
  active: true,
  paused: false,
  limitDaily: null,
  limitMonthly: null,
  lastSequence: 0n,
  holdings: new Map(),
  turnover: new Map(),
  ...own,
});

const order: Order = {
  orderId: 'order',
  userId: 'asha',
  symbol: 'TCS',
  side: 'buy',
  quantity: 10,
  date: '2025-01-31',
  at: 'close',
};

const codeOf = (decision: Decision): string =>
  decision.status === 'filled' ? 'filled' : decision.problem.code;

describe('an order', () => {
  it('is filled at the real price of its day, to the paisa', () => {
    const decision = decideOrder(context, accountWith(), order);
    expect(decision).toMatchObject({ execution: { price: close, value: close * 10n, sequence: 1n } });
    const atOpen = decideOrder(context, accountWith(), { ...order, at: 'open' });
    expect(atOpen).toMatchObject({ execution: { price: prices.pricesOn('TCS', '2025-01-31')!.open } });
  });

  it('may use a limit up to the last paisa, and not one paisa more', () => {
    const value = close * 10n;
    expect(codeOf(decideOrder(context, accountWith({ limitDaily: value }), order))).toBe('filled');
    expect(codeOf(decideOrder(context, accountWith({ limitDaily: value - 1n }), order))).toBe(
      'daily_limit_exceeded',
    );
    expect(codeOf(decideOrder(context, accountWith({ limitMonthly: value }), order))).toBe('filled');
    expect(codeOf(decideOrder(context, accountWith({ limitMonthly: value - 1n }), order))).toBe(
      'monthly_limit_exceeded',
    );
  });

  it('counts against its trade date: another day is another daily limit in the same month', () => {
    const account = accountWith({ limitDaily: close * 10n, limitMonthly: close * 100n });
    expect(codeOf(decideOrder(context, account, order))).toBe('filled');
    expect(codeOf(decideOrder(context, account, { ...order, quantity: 1 }))).toBe('daily_limit_exceeded');
    expect(codeOf(decideOrder(context, account, { ...order, date: '2025-01-30', quantity: 1 }))).toBe(
      'filled',
    );
    expect(account.turnover.get('2025-01')).toBe(close * 10n + prices.pricesOn('TCS', '2025-01-30')!.close);
  });

  it('meets its checks in the order of the catalogue', () => {
    const account = accountWith({ active: false, paused: true, limitDaily: 0n, limitMonthly: 0n });
    const sale: Order = { ...order, side: 'sell' };
    const codes = [
      decideOrder(context, undefined, { ...sale, symbol: 'ACME', date: '2024-10-02' }),
      decideOrder(context, undefined, { ...sale, date: '2024-10-02' }),
      decideOrder(context, undefined, sale),
      decideOrder(context, account, sale),
      decideOrder(context, { ...account, active: true }, sale),
      decideOrder(context, { ...account, active: true, paused: false }, sale),
      decideOrder(context, { ...account, active: true, paused: false }, order),
      decideOrder(context, { ...account, active: true, paused: false, limitDaily: null }, order),
    ].map(codeOf);
    expect(codes).toEqual([
      'unknown_symbol',
      'no_price',
      'unknown_account',
      'account_closed',
      'account_paused',
      'insufficient_holding',
      'daily_limit_exceeded',
      'monthly_limit_exceeded',
    ]);
  });

  it('leaves the account as it was when it is refused', () => {
    const account = accountWith({ limitDaily: 0n });
    decideOrder(context, account, order);
    expect(account).toEqual(accountWith({ limitDaily: 0n }));
  });
});

describe('any sequence of orders', () => {
  it('never exceeds a limit, never sells what is not held, and numbers executions without a gap', () => {
    const anyOrder = fc.record({
      symbol: fc.constantFrom('TCS', 'INFY', 'ITC'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      quantity: fc.integer({ min: 1, max: 500 }),
      date: fc.constantFrom('2025-01-30', '2025-01-31', '2025-02-03'),
    });
    const limits = fc.record({
      limitDaily: fc.option(fc.bigInt({ min: 0n, max: 200_000_000n })),
      limitMonthly: fc.option(fc.bigInt({ min: 0n, max: 400_000_000n })),
    });
    fc.assert(
      fc.property(limits, fc.array(anyOrder, { maxLength: 40 }), (granted, orders) => {
        const account = accountWith(granted);
        const executions = orders
          .map((own) => decideOrder(context, account, { ...order, ...own }))
          .flatMap((decision) => (decision.status === 'filled' ? [decision.execution] : []));
        const held = new Map<string, number>();
        const traded = new Map<string, bigint>();
        executions.forEach((execution, index) => {
          const change = execution.side === 'buy' ? execution.quantity : -execution.quantity;
          held.set(execution.symbol, (held.get(execution.symbol) ?? 0) + change);
          for (const period of [execution.tradedOn, execution.tradedOn.slice(0, 7)]) {
            traded.set(period, (traded.get(period) ?? 0n) + execution.value);
          }
          expect(held.get(execution.symbol)).toBeGreaterThanOrEqual(0);
          expect(execution.sequence).toBe(BigInt(index + 1));
        });
        for (const [period, value] of traded) {
          const limit = period.length === 10 ? granted.limitDaily : granted.limitMonthly;
          if (limit !== null) expect(value).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
