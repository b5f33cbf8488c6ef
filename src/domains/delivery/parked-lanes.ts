import type { Clock, DurationMs } from '#kernel/time';

/**
 * The lanes of one platform that can’t move freely: an event of theirs failed, or was chosen for replay. Their
 * events live in the database; memory only knows that the lane is parked and when it is due.
 *
 * States of a lane: *saving* (what happened is not committed yet; nothing may be sent before it is) → *resting*
 * (until it is due) → *loading* (its first events are being read) → *moving* (they are in the lane queue)
 * → *saving* when they are settled → … → free, when loading finds nothing.
 */
export class ParkedLanes {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, ParkedLane>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#lanes.size;
  }

  has(lane: string): boolean {
    return this.#lanes.has(lane);
  }

  isMoving(lane: string): boolean {
    return this.#lanes.get(lane)?.state === 'moving';
  }

  isLoading(lane: string): boolean {
    return this.#lanes.get(lane)?.state === 'loading';
  }

  /** The lane waits for a checkpoint and then, `delayMs` from now, for its next attempt. */
  save(key: string, shard: number, delayMs: DurationMs): void {
    const dueAt = this.#clock.monotonic() + delayMs;
    const lane = this.#lanes.get(key);
    if (lane === undefined) {
      this.#lanes.set(key, { shard, state: 'saving', dueAt, unsaved: 0, again: false });
    } else {
      lane.state = 'saving';
      lane.dueAt = dueAt;
    }
  }

  /** The lane rests in the database; it is due in `delayMs`. Lanes that are at work already are left alone. */
  rest(key: string, shard: number, delayMs: DurationMs): void {
    const dueAt = this.#clock.monotonic() + delayMs;
    const lane = this.#lanes.get(key);
    if (lane === undefined) {
      this.#lanes.set(key, { shard, state: 'resting', dueAt, unsaved: 0, again: false });
    } else if (lane.state === 'resting') {
      lane.dueAt = dueAt;
    } else {
      lane.again = true;
    }
  }

  /** An event of the lane will be written to the database by the next checkpoint. */
  parks(key: string): void {
    const lane = this.#lanes.get(key);
    if (lane !== undefined) lane.unsaved += 1;
  }

  /** It was written. A load under way may have missed it. */
  parkCommitted(key: string): void {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return;
    lane.unsaved = Math.max(0, lane.unsaved - 1);
    lane.again = true;
  }

  /** Lanes that wait for a checkpoint. */
  saving(): string[] {
    return [...this.#lanes].filter(([, { state }]) => state === 'saving').map(([lane]) => lane);
  }

  /** Their checkpoint is committed. */
  saved(lanes: readonly string[]): void {
    for (const key of lanes) {
      const lane = this.#lanes.get(key);
      if (lane?.state === 'saving') lane.state = 'resting';
    }
  }

  /** Takes the lanes that are due; they are *loading* now. */
  takeDue(limit: number): string[] {
    const now = this.#clock.monotonic();
    const due: string[] = [];
    for (const [key, lane] of this.#lanes) {
      if (due.length === limit) break;
      if (lane.state !== 'resting' || lane.dueAt > now) continue;
      lane.state = 'loading';
      lane.again = false;
      due.push(key);
    }
    return due;
  }

  /** Milliseconds until the next lane is due; `undefined` when none rests. */
  untilDue(): DurationMs | undefined {
    let earliest = Infinity;
    for (const lane of this.#lanes.values()) {
      if (lane.state === 'resting') earliest = Math.min(earliest, lane.dueAt);
    }
    return earliest === Infinity ? undefined : Math.max(0, earliest - this.#clock.monotonic());
  }

  /** Its events were loaded and put into the lane queue. */
  moves(key: string): void {
    const lane = this.#lanes.get(key);
    if (lane !== undefined) lane.state = 'moving';
  }

  /**
   * Loading found nothing to send: the lane is free, unless something was parked meanwhile.
   *
   * @param isHeld a person must resolve a dead letter first
   */
  free(key: string, isHeld: boolean): void {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return;
    if (lane.again || lane.unsaved > 0) {
      lane.state = 'saving';
      lane.dueAt = this.#clock.monotonic();
    } else if (isHeld) {
      lane.state = 'resting';
      lane.dueAt = Infinity;
    } else {
      this.#lanes.delete(key);
    }
  }

  shardOf(key: string): number | undefined {
    return this.#lanes.get(key)?.shard;
  }

  dropShards(shards: ReadonlySet<number>): void {
    for (const [key, { shard }] of this.#lanes) if (shards.has(shard)) this.#lanes.delete(key);
  }
}

interface ParkedLane {
  readonly shard: number;
  state: 'saving' | 'resting' | 'loading' | 'moving';
  dueAt: DurationMs;
  /** Events that only the next checkpoint will write. */
  unsaved: number;
  /** Look into the database once more before the lane is freed. */
  again: boolean;
}
