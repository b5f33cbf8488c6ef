import { describe, expect, it } from 'vitest';
import { foldProfileEvents } from './fold-profile-events.ts';

const said = (eventType: string, userId: string, payload: object = {}, source = 'black_portal') => ({
  source,
  eventType,
  userId,
  event: {
    eventId: 'e-1',
    timestamp: '2026-11-22T10:00:00Z',
    source,
    eventType,
    payload: { userId, ...payload },
    requiresSync: [],
  },
});

describe('profile events', () => {
  it('become one change per person, later over earlier', () => {
    expect(
      foldProfileEvents([
        said('user_created', 'a', { tier: 'onyx', whatsappLinked: true }),
        said('user_created', 'b', { tier: 'void' }),
        said('user_upgraded', 'a', { tier: 'obsidian' }, 'trading_platform'),
        said('user_erased', 'b'),
      ]),
    ).toEqual([
      { userId: 'a', tier: 'obsidian', active: true, whatsappLinked: true, source: 'trading_platform' },
      { userId: 'b', tier: 'void', active: false, source: 'black_portal' },
    ]);
  });

  it('let a person come back who had left', () => {
    expect(
      foldProfileEvents([said('user_erased', 'a'), said('user_created', 'a', { tier: 'onyx' })]),
    ).toMatchObject([{ userId: 'a', tier: 'onyx', active: true }]);
  });

  it('say nothing when the hub itself tells them, or when they are of other types', () => {
    expect(
      foldProfileEvents([said('user_created', 'a', { tier: 'onyx' }, 'hub'), said('trade_executed', 'a')]),
    ).toEqual([]);
  });

  it('say nothing about a tier that does not exist', () => {
    expect(foldProfileEvents([said('user_upgraded', 'a', { tier: 'gold' })])).toEqual([
      { userId: 'a', source: 'black_portal' },
    ]);
  });
});
