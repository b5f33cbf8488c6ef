import type { Clock, DurationMs } from '#kernel/time';
import type { DataKey, EnvelopeOwner } from './envelopes.ts';

export interface DataKeyCacheOptions {
  readonly clock: Clock;
  readonly keysMax: number;
  /** A key is used for no longer than this without asking the database again. */
  readonly ageMsMax: DurationMs;
}

export interface DataKeyCache {
  get(owner: EnvelopeOwner): DataKey;
  /**
   * Keeps what was read, unless something was dropped since: a key that was read before it was destroyed must not be
   * kept after.
   *
   * @param mark of the time before reading
   */
  put(owner: EnvelopeOwner, key: DataKey, mark: number): void;
  mark(): number;
  drop(personId: string, purpose: string | null): void;
  clear(): void;
}

/** Data keys in memory: the least recently used goes first. */
export function createDataKeyCache({ clock, keysMax, ageMsMax }: DataKeyCacheOptions): DataKeyCache {
  const entries = new Map<
    string,
    { readonly owner: EnvelopeOwner; readonly key: DataKey; readonly readAt: number }
  >();
  let drops = 0;
  return {
    get(owner) {
      const name = nameOf(owner);
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      entries.delete(name);
      if (clock.monotonic() - entry.readAt >= ageMsMax) return undefined;
      entries.set(name, entry);
      return entry.key;
    },
    put(owner, key, mark) {
      if (key === undefined || mark !== drops) return;
      const name = nameOf(owner);
      entries.delete(name);
      entries.set(name, { owner, key, readAt: clock.monotonic() });
      const [oldest] = entries.keys();
      if (entries.size > keysMax && oldest !== undefined) entries.delete(oldest);
    },
    mark: () => drops,
    drop(personId, purpose) {
      drops += 1;
      if (purpose !== null) {
        entries.delete(nameOf({ personId, purpose }));
        return;
      }
      for (const [name, { owner }] of entries) if (owner.personId === personId) entries.delete(name);
    },
    clear() {
      drops += 1;
      entries.clear();
    },
  };
}

function nameOf({ personId, purpose }: EnvelopeOwner): string {
  return `${purpose}\0${personId}`;
}
