import type { BlackPortalProfile, Inbox } from '@interlock/connector';
import { emergencyOf, objectOf, textOf, userIdOf } from '../chassis/read-event.ts';
import { raiseAlert } from './alerts/raise-alert.ts';
import { resolveAlerts } from './alerts/resolve-alerts.ts';
import { noteRevokedDevice } from './devices/note-revoked-device.ts';
import { applyPortalProfiles } from './members/apply-portal-profiles.ts';
import { learnPreferences } from './members/learn-preferences.ts';
import { readPortalProfiles } from './members/read-portal-profiles.ts';
import { readTrade } from './portfolio/read-trade.ts';
import { recordTrades } from './portfolio/record-trades.ts';
import { recordServiceRequest } from './services/record-service-request.ts';

/** What the portal does when something happens elsewhere. */
export function handleEvents(inbox: Inbox): void {
  inbox
    .onProfiles<BlackPortalProfile>({
      apply: (profiles, transaction) => applyPortalProfiles(transaction, profiles),
      read: (userIds, transaction) => readPortalProfiles(transaction, userIds),
    })
    .onBatch('trade_executed', (events, transaction) => recordTrades(transaction, events.map(readTrade)))
    .on('butler_interaction', (event, transaction) =>
      learnPreferences(transaction, userIdOf(event), objectOf(event, 'preferences')),
    )
    .on('service_request', (event, transaction) => recordServiceRequest(transaction, event))
    .on('emergency_triggered', (event, transaction) => raiseAlert(transaction, emergencyOf(event)))
    .on('emergency_resolved', (event, transaction) =>
      resolveAlerts(transaction, userIdOf(event), textOf(event, 'emergencyId'), event.timestamp),
    )
    .on('device_revoked', (event, transaction) => noteRevokedDevice(transaction, event));
}
