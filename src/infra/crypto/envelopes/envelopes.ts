import type { KeyObject } from 'node:crypto';

/** Whose data it is, and what it is kept for. Each pair has a data key of its own. */
export interface EnvelopeOwner {
  /** Usually a person; whatever is erased as a whole may be one (a circle). Opaque: it stands in the database. */
  readonly personId: string;
  /** Not empty, for example `identity`. */
  readonly purpose: string;
}

/** A data key, or that it was destroyed. `undefined` where there never was one. */
export type DataKey = KeyObject | 'destroyed' | undefined;

/** The data keys of this database, opened by a hub. Pass it to `encryptFor` and `decryptFor`. */
export interface Envelopes {
  /**
   * The keys of these owners, in their order; one query for those that are not in memory.
   *
   * @param missing whether to make a key for those who never had one
   */
  dataKeys(owners: readonly EnvelopeOwner[], missing: 'make' | 'leave'): Promise<DataKey[]>;
  /** Forgets every key. */
  close(): Promise<void>;
}

export const dataKeyBytes = 32;

/** The NOTIFY channel that says whose keys were destroyed: `{"personId": …, "purpose": … | null}`. */
export const destroyedChannel = 'crypto_keys_destroyed';
