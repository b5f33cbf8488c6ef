import { consumeEvents, type Consumer, type LogEvent } from '#events';
import type { Transaction } from '#infra/db';
import { announcePushes } from './announce-pushes.ts';
import { foldProfileEvents, profileEventTypes } from './fold-profile-events.ts';
import { profilePlatforms } from './profile-platforms.ts';
import type { Sync } from './types.ts';
import { upsertProfiles } from './upsert-profiles.ts';

const portfolioEventType = 'portfolio_update';

/** Follows what platforms say about people: a thousand members who joined at once are one set-based write. */
export function consumeProfileEvents(sync: Sync): Consumer {
  return consumeEvents(sync.log, {
    name: 'sync.profiles',
    eventTypes: [...profileEventTypes, portfolioEventType],
    // What the hub itself says of people, it has written already.
    ignoreSources: ['hub'],
    batchSize: 1_000,
    async handle(transaction, events) {
      await rememberPortfolios(transaction, events);
      const changes = foldProfileEvents(events);
      if (changes.length === 0) return;
      const platforms = profilePlatforms(sync.connectors).map(({ id }) => id);
      await upsertProfiles(transaction, changes, platforms);
      await announcePushes(transaction);
    },
    onError: (error) => sync.logger.warn({ err: error }, 'profile events will be read again'),
  });
}

async function rememberPortfolios(transaction: Transaction, events: readonly LogEvent[]): Promise<void> {
  const latest = new Map(
    events
      .filter(({ eventType, userId }) => eventType === portfolioEventType && userId !== null)
      .map((entry) => [entry.userId, entry]),
  );
  if (latest.size === 0) return;
  const entries = [...latest.values()];
  await transaction.query(
    `insert into sync.portfolios (user_id, portfolio, reported_at, source)
     select user_id, portfolio - 'userId', reported_at, source
       from unnest($1::text[], $2::jsonb[], $3::timestamptz[], $4::text[])
         as reported (user_id, portfolio, reported_at, source)
      order by user_id
     on conflict (user_id) do update
        set portfolio = excluded.portfolio, reported_at = excluded.reported_at, source = excluded.source`,
    [
      entries.map(({ userId }) => userId),
      entries.map(({ event }) => JSON.stringify(event.payload)),
      entries.map(({ event }) => event.timestamp),
      entries.map(({ source }) => source),
    ],
  );
}
