import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPlatform,
  openConnectors,
  setPlatformEnabled,
  type Connectors,
  type PlatformDefinition,
} from '#connectors';
import type { EventRouting } from '#events';
import { createMasterKey } from '#infra/crypto';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { routeEvents } from './route-events.ts';

let test: TestDatabase;
let connectors: Connectors;
let routing: EventRouting;

beforeAll(async () => {
  test = await createTestDatabase();
  connectors = await openConnectors({
    database: test.database,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    masterKey: createMasterKey(),
    settings: { healthIntervalMs: 3_600_000, allowedPrivateNetworks: [] },
  });
  routing = routeEvents(connectors, (source) => source === 'payment_provider');
  await register('all', { eventTypes: '*' }, { allowUnknownEventTypes: true });
  await register('by_name', { eventTypes: ['user_synced', 'trade_executed'] });
  await register('members', { eventTypes: ['user_created'] });
  await register('switched_off', { eventTypes: '*' });
  await setPlatformEnabled(connectors, 'switched_off', false);
  await connectors.refresh();
});
afterAll(async () => {
  await connectors.close();
  await test.drop();
});

const register = (
  id: string,
  subscriptions: PlatformDefinition['subscriptions'],
  others: Partial<PlatformDefinition> = {},
) =>
  createPlatform(connectors, {
    id,
    displayName: id,
    addresses: { primary: `https://${id.replace('_', '-')}.example` },
    subscriptions,
    ...others,
  });

const targetsOf = (eventType: string, requiresSync: readonly string[] = [], source = 'hub') =>
  routing
    .targetsOf({
      eventId: 'e-1',
      timestamp: '2026-11-22T10:00:00Z',
      source,
      eventType,
      payload: { userId: 'asha' },
      requiresSync,
    })
    .toSorted();

describe('an event reaches', () => {
  it('all subscribers of its type when it names nobody, disabled ones as well: theirs waits', () => {
    expect(targetsOf('trade_executed')).toEqual(['all', 'by_name', 'switched_off']);
    expect(targetsOf('user_created')).toEqual(['all', 'members', 'switched_off']);
  });

  it('those of the named platforms that subscribe to its type, each once', () => {
    expect(targetsOf('trade_executed', ['by_name', 'members', 'by_name'])).toEqual(['by_name']);
    expect(targetsOf('trade_executed', ['switched_off'])).toEqual(['switched_off']);
    expect(targetsOf('trade_executed', ['members'])).toEqual([]);
  });

  it('never its own source, named or not', () => {
    expect(targetsOf('trade_executed', [], 'by_name')).toEqual(['all', 'switched_off']);
    expect(targetsOf('trade_executed', ['all', 'by_name'], 'by_name')).toEqual(['all']);
  });

  it('nobody who is not registered', () => {
    expect(targetsOf('trade_executed', ['nowhere', 'all'])).toEqual(['all']);
  });

  it('only platforms whose subscription names its type, where the catalogue asks for that', () => {
    expect(targetsOf('user_synced')).toEqual(['by_name']);
    expect(targetsOf('user_synced', ['all', 'by_name'])).toEqual(['by_name']);
  });

  it('a platform that was registered a moment ago', async () => {
    await register('latecomer', { eventTypes: ['service_request'] });
    expect(targetsOf('service_request', ['latecomer'])).toEqual(['latecomer']);
  });
});

it('knows who may send, and what', () => {
  expect(['all', 'switched_off', 'payment_provider'].map(routing.isSource)).toEqual([true, true, true]);
  expect(routing.isSource('nowhere')).toBe(false);
  expect(['members', 'payment_provider'].map(routing.isPlatform)).toEqual([true, false]);
  expect(['all', 'members', 'nowhere'].map(routing.allowsUnknownTypes)).toEqual([true, false, false]);
});
