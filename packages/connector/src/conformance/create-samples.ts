import { randomUUID } from 'node:crypto';
import type { EventBatch, PlatformEvent, PlatformProfile } from '../protocol.ts';
import type { EventTemplate } from './types.ts';

/** Makes the kit’s events and people. Every run has people of its own, all named `conformance-…`. */
export interface Samples {
  readonly userIds: readonly string[];
  /** A person of this run who no other check uses. */
  nextUserId(): string;
  event(userId: string, template?: EventTemplate): PlatformEvent;
  batch(events: readonly unknown[]): EventBatch;
  profile(userId: string, version: number, active?: boolean): PlatformProfile;
}

const peopleCount = 160;

const trade: EventTemplate = {
  eventType: 'trade_executed',
  payload: { trade: { symbol: 'RELIANCE', quantity: 1, price: '2500.00', side: 'buy', currency: 'INR' } },
};
const serviceRequest: EventTemplate = {
  eventType: 'service_request',
  payload: { service: 'conformance', details: 'Sent by interlock-conformance.' },
};

/** @param platformOf the platform’s id, asked when a batch is made */
export function createSamples(
  platformOf: () => string | undefined,
  template: EventTemplate | undefined,
): Samples {
  const run = randomUUID().slice(0, 8);
  const userIds = Array.from({ length: peopleCount }, (_, index) => `conformance-${run}-${index}`);
  let next = 0;
  return {
    userIds,
    nextUserId: () => userIds[next++ % userIds.length]!,
    event(userId, own) {
      const { eventType, payload } =
        own ?? template ?? (platformOf() === 'trading_platform' ? serviceRequest : trade);
      return {
        eventId: randomUUID(),
        timestamp: new Date().toISOString(),
        source: platformOf() === 'trading_platform' ? 'support_portal' : 'trading_platform',
        eventType,
        payload: { ...payload, userId },
        requiresSync: [],
      };
    },
    batch: (events) => ({
      batchId: randomUUID(),
      platform: platformOf() ?? '',
      events: events as readonly PlatformEvent[],
    }),
    profile: (userId, version, active = true) => profileFor(platformOf(), userId, version, active),
  };
}

function profileFor(
  platform: string | undefined,
  userId: string,
  version: number,
  active: boolean,
): PlatformProfile {
  const base = { userId, version, tier: 'onyx' as const, anonymousId: `anonymous-${userId}`, active };
  if (platform === 'black_portal')
    return { ...base, features: ['circles', 'emergency'], hardwareLock: false };
  if (platform === 'trading_platform') {
    return { ...base, tradingLimits: { currency: 'INR', daily: '100000000.00', monthly: '1000000000.00' } };
  }
  if (platform === 'support_portal') {
    return { ...base, butlerPersonality: 'Sterling', whatsappLinked: false, emergencyProtocols: ['medical'] };
  }
  return base;
}
