import type { Cancellable } from '#kernel/time';
import type { FeedContext } from './feed-context.ts';
import type { LaneQueue } from './lane-queue.ts';
import type { ParkedLanes } from './parked-lanes.ts';
import type { ParkedEvent } from './store.ts';
import type { Parcel } from './types.ts';

const parkedEventsPerLane = 200;
const lanesPerLoad = 100;
/** After a load that failed because the database is away. */
const retryMs = 5_000;

/** Fetches parked lanes from the database when they are due and puts their first events into the lane queue. */
export class LaneLoader {
  readonly #platform: string;
  readonly #context: FeedContext;
  readonly #parked: ParkedLanes;
  readonly #queue: LaneQueue;
  readonly #onLoaded: () => void;
  #timer: Cancellable | undefined;
  #closed = false;

  constructor(
    platform: string,
    context: FeedContext,
    parked: ParkedLanes,
    queue: LaneQueue,
    onLoaded: () => void,
  ) {
    this.#platform = platform;
    this.#context = context;
    this.#parked = parked;
    this.#queue = queue;
    this.#onLoaded = onLoaded;
  }

  /** Lanes came, or became due at another time. */
  schedule(): void {
    this.#timer?.cancel();
    const delay = this.#parked.untilDue();
    if (delay === undefined || this.#closed) return;
    this.#timer = this.#context.clock.schedule(delay, () => void this.#load());
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  async #load(): Promise<void> {
    const lanes = this.#parked.takeDue(lanesPerLoad);
    if (lanes.length > 0) {
      const loaded = await this.#context.store
        .loadLanes(this.#platform, lanes, parkedEventsPerLane)
        .catch(() => undefined);
      if (loaded === undefined) this.#restAgain(lanes);
      else this.#move(lanes, loaded.events, new Set(loaded.held));
    }
    this.schedule();
    this.#onLoaded();
  }

  #restAgain(lanes: readonly string[]): void {
    for (const lane of lanes) {
      const shard = this.#parked.shardOf(lane);
      if (shard !== undefined) this.#parked.save(lane, shard, retryMs);
    }
    this.#context.requestCheckpoint();
  }

  #move(lanes: readonly string[], events: readonly ParkedEvent[], held: ReadonlySet<string>): void {
    const byLane = Map.groupBy(events, ({ lane }) => lane);
    for (const lane of lanes) {
      const shard = this.#parked.shardOf(lane);
      // While its events were being read, the shard was lost, or another event of the lane failed.
      if (shard === undefined || !this.#parked.isLoading(lane)) continue;
      const parcels = byLane.get(lane) ?? [];
      const [first] = parcels;
      if (first === undefined) {
        this.#parked.free(lane, held.has(lane));
        if (this.#parked.has(lane)) this.#context.requestCheckpoint();
      } else if (first.dueInMs > 0) {
        this.#parked.save(lane, shard, first.dueInMs);
        this.#context.requestCheckpoint();
      } else {
        this.#parked.moves(lane);
        for (const parked of parcels) this.#queue.add(toParcel(parked));
      }
    }
  }
}

function toParcel({ entry, lane, attempts, bodyOverride }: ParkedEvent): Parcel {
  return {
    entry,
    lane,
    body: bodyOverride ?? entry.body,
    attempts,
    parked: true,
    settled: false,
    abandoned: false,
  };
}
