import { verifyStatement, type StatementPublicKey } from '#infra/crypto';
import type { SignedHead } from './types.ts';

/** `foreign`: it says itself that another key signed it; `forged`: it names a known key that did not sign it. */
export type HeadVerdict = 'genuine' | 'foreign' | 'forged';

/** Whether one of the keys signed the head. */
export function judgeHead(
  { keyId, statement, signature }: SignedHead,
  publicKeys: readonly StatementPublicKey[],
): HeadVerdict {
  const key = publicKeys.find((known) => known.keyId === keyId);
  if (key === undefined) return 'foreign';
  return verifyStatement(key, Buffer.from(statement), signature) ? 'genuine' : 'forged';
}
