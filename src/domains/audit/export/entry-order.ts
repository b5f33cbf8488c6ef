import type { ExportProblem } from './export-verdict.ts';

/**
 * Follows the indexes of entries. One that is not there in its turn may come later (it was moved) or never (it is
 * missing), so what a gap means is known at the end.
 */
export class EntryOrder {
  #next = 0;
  #last = -1;
  #isBroken = false;
  readonly #absent = new Set<number>();
  readonly #gaps: { readonly from: number; readonly to: number }[] = [];
  readonly #displaced: ExportProblem[] = [];

  /** One above the highest index so far. */
  get next(): number {
    return this.#next;
  }

  /** Whether each entry so far came in its turn. */
  get isWhole(): boolean {
    return !this.#isBroken;
  }

  take(index: number): void {
    if (index !== this.#next) this.#takeOutOfTurn(index);
    this.#last = index;
    this.#next = Math.max(this.#next, index + 1);
  }

  /** What is wrong with the order: entries that stand elsewhere, and those that stand nowhere. */
  problems(): ExportProblem[] {
    const missing: { from: number; to: number }[] = [];
    for (const index of [...this.#absent].toSorted((left, right) => left - right)) {
      const run = missing.at(-1);
      if (run?.to === index - 1) run.to = index;
      else missing.push({ from: index, to: index });
    }
    return [
      ...this.#displaced,
      ...[...missing, ...this.#gaps].map(({ from, to }) => ({ kind: 'missing' as const, from, to })),
    ];
  }

  #takeOutOfTurn(index: number): void {
    this.#isBroken = true;
    if (index < this.#next) {
      const wasAbsent = this.#absent.delete(index);
      if (this.#displaced.length >= problemsMax) return;
      this.#displaced.push(
        wasAbsent ? { kind: 'reordered', index, after: this.#last } : { kind: 'repeated', index },
      );
      return;
    }
    // A gap of millions is not remembered one by one; whether some of it comes later no longer matters then.
    if (index - this.#next > gapMax || this.#absent.size > gapMax) {
      if (this.#gaps.length < problemsMax) this.#gaps.push({ from: this.#next, to: index - 1 });
      return;
    }
    for (let absent = this.#next; absent < index; absent += 1) this.#absent.add(absent);
  }
}

const gapMax = 100_000;
const problemsMax = 100;
