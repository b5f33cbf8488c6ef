import type { TextSeal } from '#infra/db';
import { hashLeaf, type Hash } from './merkle/tree-hash.ts';

/** An entry as the tables hold it: its canonical form without the reason, and the reason sealed. */
export interface StoredEntry {
  readonly content: string;
  readonly leafHash: Hash;
  /** `null`: there is none, or it stands in `content`, as in entries from before reasons were sealed. */
  readonly reason: string | null;
}

const reasonStart = ',"reason":';
const reasonEnd = ',"subject":';
const absent = 'null';

/** Takes the reason out of an entry’s canonical form and seals it, tied to this entry. */
export function sealReason(content: string, texts: TextSeal): StoredEntry {
  const leafHash = hashLeaf(Buffer.from(content));
  const [from, to] = reasonAt(content);
  const reason = content.slice(from, to);
  if (reason === absent) return { content, leafHash, reason: null };
  return {
    content: content.slice(0, from) + absent + content.slice(to),
    leafHash,
    reason: texts.seal(reason, contextOf(leafHash)),
  };
}

/**
 * Puts the reason back, so that the canonical form is whole again.
 *
 * One that somebody altered or moved does not open. The entry is then given without it: it no longer fits its leaf hash, and
 * whoever verifies is told which entry was edited. An error would hide it behind an export that cannot be made.
 */
export function openReason({ content, leafHash, reason }: StoredEntry, texts: TextSeal): string {
  if (reason === null) return content;
  const [from, to] = reasonAt(content);
  try {
    const opened = texts.open(reason, contextOf(leafHash));
    // What somebody wrote there unsealed is no JSON, or is as little the entry’s.
    return typeof JSON.parse(opened) === 'string'
      ? content.slice(0, from) + opened + content.slice(to)
      : content;
  } catch {
    return content;
  }
}

// Quotes inside strings are escaped, and what follows the reason has no members of these names: the last ones are it.
function reasonAt(content: string): readonly [from: number, to: number] {
  return [content.lastIndexOf(reasonStart) + reasonStart.length, content.lastIndexOf(reasonEnd)];
}

const contextOf = (leafHash: Hash): string => `audit reason ${leafHash.toString('hex')}`;
