import type { Parcel } from './types.ts';

/**
 * How far one platform has got in one shard: parcels settle in any order, the watermark is the position below
 * which all are settled.
 */
export class Watermark {
  #outstanding: Parcel[] = [];
  #head = 0;
  #position: number;

  constructor(position: number) {
    this.#position = position;
  }

  /** Parcels come in position order. */
  track(parcel: Parcel): void {
    this.#outstanding.push(parcel);
  }

  /**
   * The present watermark.
   *
   * @param seenUpTo everything of the shard up to here is tracked; the watermark when nothing is outstanding
   */
  advance(seenUpTo: number): number {
    while (this.#head < this.#outstanding.length && this.#outstanding[this.#head]!.settled) this.#head += 1;
    if (this.#head === this.#outstanding.length) {
      this.#outstanding = [];
      this.#head = 0;
      this.#position = Math.max(this.#position, seenUpTo);
    } else {
      if (this.#head > 1_000) {
        this.#outstanding = this.#outstanding.slice(this.#head);
        this.#head = 0;
      }
      this.#position = Math.max(this.#position, this.#outstanding[this.#head]!.entry.position - 1);
    }
    return this.#position;
  }

  /** Nothing tracked is ours any more. */
  abandon(): void {
    for (const parcel of this.#outstanding) parcel.abandoned = true;
    this.#outstanding = [];
    this.#head = 0;
  }
}
