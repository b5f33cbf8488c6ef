import type { DeadLetterChange, FeedChanges, ParkChange, ReceiptChange } from './store.ts';
import type { DeliveryError, Parcel } from './types.ts';

/** Collects what a feed has to write until the next checkpoint takes it. */
export class PendingChanges {
  #parks: ParkChange[] = [];
  #unparks: { shard: number; lane: string; position: number }[] = [];
  #deadLetters: DeadLetterChange[] = [];
  #receipts: ReceiptChange[] = [];

  /** Whether somebody waits for the next checkpoint before going on. */
  get isUrgent(): boolean {
    return this.#parks.length + this.#unparks.length + this.#deadLetters.length > 0;
  }

  park(parcel: Parcel, delayMs: number, error: DeliveryError | null): void {
    const { entry, lane, attempts } = parcel;
    this.#parks.push({ entry, lane, attempts, delayMs, error });
  }

  unpark({ entry, lane }: Parcel): void {
    this.#unparks.push({ shard: entry.shard, lane, position: entry.position });
  }

  bury(parcel: Parcel, error: DeliveryError, holdsLane: boolean): void {
    const { entry, lane, body, attempts } = parcel;
    this.#deadLetters.push({ entry, lane, body, attempts, error, holdsLane });
  }

  confirm(parcels: readonly Parcel[], batch: Omit<ReceiptChange, 'positions' | 'shardsOfPositions'>): void {
    if (parcels.length === 0) return;
    const ordered = parcels
      .map(({ entry }) => entry)
      .toSorted((left, right) => left.position - right.position);
    this.#receipts.push({
      ...batch,
      positions: ordered.map(({ position }) => position),
      shardsOfPositions: ordered.map(({ shard }) => shard),
    });
  }

  /** Hands everything over for writing. */
  take(platform: string, cursors: FeedChanges['cursors'], lanes: readonly string[]): FeedChanges {
    const changes: FeedChanges = {
      platform,
      cursors,
      parks: this.#parks,
      unparks: this.#unparks,
      deadLetters: this.#deadLetters,
      receipts: this.#receipts,
      lanes,
    };
    [this.#parks, this.#unparks, this.#deadLetters, this.#receipts] = [[], [], [], []];
    return changes;
  }

  /** Writing failed: it all comes back, in front of what was added since. */
  restore(changes: FeedChanges): void {
    this.#parks = [...changes.parks, ...this.#parks];
    this.#unparks = [...changes.unparks, ...this.#unparks];
    this.#deadLetters = [...changes.deadLetters, ...this.#deadLetters];
    this.#receipts = [...changes.receipts, ...this.#receipts];
  }

  /** Another hub owns these shards now; what we settled there is for it to settle. */
  dropShards(shards: ReadonlySet<number>): void {
    this.#parks = this.#parks.filter(({ entry }) => !shards.has(entry.shard));
    this.#unparks = this.#unparks.filter(({ shard }) => !shards.has(shard));
    this.#deadLetters = this.#deadLetters.filter(({ entry }) => !shards.has(entry.shard));
  }
}
