import type { LogEvent } from '#events';
import type { Transaction } from '#infra/db';
import { sealPortfolio } from './sealed-portfolio.ts';

/** Says what a person’s portfolio is now. */
export const portfolioEventType = 'portfolio_update';

/** Keeps the latest portfolio of everybody whom a run of events, in order, tells of: one statement for all. */
export async function rememberPortfolios(
  transaction: Transaction,
  events: readonly LogEvent[],
): Promise<void> {
  const latest = new Map<string, LogEvent>();
  for (const entry of events) {
    if (entry.eventType === portfolioEventType && entry.userId !== null) latest.set(entry.userId, entry);
  }
  if (latest.size === 0) return;
  const entries = [...latest.values()];
  await transaction.query(
    `insert into sync.portfolios (user_id, sealed, reported_at, source)
     select user_id, sealed, reported_at, source
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
         as reported (user_id, sealed, reported_at, source)
      order by user_id
     on conflict (user_id) do update
        set sealed = excluded.sealed, portfolio = null,
            reported_at = excluded.reported_at, source = excluded.source`,
    [
      [...latest.keys()],
      Array.from(latest, ([userId, { event }]) => {
        const { userId: _userId, ...content } = event.payload;
        return sealPortfolio(transaction.texts, userId, content);
      }),
      entries.map(({ event }) => event.timestamp),
      entries.map(({ source }) => source),
    ],
  );
}
