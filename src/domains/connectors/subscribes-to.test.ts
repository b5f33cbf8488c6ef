import { expect, test } from 'vitest';
import { platformConfigSchema, type PlatformConfig } from './platform-config.ts';
import { subscribesTo } from './subscribes-to.ts';

function platform(subscriptions: object): PlatformConfig {
  const definition = platformConfigSchema.parse({
    id: 'black_portal',
    displayName: 'Black Portal',
    addresses: { primary: 'https://portal.example' },
    subscriptions,
  });
  return { ...definition, version: 1, hasCredential: false };
}

const trade = {
  source: 'trading_platform',
  eventType: 'trade_executed',
  payload: { userId: 'u1', trade: { symbol: 'RELIANCE', quantity: 100 } },
};

test.each([
  ['everything by default', {}, true],
  ['its event type', { eventTypes: ['trade_executed'] }, true],
  ['no other event type', { eventTypes: ['user_created'] }, false],
  ['nothing', { eventTypes: [] }, false],
  ['a source', { filter: { sources: ['trading_platform'] } }, true],
  ['no other source', { filter: { sources: ['support_portal'] } }, false],
  ['a value in the payload', { filter: { payload: { 'trade.symbol': 'RELIANCE' } } }, true],
  ['one of several values', { filter: { payload: { 'trade.symbol': ['TCS', 'RELIANCE'] } } }, true],
  ['no other value', { filter: { payload: { 'trade.symbol': 'TCS' } } }, false],
  ['values of the same type only', { filter: { payload: { 'trade.quantity': '100' } } }, false],
  ['all conditions at once', { filter: { payload: { userId: 'u1', 'trade.quantity': 100 } } }, true],
  ['not one condition of two', { filter: { payload: { userId: 'u2', 'trade.quantity': 100 } } }, false],
  ['not what is absent', { filter: { payload: { 'trade.venue.name': 'NSE' } } }, false],
  ['not what every object inherits', { filter: { payload: { 'constructor.name': 'Object' } } }, false],
])('subscribes to %s', (_what, subscriptions, expected) => {
  expect(subscribesTo(platform(subscriptions), trade)).toBe(expected);
});

test.each([
  ['everything', '*', false],
  ['it by name', ['user_synced'], true],
])('who subscribes to %s is told of confirmed profiles: %s → %s', (_what, eventTypes, expected) => {
  const event = { source: 'hub', eventType: 'user_synced', payload: { userId: 'u1', version: 1 } };
  expect(subscribesTo(platform({ eventTypes }), event)).toBe(expected);
});

test('a platform is never told what it said itself', () => {
  expect(subscribesTo(platform({}), { ...trade, source: 'black_portal' })).toBe(false);
});
