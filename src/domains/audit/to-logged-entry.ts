import type { LoggedEntry } from './types.ts';

export interface EntryRow extends Record<string, unknown> {
  readonly index: number;
  readonly leaf_hash: Buffer;
  readonly content: string;
}

export const entryColumns = 'index::double precision as index, leaf_hash, content';

export function toLoggedEntry({ index, leaf_hash: leafHash, content }: EntryRow): LoggedEntry {
  return { index, leafHash, content };
}
