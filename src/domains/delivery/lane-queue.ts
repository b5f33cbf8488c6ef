import type { Parcel } from './types.ts';

/**
 * The lanes of one platform that are free to move, in memory.
 *
 * A lane is one person’s FIFO. States: *ready* (has parcels, in the ready queue) → *in flight* (some of its first
 * parcels are with the platform; the lane is in no queue, so nothing can overtake them) → *ready* again, or
 * *gone* when it is empty or was withdrawn (parked, or its shard lost). Lanes never wait for each other.
 */
export class LaneQueue {
  readonly #lanes = new Map<string, Lane>();
  // Lanes whose last batch failed as a whole; kept apart so that the guilty one cannot spoil healthy batches.
  #suspects: Lane[] = [];
  #ready: Lane[] = [];
  #readyHead = 0;
  #size = 0;

  /** Parcels held, in flight included. */
  get size(): number {
    return this.#size;
  }

  has(lane: string): boolean {
    return this.#lanes.has(lane);
  }

  add(parcel: Parcel): void {
    this.#size += 1;
    const lane = this.#lanes.get(parcel.lane);
    if (lane !== undefined) {
      lane.parcels.push(parcel);
      return;
    }
    const created: Lane = { key: parcel.lane, parcels: [parcel], inFlight: 0, batchMax: Infinity };
    this.#lanes.set(parcel.lane, created);
    this.#ready.push(created);
  }

  /** Takes the next batch: whole lanes’ beginnings, each in order. Empty when nothing is ready. */
  take(parcelsMax: number): Parcel[] {
    const batch: Parcel[] = [];
    if (this.#suspects.length > 0) {
      this.#takeSuspects(batch, parcelsMax);
    } else {
      while (batch.length < parcelsMax && this.#readyHead < this.#ready.length) {
        const lane = this.#ready[this.#readyHead++]!;
        if (this.#lanes.get(lane.key) === lane) takeFrom(lane, batch, parcelsMax);
      }
      this.#compact();
    }
    return batch;
  }

  /** The first `count` parcels in flight of a lane are done with; the rest of the lane moves on. */
  confirm(key: string, count: number): void {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return;
    lane.parcels.splice(0, count);
    this.#size -= count;
    lane.batchMax = Infinity;
    this.#release(lane);
  }

  /**
   * The parcels in flight of a lane must be sent again.
   *
   * @param batchMax at most this many together next time, to find out which one is at fault; absent: as it was,
   *   because nothing was learnt
   */
  putBack(key: string, batchMax?: number): void {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return;
    if (batchMax !== undefined) lane.batchMax = batchMax;
    this.#release(lane);
  }

  /** Takes a lane out, in flight or not, and hands over its parcels in order. */
  withdraw(key: string): Parcel[] {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return [];
    this.#lanes.delete(key);
    this.#suspects = this.#suspects.filter((other) => other !== lane);
    this.#size -= lane.parcels.length;
    return lane.parcels;
  }

  /** Takes out every lane of which `isChosen` says so. */
  withdrawWhere(isChosen: (parcel: Parcel) => boolean): Parcel[] {
    return [...this.#lanes.values()]
      .filter((lane) => isChosen(lane.parcels[0]!))
      .flatMap((lane) => this.withdraw(lane.key));
  }

  #takeSuspects(batch: Parcel[], parcelsMax: number): void {
    let room = parcelsMax;
    let taken = 0;
    for (const lane of this.#suspects) {
      room = Math.min(room, lane.batchMax);
      if (batch.length >= room) break;
      takeFrom(lane, batch, room);
      taken += 1;
    }
    this.#suspects.splice(0, taken);
  }

  #release(lane: Lane): void {
    lane.inFlight = 0;
    if (lane.parcels.length === 0) this.#lanes.delete(lane.key);
    else if (lane.batchMax === Infinity) this.#ready.push(lane);
    else this.#suspects.push(lane);
  }

  #compact(): void {
    if (this.#readyHead === this.#ready.length) {
      this.#ready = [];
      this.#readyHead = 0;
    } else if (this.#readyHead > 10_000) {
      this.#ready = this.#ready.slice(this.#readyHead);
      this.#readyHead = 0;
    }
  }
}

interface Lane {
  readonly key: string;
  readonly parcels: Parcel[];
  inFlight: number;
  batchMax: number;
}

function takeFrom(lane: Lane, batch: Parcel[], parcelsMax: number): void {
  const count = Math.min(lane.parcels.length, parcelsMax - batch.length);
  for (let index = 0; index < count; index += 1) batch.push(lane.parcels[index]!);
  lane.inFlight = count;
}
