import type { LogEntry } from '#events';
import type { DeliveryError } from './types.ts';

/** Everything that delivery remembers. One interface, so that the whole engine also runs on a model in tests. */
export interface DeliveryStore {
  /**
   * Says that this hub is alive, renews its shards and claims free ones up to its fair share.
   *
   * @returns the shards it owns now, which of them it has just claimed, and how many are its fair share
   */
  heartbeat(hubId: string, leaseMs: number): Promise<Ownership>;
  /** Gives shards up, for others to claim. */
  release(hubId: string, shards: readonly number[]): Promise<void>;
  /** Leaves: gives all shards up and is no longer counted. */
  leave(hubId: string): Promise<void>;
  /** Where the platforms stand in these shards, and which lanes are parked. A platform without cursors begins at 0. */
  loadShards(platforms: readonly string[], shards: readonly number[]): Promise<ShardStates>;
  /** The first parked events of each lane, in order. A lane that a dead letter holds yields none. */
  loadLanes(platform: string, lanes: readonly string[], limitPerLane: number): Promise<LoadedLanes>;
  /**
   * Writes what was settled, in one transaction, for the shards that this hub still owns.
   *
   * @returns shards that another hub owns by now; nothing was written for them
   */
  checkpoint(hubId: string, changes: readonly FeedChanges[]): Promise<readonly number[]>;
}

export interface Ownership {
  readonly shards: readonly number[];
  /** Owned since this heartbeat: another hub may have owned them in between, even if this one did before. */
  readonly claimed: readonly number[];
  readonly fairShare: number;
}

export interface ShardStates {
  readonly cursors: readonly {
    readonly platform: string;
    readonly shard: number;
    readonly position: number;
  }[];
  readonly lanes: readonly ParkedLaneState[];
}

export interface ParkedLaneState {
  readonly platform: string;
  readonly shard: number;
  readonly lane: string;
  /** Milliseconds until the next attempt; 0: now. */
  readonly dueInMs: number;
}

export interface LoadedLanes {
  readonly events: readonly ParkedEvent[];
  /** Lanes that wait for a person to resolve a dead letter. */
  readonly held: readonly string[];
}

export interface ParkedEvent {
  readonly entry: LogEntry;
  readonly lane: string;
  readonly attempts: number;
  readonly dueInMs: number;
  readonly bodyOverride: string | null;
}

export interface ParkChange {
  readonly entry: LogEntry;
  readonly lane: string;
  readonly attempts: number;
  readonly delayMs: number;
  readonly error: DeliveryError | null;
}

export interface DeadLetterChange {
  readonly entry: LogEntry;
  readonly lane: string;
  readonly body: string;
  readonly attempts: number;
  readonly error: DeliveryError;
  readonly holdsLane: boolean;
}

export interface ReceiptChange {
  readonly shardsOfPositions: readonly number[];
  readonly positions: readonly number[];
  readonly batchId: string;
  readonly address: string;
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
}

/** What one platform’s feed has to write at the next checkpoint. */
export interface FeedChanges {
  readonly platform: string;
  readonly cursors: readonly { readonly shard: number; readonly position: number }[];
  readonly parks: readonly ParkChange[];
  readonly unparks: readonly { readonly shard: number; readonly lane: string; readonly position: number }[];
  readonly deadLetters: readonly DeadLetterChange[];
  readonly receipts: readonly ReceiptChange[];
  /** Lanes that wait for this checkpoint before they go on. */
  readonly lanes: readonly string[];
}
