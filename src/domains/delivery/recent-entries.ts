import type { LogEntry } from '#events';

const entriesMax = 8_192;

/** The last stretch of the log in memory, so that a reader that is nearly level can meet the tail exactly. */
export class RecentEntries {
  #entries: LogEntry[] = [];
  /** Everything beyond this position is held. */
  #startsAfter: number;

  #position: number;

  constructor(position: number) {
    this.#startsAfter = position;
    this.#position = position;
  }

  /** Everything up to here was pushed. */
  get position(): number {
    return this.#position;
  }

  push(entries: readonly LogEntry[]): void {
    this.#entries.push(...entries);
    this.#position = entries.at(-1)?.position ?? this.#position;
    if (this.#entries.length < 2 * entriesMax) return;
    const dropped = this.#entries.length - entriesMax;
    this.#startsAfter = this.#entries[dropped - 1]!.position;
    this.#entries = this.#entries.slice(dropped);
  }

  /** Everything beyond a position, or `undefined` when memory does not reach back that far. */
  since(position: number): readonly LogEntry[] | undefined {
    if (position < this.#startsAfter) return undefined;
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return this.#entries.slice(low);
  }
}
