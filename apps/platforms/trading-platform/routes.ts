import type { Tier, TradingLimits } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { formatInr } from '../chassis/inr.ts';
import {
  dateSchema,
  limitSchema,
  nameSchema,
  objectSchema,
  tierSchema,
  userIdSchema,
} from '../chassis/schemas.ts';
import { streamLines } from '../chassis/stream-lines.ts';
import { findAccount } from './accounts/find-account.ts';
import { listInsights } from './accounts/list-insights.ts';
import { openAccount } from './accounts/open-account.ts';
import { tradingProblem } from './errors.ts';
import type { Decision } from './orders/decide-order.ts';
import { executionToJson } from './orders/execution-row.ts';
import { exportExecutions } from './orders/export-executions.ts';
import { listExecutions } from './orders/list-executions.ts';
import { placeOrders, type OrderDesk } from './orders/place-orders.ts';
import type { Order } from './orders/types.ts';

export interface TradingRoutes {
  readonly pool: pg.Pool;
  readonly desk: OrderDesk;
}

/** An order as callers send it. */
type OrderRequest = Pick<Order, 'userId' | 'symbol' | 'side' | 'quantity'> & Partial<Order>;

const ordersMax = 5_000;

const orderSchema = objectSchema(
  {
    orderId: nameSchema,
    userId: userIdSchema,
    symbol: nameSchema,
    side: { enum: ['buy', 'sell'] },
    quantity: { type: 'integer', minimum: 1, maximum: 10_000_000 },
    date: dateSchema,
    at: { enum: ['open', 'close'] },
  },
  ['userId', 'symbol', 'side', 'quantity'],
);

/** Orders: one, or many at once. */
export function registerOrderRoutes(app: FastifyInstance, { desk }: TradingRoutes): void {
  const lastDay = desk.prices.tradingDays.at(-1) ?? '';
  const complete = (request: OrderRequest): Order => ({
    orderId: desk.newId(),
    date: lastDay,
    at: 'close',
    ...request,
  });

  app.post<{ Body: OrderRequest }>('/orders', { schema: { body: orderSchema } }, async (request, reply) => {
    const [decision] = await placeOrders(desk, [complete(request.body)]);
    if (decision?.status === 'refused') throw decision.problem;
    return reply.status(201).send(decision === undefined ? undefined : executionToJson(decision.execution));
  });

  const batchSchema = objectSchema(
    { orders: { type: 'array', minItems: 1, maxItems: ordersMax, items: orderSchema } },
    ['orders'],
  );
  app.post<{ Body: { orders: OrderRequest[] } }>(
    '/orders/batch',
    { schema: { body: batchSchema } },
    async (request) => {
      const decisions = await placeOrders(desk, request.body.orders.map(complete));
      return { results: decisions.map(decisionToJson) };
    },
  );
}

function decisionToJson(decision: Decision): object {
  if (decision.status === 'filled')
    return { status: 'filled', execution: executionToJson(decision.execution) };
  return { status: 'refused', code: decision.problem.code, detail: decision.problem.message };
}

/** Accounts and what was executed on them. */
export function registerAccountRoutes(app: FastifyInstance, { pool, desk }: TradingRoutes): void {
  const lastDay = desk.prices.tradingDays.at(-1) ?? '';
  const limit = { anyOf: [{ type: 'string', pattern: '^\\d{1,16}(\\.\\d{1,2})?$' }, { type: 'null' }] };
  const accountSchema = objectSchema(
    {
      userId: userIdSchema,
      tier: tierSchema,
      tradingLimits: objectSchema({ currency: { const: 'INR' }, daily: limit, monthly: limit }, [
        'currency',
        'daily',
        'monthly',
      ]),
    },
    ['userId', 'tier', 'tradingLimits'],
  );
  app.post<{ Body: { userId: string; tier: Tier; tradingLimits: TradingLimits } }>(
    '/accounts',
    { schema: { body: accountSchema } },
    async (request, reply) => {
      await openAccount(pool, request.body);
      return reply.status(201).send(await findAccount(pool, request.body.userId, lastDay));
    },
  );

  app.get<{ Params: { userId: string }; Querystring: { date: string } }>(
    '/accounts/:userId',
    { schema: { querystring: objectSchema({ date: { ...dateSchema, default: lastDay } }) } },
    (request) => findAccount(pool, request.params.userId, request.query.date),
  );

  app.get<{ Params: { userId: string }; Querystring: { limit: string } }>(
    '/accounts/:userId/insights',
    { schema: { querystring: objectSchema({ limit: limitSchema }) } },
    async (request) => ({
      insights: await listInsights(pool, request.params.userId, Number(request.query.limit)),
    }),
  );

  const pageSchema = objectSchema(
    {
      userId: userIdSchema,
      after: { type: 'string', pattern: '^\\d{1,15}$', default: '0' },
      limit: limitSchema,
    },
    ['userId'],
  );
  app.get<{ Querystring: { userId: string; after: string; limit: string } }>(
    '/executions',
    { schema: { querystring: pageSchema } },
    async (request) => {
      const { userId, after, limit: rows } = request.query;
      const executions = await listExecutions(pool, { userId, after: Number(after), limit: Number(rows) });
      return { executions: executions.map(executionToJson) };
    },
  );

  app.get('/reconciliation/executions', (_request, reply) => streamLines(reply, exportExecutions(pool)));
}

/** The real prices at which orders are filled. */
export function registerPriceRoutes(app: FastifyInstance, { desk: { prices } }: TradingRoutes): void {
  app.get('/prices', async () => ({ symbols: prices.symbols, tradingDays: prices.tradingDays }));

  app.get<{ Params: { symbol: string } }>('/prices/:symbol', async (request) => {
    const { symbol } = request.params;
    const history = prices.historyOf(symbol);
    if (history === undefined)
      throw tradingProblem('unknown_symbol', `${symbol} is not a share of this platform.`);
    return {
      symbol,
      currency: 'INR',
      days: history.map(({ date, open, high, low, close }) => ({
        date,
        open: formatInr(open),
        high: formatInr(high),
        low: formatInr(low),
        close: formatInr(close),
      })),
    };
  });
}
