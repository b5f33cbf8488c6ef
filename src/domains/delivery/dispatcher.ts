import type { PlatformAnswer } from '#connectors';
import { shardCount, type LogEntry } from '#events';
import type { Random } from '#kernel/random';
import type { Cancellable, Clock, DurationMs } from '#kernel/time';
import type { FeedContext, FeedLog, FeedObserver } from './feed-context.ts';
import { PlatformFeed } from './platform-feed.ts';
import { RecentEntries } from './recent-entries.ts';
import type { DeliveryStore, FeedChanges, ParkedLaneState } from './store.ts';
import type { Batch, DeliveryTerms } from './types.ts';

export interface DispatcherOptions {
  readonly hubId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: DeliveryStore;
  readonly log: {
    readonly position: () => number;
    readonly subscribe: (listener: (entries: readonly LogEntry[]) => void) => () => void;
    readonly read: FeedLog['read'];
  };
  readonly call: (batch: Batch) => Promise<PlatformAnswer>;
  readonly isAlive: (platform: string) => boolean;
  readonly nextBatchId: () => string;
  readonly observer: FeedObserver;
  readonly leaseMs: DurationMs;
  readonly checkpointMs?: DurationMs;
  /** Told at every heartbeat which share of all work is fair for this hub, above 0 and up to 1. */
  readonly onShare?: (share: number) => void;
  /** Told of failures that it recovers from by itself. */
  readonly onError?: (what: string, error: unknown) => void;
}

const urgentCheckpointMs = 5;
const retryMs = 250;

