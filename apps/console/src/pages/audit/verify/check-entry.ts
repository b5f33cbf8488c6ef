import canonicalize from 'canonicalize';
import type { AuditPublicKey, ProvenEntry } from '../../../api/audit-contract.ts';
import { checkHead, type HeadVerdict } from './check-head.ts';
import { hashLeaf } from './tree-hash.ts';
import { verifyInclusion } from './verify-inclusion.ts';

export interface EntryVerdict {
  /** Of the entry as it is shown, in hex. */
  readonly leafHash: string;
  /** It is the hash that the hub claims. */
  readonly leafHolds: boolean;
  /** With the hashes of the proof it leads to the signed root. */
  readonly pathHolds: boolean;
  readonly head: HeadVerdict;
  readonly holds: boolean;
}

/** Whether the entry, as it is shown, stands at its place under a head that a trusted key signed. Asks nobody. */
export function checkEntry(entry: ProvenEntry, trusted: readonly AuditPublicKey[]): EntryVerdict {
  const leafHash = hashLeaf(canonicalize(entry.entry) ?? '');
  const head = checkHead(entry.head, trusted);
  const { index, proof } = entry;
  const pathHolds = head.tree !== undefined && verifyInclusion({ index, leafHash, proof, ...head.tree });
  const leafHolds = leafHash === entry.leafHash;
  return {
    leafHash,
    leafHolds,
    pathHolds,
    head,
    holds: leafHolds && pathHolds && head.outcome === 'genuine',
  };
}
