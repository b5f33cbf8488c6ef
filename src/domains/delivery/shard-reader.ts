import type { LogEntry } from '#events';
import type { Clock } from '#kernel/time';
import type { FeedLog } from './feed-context.ts';
import type { Parcel } from './types.ts';
import { Watermark } from './watermark.ts';

export interface ReaderTarget {
  /** Takes an entry in; `track` must be called with the parcel made of it. */
  readonly accept: (entry: LogEntry, track: (parcel: Parcel) => void) => void;
  readonly hasRoom: () => boolean;
  readonly onProgress: () => void;
}

const pageSize = 1_000;
const retryDelayMs = 200;
/** Cursors of shards without traffic are written only when they are this far behind. */
const idleCursorDistance = 20_000;

/**
 * Reads the log for one platform, shard by shard.
 *
 * States of a shard: *live* (takes entries from the tail as they come) ⇄ *behind* (memory was full, or it was
 * just taken over: reads pages from the database until it meets the tail again) → *paused* (being handed over to
 * another hub: takes nothing in) → dropped.
 */
export class ShardReader {
  readonly #platform: string;
  readonly #log: FeedLog;
  readonly #clock: Clock;
  readonly #target: ReaderTarget;
  readonly #shards = new Map<number, ShardState>();
  #behind = 0;
  #reading = false;
  #closed = false;

  constructor(platform: string, log: FeedLog, clock: Clock, target: ReaderTarget) {
    this.#platform = platform;
    this.#log = log;
    this.#clock = clock;
    this.#target = target;
  }

  owns(shard: number): boolean {
    return this.#shards.has(shard);
  }

