export { realtimeErrors } from './errors.ts';
export type {
  ConsoleMessage,
  ConsoleSnapshot,
  DeadLetterCounts,
  EventSummary,
  JobProgress,
  PlatformStatus,
} from './messages.ts';
export { neededToRead } from './messages.ts';
export { openRealtime } from './open-realtime.ts';
export type { Realtime, RealtimeOptions } from './open-realtime.ts';
export { realtimeRoutes } from './routes.ts';
export type { RealtimeRoutesOptions } from './routes.ts';
export type { RealtimeSources, Unsubscribe } from './sources.ts';
