import type { Inbox, SupportPortalProfile } from '@interlock/connector';
import { emergencyOf, textOf, userIdOf } from '../chassis/read-event.ts';
import { applySupportProfiles } from './people/apply-support-profiles.ts';
import { readSupportProfiles } from './people/read-support-profiles.ts';
import { eventEntry, tradeEntry } from './context/context-entry.ts';
import { recordEntries } from './context/record-entries.sql.ts';
import { recordInteraction } from './context/record-interaction.ts';
import { activateResponders } from './emergencies/activate-responders.ts';
import { standDown } from './emergencies/stand-down.ts';
import { openTicket } from './tickets/open-ticket.ts';

/** What the support portal does when something happens elsewhere. */
export function handleEvents(inbox: Inbox): void {
  inbox
    .onProfiles<SupportPortalProfile>({
      apply: (profiles, transaction) => applySupportProfiles(transaction, profiles),
      read: (userIds, transaction) => readSupportProfiles(transaction, userIds),
    })
    .onBatch('trade_executed', (events, transaction) => recordEntries(transaction, events.map(tradeEntry)))
    .on('butler_interaction', (event, transaction) => recordInteraction(transaction, event))
    .on('service_request', (event, transaction) => openTicket(transaction, event))
    .on('emergency_triggered', async (event, transaction) => {
      await activateResponders(transaction, emergencyOf(event));
      await recordEntries(transaction, [eventEntry(event, 'emergency')]);
    })
    .on('emergency_resolved', (event, transaction) =>
      standDown(transaction, userIdOf(event), textOf(event, 'emergencyId'), event.timestamp),
    );
}
