import type { Inbox, TradingPlatformProfile } from '@interlock/connector';
import { emergencyOf, textOf, userIdOf } from '../chassis/read-event.ts';
import { applyTradingProfiles } from './accounts/apply-trading-profiles.ts';
import { pauseAccount } from './accounts/pause-account.ts';
import { readTradingProfiles } from './accounts/read-trading-profiles.ts';
import { recordInsight } from './accounts/record-insight.ts';
import { resumeAccount } from './accounts/resume-account.ts';

/** What the trading platform does when something happens elsewhere. */
export function handleEvents(inbox: Inbox): void {
  inbox
    .onProfiles<TradingPlatformProfile>({
      apply: (profiles, transaction) => applyTradingProfiles(transaction, profiles),
      read: (userIds, transaction) => readTradingProfiles(transaction, userIds),
    })
    .on('emergency_triggered', (event, transaction) => pauseAccount(transaction, emergencyOf(event)))
    .on('emergency_resolved', (event, transaction) =>
      resumeAccount(transaction, userIdOf(event), textOf(event, 'emergencyId')),
    )
    .on('butler_interaction', async (event, transaction) => {
      if (textOf(event, 'topic') === 'investment_advice') await recordInsight(transaction, event);
    })
    .on('service_request', async (event, transaction) => {
      if (textOf(event, 'service') === 'investment') await recordInsight(transaction, event);
    });
}
