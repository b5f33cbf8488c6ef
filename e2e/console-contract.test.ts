import { describe, expectTypeOf, it } from 'vitest';
import type { FlowHistory, FlowPoint, MemberGrowth } from '#analytics';
import type { BulkJob, UnifiedProfile, UserSummary } from '#sync';
import type { ConsoleMessage, PlatformStatus } from '#realtime';
import type * as Console from '../apps/console/src/api/contract.ts';

/**
 * The console lives in a browser and has types of its own. The compiler proves here that what the hub gives is
 * what they say; the browser tests prove the rest.
 */
describe('what the hub gives is what the console expects', () => {
  it('over the WebSocket', () => {
    type Message = Exclude<ConsoleMessage, { type: 'snapshot' | 'flows' }>;
    expectTypeOf<Message>().toExtend<Console.ConsoleMessage>();
    expectTypeOf<ConsoleMessage['type']>().toEqualTypeOf<Console.ConsoleMessage['type']>();
    expectTypeOf<PlatformStatus>().toEqualTypeOf<Console.PlatformStatus>();
    expectTypeOf<FlowPoint>().toEqualTypeOf<Console.FlowPoint>();
  });

  it('of flows and members', () => {
    expectTypeOf<FlowHistory>().toEqualTypeOf<Console.FlowHistory>();
    expectTypeOf<MemberGrowth>().toEqualTypeOf<Console.MemberGrowth>();
  });

  it('of people and jobs', () => {
    expectTypeOf<UserSummary>().toExtend<Console.UserSummary>();
    expectTypeOf<UnifiedProfile>().toExtend<Console.UserProfile>();
    expectTypeOf<BulkJob>().toExtend<Console.BulkJob>();
  });
});