  addShards(cursors: readonly { readonly shard: number; readonly position: number }[]): void {
    for (const { shard, position } of cursors) {
      if (this.#shards.has(shard)) continue;
      this.#shards.set(shard, {
        mode: 'behind',
        readUpTo: position,
        savedUpTo: position,
        isDirty: false,
        watermark: new Watermark(position),
      });
      this.#behind += 1;
    }
  }

  pauseShards(shards: ReadonlySet<number>): void {
    for (const shard of shards) {
      const state = this.#shards.get(shard);
      if (state === undefined) continue;
      if (state.mode === 'behind') this.#behind -= 1;
      if (state.mode === 'live') state.readUpTo = this.#log.position();
      state.mode = 'paused';
    }
  }

  resumeShards(shards: ReadonlySet<number>): void {
    for (const shard of shards) {
      const state = this.#shards.get(shard);
      if (state?.mode !== 'paused') continue;
      state.mode = 'behind';
      this.#behind += 1;
    }
    this.catchUp();
  }

  isDrained(shards: ReadonlySet<number>): boolean {
    return [...shards].every((shard) => {
      const state = this.#shards.get(shard);
      return state === undefined || state.watermark.advance(state.readUpTo) >= state.readUpTo;
    });
  }

  dropShards(shards: ReadonlySet<number>): void {
    for (const shard of shards) {
      const state = this.#shards.get(shard);
      if (state === undefined) continue;
      if (state.mode === 'behind') this.#behind -= 1;
      state.watermark.abandon();
      this.#shards.delete(shard);
    }
  }

  /** A new entry at the tail. */
  offer(entry: LogEntry): void {
    const state = this.#shards.get(entry.shard);
    if (state === undefined || state.mode !== 'live') return;
    if (this.#target.hasRoom()) {
      this.#accept(state, entry);
    } else {
      // Everything before this entry was taken in while the shard was live.
      state.readUpTo = entry.position - 1;
      state.mode = 'behind';
      this.#behind += 1;
    }
  }

  /** About how many entries of the log the shard furthest behind has not read. */
  behindBy(): number {
    if (this.#behind === 0) return 0;
    const behind = [...this.#shards.values()].filter(({ mode }) => mode === 'behind');
    return this.#log.position() - Math.min(...behind.map(({ readUpTo }) => readUpTo));
  }

  /** Begins to read for the shards that are behind, if there is room. */
  catchUp(): void {
    if (this.#behind === 0 || this.#reading || this.#closed || !this.#target.hasRoom()) return;
    this.#reading = true;
    void this.#readPages();
  }

  /** New watermarks that are worth writing. */
  advance(isFinal: boolean): { shard: number; position: number }[] {
    const cursors: { shard: number; position: number }[] = [];
    const tail = this.#log.position();
    for (const [shard, state] of this.#shards) {
      const position = state.watermark.advance(state.mode === 'live' ? tail : state.readUpTo);
      const distance = position - state.savedUpTo;
      if (distance > 0 && (isFinal || state.isDirty || distance > idleCursorDistance)) {
        cursors.push({ shard, position });
      }
    }
    return cursors;
  }

  saved(cursors: readonly { readonly shard: number; readonly position: number }[]): void {
    for (const { shard, position } of cursors) {
      const state = this.#shards.get(shard);
      if (state === undefined) continue;
      state.savedUpTo = Math.max(state.savedUpTo, position);
      state.isDirty = state.lastAccepted !== undefined && state.lastAccepted > position;
    }
  }

  close(): void {
    this.#closed = true;
  }

  #accept(state: ShardState, entry: LogEntry): void {
    state.isDirty = true;
    state.lastAccepted = entry.position;
    this.#target.accept(entry, (parcel) => state.watermark.track(parcel));
  }

  async #readPages(): Promise<void> {
    try {
      while (this.#behind > 0 && !this.#closed && this.#target.hasRoom()) {
        await this.#readPage();
        this.#target.onProgress();
      }
      this.#reading = false;
    } catch {
      // The database is away; the log is still there when it is back.
      this.#clock.schedule(retryDelayMs, () => {
        this.#reading = false;
        this.catchUp();
      });
    }
  }

  async #readPage(): Promise<void> {
    const shards = new Map([...this.#shards].filter(([, { mode }]) => mode === 'behind'));
    const after = Math.min(...[...shards.values()].map(({ readUpTo }) => readUpTo));
    const upTo = this.#log.position();
    const entries = await this.#log.read(this.#platform, {
      after,
      upTo,
      shards: [...shards.keys()],
      limit: pageSize,
    });
    // A shard may have been dropped, or dropped and taken over again, while the page was read.
    const stillBehind = (shard: number): ShardState | undefined => {
      const state = shards.get(shard);
      return state !== undefined && this.#shards.get(shard) === state && state.mode === 'behind'
        ? state
        : undefined;
    };
    for (const entry of entries) this.#acceptBehind(stillBehind(entry.shard), entry);
    const reached = entries.length === pageSize ? entries.at(-1)!.position : upTo;
    const recent = this.#log.recent(reached);
    for (const [shard, known] of shards) {
      const state = stillBehind(shard);
      if (state !== known) continue;
      state.readUpTo = Math.max(state.readUpTo, reached);
    }
    if (recent !== undefined) this.#goLive(recent, stillBehind, shards);
  }

  #goLive(
    recent: readonly LogEntry[],
    stillBehind: (shard: number) => ShardState | undefined,
    shards: ReadonlyMap<number, ShardState>,
  ): void {
    for (const entry of recent) {
      if (entry.targets.includes(this.#platform)) this.#acceptBehind(stillBehind(entry.shard), entry);
    }
    for (const shard of shards.keys()) {
      const state = stillBehind(shard);
      if (state === undefined) continue;
      state.readUpTo = Math.max(state.readUpTo, this.#log.position());
      state.mode = 'live';
      this.#behind -= 1;
    }
  }

  #acceptBehind(state: ShardState | undefined, entry: LogEntry): void {
    if (state === undefined || entry.position <= state.readUpTo) return;
    this.#accept(state, entry);
  }
}

interface ShardState {
  mode: 'live' | 'behind' | 'paused';
  /** While behind or paused: everything up to here was taken in. */
  readUpTo: number;
  savedUpTo: number;
  /** Has taken entries in since its cursor was written. */
  isDirty: boolean;
  lastAccepted?: number;
  readonly watermark: Watermark;
}