/**
 * Delivers the shards of the log that this hub owns.
 *
 * States: *joining* (first heartbeat) → *working* (heartbeats renew the leases, checkpoints write what is settled)
 * → *suspended* (the lease may have run out: nothing is sent until a heartbeat succeeds) → *working* → … →
 * *stopping* (drains, writes, releases) → *stopped*.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #feeds = new Map<string, PlatformFeed>();
  readonly #recent: RecentEntries;
  readonly #unsubscribe: () => void;
  readonly #context: FeedContext;
  #shards = new Set<number>();
  #leaving = new Set<number>();
  #leaseValidUntil = 0;
  #heartbeatTimer: Cancellable | undefined;
  #checkpointTimer: Cancellable | undefined;
  #checkpointDueAt = Infinity;
  #working: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#recent = new RecentEntries(options.log.position());
    this.#context = {
      ...options,
      log: {
        // What was handed to the feeds; the log itself may be further already.
        position: () => this.#recent.position,
        read: options.log.read,
        recent: (after) => this.#recent.since(after),
      },
      mayWork: () => !this.#closed && options.clock.monotonic() < this.#leaseValidUntil,
      noteProgress: () => this.#scheduleCheckpoint(this.#checkpointMs),
      requestCheckpoint: () => this.#scheduleCheckpoint(urgentCheckpointMs),
    };
    this.#unsubscribe = options.log.subscribe((entries) => this.#onEntries(entries));
    void this.#enqueue(() => this.#heartbeat());
  }

  get shards(): ReadonlySet<number> {
    return this.#shards;
  }

  get feeds(): ReadonlyMap<string, PlatformFeed> {
    return this.#feeds;
  }

  /** The platforms to serve, and how. Those left out are served no more; their events stay in the log. */
  setPlatforms(platforms: ReadonlyMap<string, DeliveryTerms>): void {
    for (const [platform, feed] of this.#feeds) {
      if (platforms.has(platform)) continue;
      feed.close();
      this.#feeds.delete(platform);
    }
    const added: string[] = [];
    for (const [platform, terms] of platforms) {
      const known = this.#feeds.get(platform);
      if (known !== undefined) {
        known.setTerms(terms);
        continue;
      }
      this.#feeds.set(platform, new PlatformFeed(platform, terms, this.#context));
      added.push(platform);
    }
    if (added.length > 0) this.#loadPlatforms(added);
  }

  /** A platform changed for the better, or may have: don’t wait any longer. */
  resume(platform: string): void {
    this.#feeds.get(platform)?.resume();
  }

  /** Lanes were parked by somebody else: a replay, a retried dead letter. */
  wakeLanes(lanes: readonly ParkedLaneState[]): void {
    for (const [platform, group] of Map.groupBy(lanes, (lane) => lane.platform)) {
      this.#feeds.get(platform)?.wakeLanes(group);
    }
  }

  /** Shards may have become free. */
  claim(): void {
    void this.#enqueue(() => this.#heartbeat());
  }

  /** Waits up to `graceMs` for what is under way, writes what is settled and gives the shards to the others. */
  async stop(graceMs: DurationMs = 5_000): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    const deadline = this.#options.clock.monotonic() + graceMs;
    while (this.#underWay() > 0 && this.#options.clock.monotonic() < deadline) {
      await new Promise<void>((resolve) => this.#options.clock.schedule(10, resolve));
      await this.#keepLeases();
    }
    this.#heartbeatTimer?.cancel();
    this.#checkpointTimer?.cancel();
    await this.#enqueue(async () => {
      await this.#checkpoint(true);
      await this.#options.store.leave(this.#options.hubId);
    });
    for (const feed of this.#feeds.values()) feed.close();
  }

  /** While it drains: what settles late can be written only for shards that are still owned. */
  async #keepLeases(): Promise<void> {
    const { clock, store, hubId, leaseMs } = this.#options;
    const now = clock.monotonic();
    if (this.#leaseValidUntil - now > leaseMs / 2) return;
    await this.#enqueue(async () => {
      await store.heartbeat(hubId, leaseMs);
      this.#leaseValidUntil = now + leaseMs;
    });
  }

  /** Stops at once, as a crash would: nothing is written or released. For tests. */
  abandon(): void {
    this.#closed = true;
    this.#leaseValidUntil = -Infinity;
    this.#unsubscribe();
    this.#heartbeatTimer?.cancel();
    this.#checkpointTimer?.cancel();
    for (const feed of this.#feeds.values()) feed.close();
  }

  get #checkpointMs(): DurationMs {
    return this.#options.checkpointMs ?? 200;
  }

  #underWay(): number {
    return [...this.#feeds.values()].reduce((sum, feed) => sum + feed.underWay, 0);
  }

  #onEntries(entries: readonly LogEntry[]): void {
    this.#recent.push(entries);
    for (const entry of entries) {
      if (!this.#shards.has(entry.shard)) continue;
      for (const target of entry.targets) this.#feeds.get(target)?.offer(entry);
    }
    for (const feed of this.#feeds.values()) feed.pump();
    this.#scheduleCheckpoint(this.#checkpointMs);
  }

  /** Heartbeats, loads and checkpoints run one after the other. */
  #enqueue(work: () => Promise<void>): Promise<unknown> {
    this.#working = this.#working.then(work).catch((error: unknown) => {
      this.#options.onError?.('delivery', error);
    });
    return this.#working;
  }

  async #heartbeat(): Promise<void> {
    if (this.#closed) return;
    const { clock, store, hubId, leaseMs } = this.#options;
    this.#heartbeatTimer?.cancel();
    // Counted from before the request, so that ours never seems to last longer than the database says.
    const startedAt = clock.monotonic();
    try {
      const { shards, claimed, fairShare } = await store.heartbeat(hubId, leaseMs);
      this.#leaseValidUntil = startedAt + leaseMs;
      this.#options.onShare?.(fairShare / shardCount);
      await this.#own(shards, claimed);
      await this.#giveUpSurplus(fairShare);
      this.#scheduleHeartbeat(leaseMs / 4);
    } catch (error) {
      this.#scheduleHeartbeat(retryMs);
      throw error;
    } finally {
      for (const feed of this.#feeds.values()) feed.pump();
    }
  }

  #scheduleHeartbeat(delayMs: DurationMs): void {
    if (this.#closed) return;
    this.#heartbeatTimer = this.#options.clock.schedule(delayMs, () => {
      void this.#enqueue(() => this.#heartbeat());
    });
  }

  async #own(shards: readonly number[], claimed: readonly number[]): Promise<void> {
    const owned = new Set(shards);
    // What is claimed anew may have been another hub's for a while, so what is remembered of it is worth nothing.
    this.#drop(this.#shards.difference(owned).union(this.#shards.intersection(new Set(claimed))));
    const gained = owned.difference(this.#shards);
    if (gained.size === 0) return;
    // Before loading: a shard that has met the tail must not miss what is offered there.
    this.#shards = this.#shards.union(gained);
    try {
      await this.#load([...this.#feeds.keys()], [...gained]);
    } catch (error) {
      this.#drop(gained);
      throw error;
    }
  }

  #drop(shards: ReadonlySet<number>): void {
    if (shards.size === 0) return;
    this.#shards = this.#shards.difference(shards);
    this.#leaving = this.#leaving.difference(shards);
    for (const feed of this.#feeds.values()) feed.dropShards(shards);
  }

  #loadPlatforms(platforms: readonly string[]): void {
    void this.#enqueue(async () => {
      try {
        await this.#load(platforms, [...this.#shards]);
      } catch (error) {
        if (!this.#closed) this.#options.clock.schedule(retryMs, () => this.#loadPlatforms(platforms));
        throw error;
      }
    });
  }

  async #load(platforms: readonly string[], shards: readonly number[]): Promise<void> {
    if (platforms.length === 0 || shards.length === 0) return;
    const { cursors, lanes } = await this.#options.store.loadShards(platforms, shards);
    for (const platform of platforms) {
      this.#feeds.get(platform)?.addShards(
        cursors.filter((cursor) => cursor.platform === platform),
        lanes.filter((lane) => lane.platform === platform),
      );
    }
  }

  /** Another hub joined: shards beyond the fair share are drained, written and released. */
  async #giveUpSurplus(fairShare: number): Promise<void> {
    const surplus = [...this.#shards].toSorted((left, right) => left - right).slice(fairShare);
    const leaving = new Set(surplus);
    for (const feed of this.#feeds.values()) {
      feed.pauseShards(leaving.difference(this.#leaving));
      feed.resumeShards(this.#leaving.difference(leaving));
    }
    this.#leaving = leaving;
    const drained = new Set(
      [...this.#leaving].filter((shard) =>
        [...this.#feeds.values()].every((feed) => feed.isDrained(new Set([shard]))),
      ),
    );
    if (drained.size === 0) return;
    await this.#checkpoint(true);
    await this.#options.store.release(this.#options.hubId, [...drained]);
    this.#drop(drained);
  }

  #scheduleCheckpoint(delayMs: DurationMs): void {
    if (this.#closed) return;
    const dueAt = this.#options.clock.monotonic() + delayMs;
    if (dueAt >= this.#checkpointDueAt) return;
    this.#checkpointTimer?.cancel();
    this.#checkpointDueAt = dueAt;
    this.#checkpointTimer = this.#options.clock.schedule(delayMs, () => {
      void this.#enqueue(async () => {
        this.#checkpointDueAt = Infinity;
        await this.#checkpoint(false);
      });
    });
  }

  async #checkpoint(isFinal: boolean): Promise<void> {
    const collected = [...this.#feeds.values()].flatMap((feed) => {
      const changes = feed.collect(isFinal);
      return changes === undefined ? [] : [{ feed, changes }];
    });
    if (collected.length === 0) return;
    try {
      const lost = await this.#options.store.checkpoint(
        this.#options.hubId,
        collected.map(({ changes }): FeedChanges => changes),
      );
      this.#drop(new Set(lost));
    } catch (error) {
      for (const { feed, changes } of collected) feed.notCommitted(changes);
      this.#scheduleCheckpoint(retryMs);
      throw error;
    }
    for (const { feed, changes } of collected) {
      feed.committed(changes);
      feed.pump();
    }
  }
}
