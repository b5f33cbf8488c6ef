import { signStatement, type StatementKey } from '#infra/crypto';
import { composeHeadStatement } from './tree-head.ts';
import type { SignedHead, TreeHead } from './types.ts';

/** Signs that the log has this size and this root at this time. */
export function signHead(key: StatementKey, tree: Omit<TreeHead, 'keyId'>): SignedHead {
  const head = { ...tree, keyId: key.publicKey.keyId };
  const statement = composeHeadStatement(head);
  return { ...head, statement, signature: Buffer.from(signStatement(key, Buffer.from(statement))) };
}
