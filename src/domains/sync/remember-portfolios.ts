import type { LogEvent } from '#events';
import type { Transaction } from '#infra/db';
import { sealPortfolio } from './sealed-portfolio.ts';

/** Says what a person’s portfolio is now. */
export const portfolioEventType = 'portfolio_update';

/**
 * Keeps the latest portfolio of everybody whom a run of events, in order, tells of: one statement for all. Of whom it says
 * that they are erased, none is kept: it is sealed under no key of theirs that could be destroyed.
 */
export async function rememberPortfolios(
  transaction: Transaction,
  events: readonly LogEvent[],
): Promise<void> {
  const latest = new Map<string, LogEvent>();
  const erased = new Set<string>();
  for (const entry of events) {
    const { eventType, userId } = entry;
    if (userId === null) continue;
    if (eventType === portfolioEventType) latest.set(userId, entry);
    if (eventType === 'user_erased') {
      latest.delete(userId);
      erased.add(userId);
    }
  }
  await forgetPortfolios(transaction, erased);
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

async function forgetPortfolios(transaction: Transaction, erased: ReadonlySet<string>): Promise<void> {
  if (erased.size === 0) return;
  await transaction.query(
    `delete from sync.portfolios
      where user_id in (select user_id from sync.portfolios where user_id = any ($1) order by user_id for update)`,
    [[...erased]],
  );
}
