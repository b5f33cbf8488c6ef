import type { Queryable } from '../../chassis/open-pool.ts';
import { objectOf, userIdOf, type Happening } from '../../chassis/read-event.ts';
import { eventEntry } from './context-entry.ts';
import { learnPreferences } from './learn-preferences.ts';
import { recordEntries } from './record-entries.sql.ts';

/** Lets the butler know of a conversation, here or elsewhere, and of what it showed the person to like. */
export async function recordInteraction(transaction: Queryable, event: Happening): Promise<void> {
  await recordEntries(transaction, [eventEntry(event, 'interaction')]);
  await learnPreferences(transaction, userIdOf(event), objectOf(event, 'preferences'));
}
