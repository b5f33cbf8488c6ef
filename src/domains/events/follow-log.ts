import type { Database } from '#infra/db';
import { readEntries } from './read-entries.ts';
import type { AppendedBatch } from './append-batch.ts';
import type { LogEntry } from './types.ts';

export type EntryListener = (entries: readonly LogEntry[]) => void;

const pageSize = 2_000;
const retryDelayMs = 100;

/**
 * The tail of the log in this process: hands every committed entry to its listeners, in position order, once.
 *
 * Own appends are handed over directly when they continue where the tail stands, so the hot path reads nothing
 * back. Anything else (another hub’s commit, a missed notification) is read from the database.
 *
 * States: *behind* (a read is under way; news only raise the goal) and *level* (direct hand-over possible).
 */
export class LogTail {
  readonly #database: Database;
  readonly #listeners = new Set<EntryListener>();
  #position: number;
  #goal: number;
  #reading = false;
  #closed = false;

  constructor(database: Database, position: number) {
    this.#database = database;
    this.#position = position;
    this.#goal = position;
  }

  /** Everything up to here was handed to the listeners. */
  get position(): number {
    return this.#position;
  }

  subscribe(listener: EntryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An append of this process committed. */
  offer({ entries, previousPosition }: AppendedBatch): void {
    const last = entries.at(-1);
    if (last === undefined || last.position <= this.#position) return;
    if (!this.#reading && previousPosition === this.#position) {
      this.#publish(entries);
    } else {
      this.reach(last.position);
    }
  }

  /** The log is known to reach at least this position. */
  reach(position: number): void {
    this.#goal = Math.max(this.#goal, position);
    if (this.#goal > this.#position && !this.#reading && !this.#closed) {
      this.#reading = true;
      void this.#read();
    }
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
  }

  async #read(): Promise<void> {
    try {
      while (!this.#closed && this.#goal > this.#position) {
        const goal = this.#goal;
        const entries = await readEntries(this.#database, { after: this.#position, limit: pageSize });
        this.#publish(entries);
        // Positions of aborted appends stay empty, so a short page means that the end is reached: the end as it was when
        // the read began. What was heard of meanwhile may lie behind it.
        if (entries.length < pageSize && this.#goal === goal) this.#goal = this.#position;
      }
    } catch {
      // The database is away; look again until it is back.
      setTimeout(() => {
        this.#reading = false;
        this.reach(this.#goal);
      }, retryDelayMs).unref();
      return;
    }
    this.#reading = false;
  }

  #publish(entries: readonly LogEntry[]): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    this.#position = last.position;
    for (const listener of this.#listeners) listener(entries);
  }
}
