import type { LogEntry } from '#events';
import type { Random } from '#kernel/random';
import { sleep, type Clock } from '#kernel/time';
import type {
  DeadLetterChange,
  DeliveryStore,
  FeedChanges,
  LoadedLanes,
  Ownership,
  ShardStates,
} from '../store.ts';

interface Lease {
  owner: string | null;
  expiresAt: number;
}

interface ParkedRow {
  readonly entry: LogEntry;
  readonly lane: string;
  attempts: number;
  dueAt: number;
}

/** Longest time to or from the database: long enough for anything to happen meanwhile. */
const latencyMsMax = 15;

/**
 * What the PostgreSQL store promises, in its simplest form: atomic checkpoints behind a fence, leases by one clock.
 * The same engine runs against it on a virtual clock through thousands of random histories.
 */
export class ModelStore {
  readonly shardCount: number;
  readonly cursors = new Map<string, number>();
  readonly parked = new Map<string, ParkedRow>();
  readonly deadLetters: (DeadLetterChange & { readonly platform: string })[] = [];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #leases: Lease[];
  readonly #hubs = new Map<string, number>();

  constructor(clock: Clock, random: Random, shardCount: number) {
    this.#clock = clock;
    this.#random = random;
    this.shardCount = shardCount;
    this.#leases = Array.from({ length: shardCount }, () => ({ owner: null, expiresAt: -Infinity }));
  }

  /** The store as one hub sees it; `isCutOff` makes its operations fail. */
  connect(isCutOff: () => boolean): DeliveryStore {
    const guard = async <Result>(operation: () => Result): Promise<Result> => {
      await sleep(this.#clock, this.#random() * latencyMsMax);
      if (isCutOff()) throw new Error('the database is away');
      const result = operation();
      await sleep(this.#clock, this.#random() * latencyMsMax);
      // The commit may have succeeded and its answer been lost.
      if (isCutOff()) throw new Error('the connection broke');
      return result;
    };
    return {
      heartbeat: (hubId, leaseMs) => guard(() => this.#heartbeat(hubId, leaseMs)),
      release: (hubId, shards) => guard(() => this.#release(hubId, shards)),
      leave: (hubId) => guard(() => this.#leave(hubId)),
      loadShards: (platforms, shards) => guard(() => this.#loadShards(platforms, shards)),
      loadLanes: (platform, lanes, limit) => guard(() => this.#loadLanes(platform, lanes, limit)),
      checkpoint: (hubId, changes) => guard(() => this.#checkpoint(hubId, changes)),
    };
  }

  #owns(hubId: string, shard: number): boolean {
    const lease = this.#leases[shard]!;
    return lease.owner === hubId && lease.expiresAt > this.#clock.monotonic();
  }

  #heartbeat(hubId: string, leaseMs: number): Ownership {
    const now = this.#clock.monotonic();
    this.#hubs.set(hubId, now + leaseMs);
    const alive = [...this.#hubs.values()].filter((expiresAt) => expiresAt > now).length;
    const fairShare = Math.ceil(this.shardCount / alive);
    let owned = 0;
    for (const [shard, lease] of this.#leases.entries()) {
      if (!this.#owns(hubId, shard)) continue;
      lease.expiresAt = now + leaseMs;
      owned += 1;
    }
    const claimed: number[] = [];
    for (const [shard, lease] of this.#leases.entries()) {
      if (owned >= fairShare || (lease.owner !== null && lease.expiresAt > now)) continue;
      lease.owner = hubId;
      lease.expiresAt = now + leaseMs;
      claimed.push(shard);
      owned += 1;
    }
    const shards = [...this.#leases.keys()].filter((shard) => this.#owns(hubId, shard));
    return { shards, claimed, fairShare };
  }

  #release(hubId: string, shards: readonly number[]): void {
    for (const shard of shards) {
      const lease = this.#leases[shard]!;
      if (lease.owner === hubId) lease.owner = null;
    }
  }

  #leave(hubId: string): void {
    this.#hubs.delete(hubId);
    this.#release(hubId, [...this.#leases.keys()]);
  }

  #loadShards(platforms: readonly string[], shards: readonly number[]): ShardStates {
    const chosen = new Set(shards);
    const lanes = new Map<string, { platform: string; shard: number; lane: string; dueInMs: number }>();
    for (const [key, row] of [...this.parked].toSorted((l, r) => l[1].entry.position - r[1].entry.position)) {
      const platform = key.split(' ')[0]!;
      if (!platforms.includes(platform) || !chosen.has(row.entry.shard)) continue;
      const laneKey = `${platform} ${row.lane}`;
      if (lanes.has(laneKey)) continue;
      lanes.set(laneKey, { platform, shard: row.entry.shard, lane: row.lane, dueInMs: this.#dueIn(row) });
    }
    return {
      cursors: platforms.flatMap((platform) =>
        shards.map((shard) => ({ platform, shard, position: this.cursors.get(`${platform} ${shard}`) ?? 0 })),
      ),
      lanes: [...lanes.values()],
    };
  }

  #dueIn(row: ParkedRow): number {
    return Math.max(0, row.dueAt - this.#clock.monotonic());
  }

  #loadLanes(platform: string, lanes: readonly string[], limit: number): LoadedLanes {
    const events = lanes.flatMap((lane) =>
      [...this.parked]
        .filter(([key, row]) => key.startsWith(`${platform} `) && row.lane === lane)
        .map(([, row]) => row)
        .toSorted((left, right) => left.entry.position - right.entry.position)
        .slice(0, limit)
        .map((row) => ({
          entry: row.entry,
          lane,
          attempts: row.attempts,
          dueInMs: this.#dueIn(row),
          bodyOverride: null,
        })),
    );
    return { events, held: [] };
  }

  #checkpoint(hubId: string, changes: readonly FeedChanges[]): readonly number[] {
    const lost = new Set<number>();
    const may = (shard: number): boolean => {
      if (this.#owns(hubId, shard)) return true;
      lost.add(shard);
      return false;
    };
    for (const change of changes) {
      const { platform } = change;
      for (const { shard, position } of change.cursors) {
        const key = `${platform} ${shard}`;
        if (may(shard)) this.cursors.set(key, Math.max(position, this.cursors.get(key) ?? 0));
      }
      for (const { entry, lane, attempts, delayMs } of change.parks) {
        if (!may(entry.shard)) continue;
        const dueAt = this.#clock.monotonic() + delayMs;
        this.parked.set(`${platform} ${entry.position}`, { entry, lane, attempts, dueAt });
      }
      for (const { shard, position } of change.unparks) {
        if (may(shard)) this.parked.delete(`${platform} ${position}`);
      }
      for (const letter of change.deadLetters) {
        if (may(letter.entry.shard)) this.deadLetters.push({ platform, ...letter });
      }
    }
    return [...lost];
  }
}
