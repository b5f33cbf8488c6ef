import { consumeEvents, type Consumer } from '#events';
import { announcePushes } from './announce-pushes.ts';
import { foldProfileEvents, profileEventTypes } from './fold-profile-events.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { portfolioEventType, rememberPortfolios } from './remember-portfolios.ts';
import type { Sync } from './types.ts';
import { upsertProfiles } from './upsert-profiles.ts';

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
