import { describe, expect, it } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { createEventValidator } from './create-event-validator.ts';

const clock = new VirtualClock(Date.UTC(2026, 10, 22, 10));
const routing = {
  isSource: (source: string) => source === 'trading_platform' || source === 'free_platform',
  isPlatform: (platform: string) => platform === 'black_portal',
  allowsUnknownTypes: (source: string) => source === 'free_platform',
  targetsOf: () => [],
};
const validate = createEventValidator(
  routing,
  { timestampSkewMs: 60_000, timestampAgeMsMax: 3_600_000 },
  clock,
);

const good = {
  eventId: 'e-1',
  timestamp: '2026-11-22T10:00:00Z',
  source: 'trading_platform',
  eventType: 'trade_executed',
  payload: { userId: 'member-1', trade: { symbol: 'TCS', quantity: 1, price: '1.00' } },
  requiresSync: ['black_portal'],
};

let deep: unknown = 'bottom';
for (let level = 0; level < 40; level += 1) deep = { deep };

const codeOf = (input: unknown): string | undefined => validate(input).error?.code;

describe('an event from outside', () => {
  it('passes when all is well, with requiresSync or without', () => {
    expect(validate(good).event).toEqual(good);
    const { requiresSync: _, ...rest } = good;
    expect(validate(rest).event?.requiresSync).toEqual([]);
  });

  it.each([
    ['null', null],
    ['an array', []],
    ['a text', 'event'],
    ['no eventId', { ...good, eventId: undefined }],
    ['an empty eventId', { ...good, eventId: '' }],
    ['a long eventId', { ...good, eventId: 'x'.repeat(129) }],
    ['a line feed in the eventId', { ...good, eventId: 'a\nb' }],
    ['a date as timestamp', { ...good, timestamp: '2026-11-22' }],
    ['a timestamp without offset', { ...good, timestamp: '2026-11-22T10:00:00' }],
    ['a number as source', { ...good, source: 7 }],
    ['spaces in the type', { ...good, eventType: 'trade executed' }],
    ['no payload', { ...good, payload: undefined }],
    ['a list as payload', { ...good, payload: [] }],
    ['a number as user', { ...good, payload: { ...good.payload, userId: 7 } }],
    ['a line feed in the user', { ...good, payload: { ...good.payload, userId: 'a\nb' } }],
    ['a text as requiresSync', { ...good, requiresSync: 'black_portal' }],
    ['a payload too deep', { ...good, payload: { ...good.payload, deep } }],
    ['a NUL in a value', { ...good, payload: { ...good.payload, note: 'a\0b' } }],
    ['a NUL in a key', { ...good, payload: { ...good.payload, 'a\0b': 1 } }],
    ['half a surrogate pair', { ...good, payload: { ...good.payload, note: '\ud800' } }],
  ])('is malformed with %s', (_name, input) => {
    expect(codeOf(input)).toBe('events.malformed');
  });

  it.each([
    ['far in the future', { ...good, timestamp: '2026-11-22T10:02:00Z' }, 'events.timestamp_out_of_range'],
    ['too old', { ...good, timestamp: '2026-11-22T08:00:00Z' }, 'events.timestamp_out_of_range'],
    [
      'on a day that does not exist',
      { ...good, timestamp: '2026-02-31T10:00:99Z' },
      'events.timestamp_out_of_range',
    ],
    ['of a stranger', { ...good, source: 'stranger' }, 'events.unknown_source'],
    ['of an unknown type', { ...good, eventType: 'trade_invented' }, 'events.unknown_type'],
    ['for an unknown platform', { ...good, requiresSync: ['moon'] }, 'events.unknown_platform'],
    [
      'with a float as price',
      { ...good, payload: { userId: 'a', trade: { symbol: 'TCS', quantity: 1, price: 1.5 } } },
      'events.invalid_payload',
    ],
    ['without its user', { ...good, payload: { trade: good.payload.trade } }, 'events.invalid_payload'],
  ])('is refused when it is %s', (_name, input, code) => {
    expect(codeOf(input)).toBe(code);
  });

  it.each([
    ['device_revoked', { personId: 'p', deviceId: 'd', keyThumbprint: 'k' }],
    ['user_synced', { userId: 'member-1', version: 1 }],
  ])('is refused when only the hub may say it: %s', (eventType, payload) => {
    expect(codeOf({ ...good, eventType, payload })).toBe('events.only_the_hub');
    expect(codeOf({ ...good, source: 'free_platform', eventType, payload })).toBe('events.only_the_hub');
  });

  it('is nobody’s who speaks for the hub, also where a platform was given its name', () => {
    const named = createEventValidator(
      { ...routing, isSource: () => true },
      { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
      clock,
    );
    expect(named({ ...good, source: 'hub' }).error?.code).toBe('events.unknown_source');
  });

  it('may be of an unknown type when the sender’s connector allows it', () => {
    expect(codeOf({ ...good, source: 'free_platform', eventType: 'trade_invented' })).toBeUndefined();
  });

  it('is checked in the documented order: the first complaint is reported', () => {
    const wrongs: [string, Record<string, unknown>][] = [
      ['events.malformed', { eventId: '' }],
      ['events.timestamp_out_of_range', { timestamp: '2030-01-01T00:00:00Z' }],
      ['events.unknown_source', { source: 'stranger' }],
      ['events.unknown_type', { eventType: 'invented' }],
      ['events.unknown_platform', { requiresSync: ['moon'] }],
      ['events.invalid_payload', { payload: {} }],
    ];
    for (let first = 0; first < wrongs.length; first += 1) {
      const input = Object.assign({}, good, ...wrongs.slice(first).map(([, wrong]) => wrong)) as object;
      expect(codeOf(input)).toBe(wrongs[first]?.[0]);
    }
  });
});
