import type { PlatformAnswer } from '#connectors';
import type { LogEntry } from '#events';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import type { DeliveryStore } from './store.ts';
import type { Batch, DeliveryError, Parcel } from './types.ts';

/** What a feed needs from its surroundings. */
export interface FeedContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: DeliveryStore;
  readonly log: FeedLog;
  readonly nextBatchId: () => string;
  /** Sends one batch. Never rejects for reasons of the platform. */
  readonly call: (batch: Batch) => Promise<PlatformAnswer>;
  /** Whether the platform’s health checks say that it is alive. */
  readonly isAlive: (platform: string) => boolean;
  /** Whether this hub surely still holds its leases. */
  readonly mayWork: () => boolean;
  /** Something was settled: a checkpoint should come by and by. */
  readonly noteProgress: () => void;
  /** Lanes wait for a checkpoint: it should come at once. */
  readonly requestCheckpoint: () => void;
  readonly observer: FeedObserver;
}

/** The log as a feed sees it. */
export interface FeedLog {
  readonly position: () => number;
  /** Everything beyond a position up to the tail, if memory reaches back that far. */
  readonly recent: (after: number) => readonly LogEntry[] | undefined;
  readonly read: (
    platform: string,
    range: { after: number; upTo: number; shards: readonly number[]; limit: number },
  ) => Promise<readonly LogEntry[]>;
}

export interface FeedObserver {
  readonly onProcessed: (platform: string, parcels: readonly Parcel[], nowMs: number) => void;
  readonly onFailed: (platform: string, parcel: Parcel, error: DeliveryError) => void;
  readonly onDead: (platform: string, parcel: Parcel, error: DeliveryError) => void;
  readonly onWaiting: (platform: string, error: DeliveryError) => void;
}
