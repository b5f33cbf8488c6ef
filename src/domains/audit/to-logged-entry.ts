import type { TextSeal } from '#infra/db';
import { openReason } from './sealed-reason.ts';
import type { LoggedEntry } from './types.ts';

export interface EntryRow extends Record<string, unknown> {
  readonly index: number;
  readonly leaf_hash: Buffer;
  readonly content: string;
  readonly reason: string | null;
}

export const entryColumns = 'index::double precision as index, leaf_hash, content, reason';

export function toLoggedEntry(
  { index, leaf_hash: leafHash, content, reason }: EntryRow,
  texts: TextSeal,
): LoggedEntry {
  return { index, leafHash, content: openReason({ content, leafHash, reason }, texts) };
}
