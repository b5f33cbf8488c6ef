import canonicalize from 'canonicalize';
import type { StatementPublicKey } from '#infra/crypto';
import { importHead, type ExportedHead } from './export/export-format.ts';
import { judgeHead } from './judge-head.ts';
import { hashLeaf } from './merkle/tree-hash.ts';
import { verifyInclusion } from './merkle/verify-inclusion.ts';
import type { AuditEntry } from './types.ts';

/** An entry with its proof, as the API answers it; hashes in hex. */
export interface EntryProof {
  readonly index: number;
  readonly entry: AuditEntry;
  readonly head: ExportedHead;
  readonly proof: readonly string[];
}

/**
 * Whether the entry stands at its place under a head that one of the keys signed.
 *
 * @throws `audit.not_a_head`
 */
export function checkEntry(
  { index, entry, head, proof }: EntryProof,
  publicKeys: readonly StatementPublicKey[],
): boolean {
  const signed = importHead(head);
  return (
    judgeHead(signed, publicKeys) === 'genuine' &&
    verifyInclusion({
      index,
      leafHash: hashLeaf(Buffer.from(canonicalize(entry) ?? '')),
      size: signed.size,
      root: signed.root,
      proof: proof.map((hash) => Buffer.from(hash, 'hex')),
    })
  );
}
