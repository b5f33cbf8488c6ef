import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { fastestMlDsa } from '../post-quantum/fastest-ml-dsa.ts';
import {
  statementPublicKey,
  statementSeedBytes,
  type StatementKey,
  type StatementOptions,
} from './statement-key.ts';

/**
 * Makes a key that signs statements.
 *
 * @param seed 64 random bytes: the Ed25519 private key, then the seed of ML-DSA-65. The same seed makes the same key.
 */
export function createStatementKey(
  seed: Uint8Array = randomBytes(statementSeedBytes),
  { mlDsa = fastestMlDsa }: StatementOptions = {},
): StatementKey {
  if (seed.length !== statementSeedBytes) throw new RangeError(`a seed has ${statementSeedBytes} bytes`);
  const ed25519 = createPrivateKey({
    key: Buffer.from(seed.subarray(0, 32)),
    format: 'raw-private',
    asymmetricKeyType: 'ed25519',
  });
  const mlDsa65 = mlDsa.createSigner(seed.subarray(32));
  const publicKey = statementPublicKey(
    createPublicKey(ed25519).export({ format: 'raw-public' }),
    mlDsa65.publicKey,
  );
  return { publicKey, ed25519, mlDsa65 };
}
