import type { SignedHead } from '../types.ts';

/** What is wrong with an export, and where. Positions are indexes of entries; ranges include both ends. */
export type ExportProblem =
  /** The head was signed by a key that the verifier does not trust. */
  | { readonly kind: 'wrong_key'; readonly keyId: string }
  /** The head names a trusted key, which did not sign it. No genuine head stands for the entries. */
  | { readonly kind: 'forged_head'; readonly size: number; readonly from: number; readonly to: number }
  /** A head of a larger log is dated before one of a smaller. */
  | { readonly kind: 'backdated_head'; readonly size: number }
  /** The entry is not the one that its leaf hash stands for. */
  | { readonly kind: 'edited'; readonly index: number }
  | { readonly kind: 'missing'; readonly from: number; readonly to: number }
  | { readonly kind: 'reordered'; readonly index: number; readonly after: number }
  | { readonly kind: 'repeated'; readonly index: number }
  /** Leaf hashes and positions agree with each other, but not with the signed root: somebody computed them anew. */
  | {
      readonly kind: 'altered';
      readonly from: number;
      readonly to: number;
      /** How many entries the genuine heads say there are between the two of them. */
      readonly signed: number;
      readonly found: number;
    }
  /** Entries past the head. */
  | { readonly kind: 'added'; readonly from: number; readonly to: number }
  /** The file ends before the entries that its head covers do. */
  | { readonly kind: 'truncated'; readonly from: number; readonly to: number }
  /** A line that is no line of an export. Counted from 1. */
  | { readonly kind: 'unreadable'; readonly line: number }
  /** The log was cut back: this head is later than the remembered one, and of a smaller log. */
  | { readonly kind: 'shorter'; readonly size: number; readonly remembered: number }
  /** The entries that the remembered head covers are not those of this file. */
  | { readonly kind: 'different_history'; readonly remembered: number };

/**
 * How the export stands to the head that the verifier remembers.
 *
 * `older`: a genuine copy from before that head; whether the log still holds what came since, it cannot tell.
 * `unknown`: it is too damaged to tell.
 */
export type Comparison = 'none' | 'same' | 'later' | 'older' | 'shorter' | 'different' | 'unknown';

export interface ExportVerdict {
  readonly intact: boolean;
  /** In the order in which they were met; at most 100. */
  readonly problems: readonly ExportProblem[];
  /** The head that the export names as its last. */
  readonly head: SignedHead;
  /** Entries in the file. */
  readonly entries: number;
  /** Heads whose signatures hold and whose roots are those of the entries before them. */
  readonly heads: number;
  readonly comparison: Comparison;
  /** Ids of keys that were not given, but follow or precede one that was, by its own signature. */
  readonly keysFollowed: readonly string[];
}
