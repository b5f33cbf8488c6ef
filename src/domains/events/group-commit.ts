interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what arrives while a write is under way is written together by the next one.
 *
 * States: *idle* (nothing waits) → *gathering* (the first item arrived; the rest of what the event loop has
 * already received joins it) → *writing* (one write under way; arrivals wait) → *gathering* when something
 * waits, else *idle*. Exactly one write is under way at any time. When one fails, everything that waits fails with it:
 * it came later, and must not become durable before what its senders will now repeat.
 */
export class GroupCommit<Item, Outcome> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  readonly #keyOf: (item: Item) => string;
  readonly #itemsMax: number;
  #waiting: Waiting<Item, Outcome>[] = [];
  #scheduled = false;
  #writing = false;

  /**
   * @param write writes items with distinct keys and answers one outcome per item, in order
   * @param keyOf items with equal keys are never written together
   */
  constructor(
    write: (items: readonly Item[]) => Promise<readonly Outcome[]>,
    keyOf: (item: Item) => string,
    itemsMax = 1_000,
  ) {
    this.#write = write;
    this.#keyOf = keyOf;
    this.#itemsMax = itemsMax;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether a write is under way or about to begin. */
  get busy(): boolean {
    return this.#writing || this.#scheduled;
  }

  /** Resolves with the item’s outcome once it is durable; rejects when its write failed as a whole. */
  add(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#writing) return;
    this.#scheduled = true;
    // After the sockets that are readable now have been read, so that their requests share this commit.
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const group = this.#takeGroup();
    if (group.length === 0) return;
    this.#writing = true;
    try {
      const outcomes = await this.#write(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index]!);
    } catch (error) {
      for (const { reject } of [...group, ...this.#waiting.splice(0)]) reject(error);
    } finally {
      this.#writing = false;
    }
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** The longest waiting items, at most one per key; a repetition waits for the next group. */
  #takeGroup(): Waiting<Item, Outcome>[] {
    const candidates = this.#waiting.slice(0, this.#itemsMax);
    const keys = new Set<string>();
    const later: Waiting<Item, Outcome>[] = [];
    const group = candidates.filter((candidate) => {
      const key = this.#keyOf(candidate.item);
      if (keys.has(key)) {
        later.push(candidate);
        return false;
      }
      keys.add(key);
      return true;
    });
    this.#waiting = [...later, ...this.#waiting.slice(candidates.length)];
    return group;
  }
}
