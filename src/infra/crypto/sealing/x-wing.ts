import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { fastestMlKem } from '../post-quantum/fastest-ml-kem.ts';
import { mlKemBytes, type MlKem } from '../post-quantum/ml-kem.ts';

/**
 * X-Wing (draft-connolly-cfrg-xwing-kem): ML-KEM-768 and X25519 as one key encapsulation. Whoever wants to open what
 * was sealed must break both, so that what is recorded today stays closed when one falls.
 *
 * Seed: 32 bytes. Public key: ML-KEM-768 (1,184 bytes), X25519 (32). Ciphertext: ML-KEM-768 (1,088), X25519 (32).
 */
export interface XWingKey {
  readonly publicKey: Buffer;
  /** @throws Error for a ciphertext that is none; one for somebody else gives a secret that nobody knows */
  decapsulate(ciphertext: Uint8Array): Buffer;
}

export const xWingBytes = { seed: 32, publicKey: 1216, ciphertext: 1120, sharedSecret: 32 } as const;

const label = Buffer.from('5c2e2f2f5e5c', 'hex');

/** The key of a seed: SHAKE256 expands it to the seeds of both (§5.2 of the draft). */
export function createXWingKey(seed: Uint8Array, mlKem: MlKem = fastestMlKem): XWingKey {
  if (seed.length !== xWingBytes.seed) throw new RangeError(`a seed has ${xWingBytes.seed} bytes`);
  const expanded = createHash('shake256', { outputLength: mlKemBytes.seed + 32 })
    .update(seed)
    .digest();
  const postQuantum = mlKem.createDecapsulator(expanded.subarray(0, mlKemBytes.seed));
  const privateKey = x25519Private(expanded.subarray(mlKemBytes.seed));
  const x25519 = rawPublic(privateKey);
  return {
    publicKey: Buffer.concat([postQuantum.publicKey, x25519]),
    decapsulate(ciphertext) {
      if (ciphertext.length !== xWingBytes.ciphertext)
        throw new RangeError('a ciphertext has another length');
      const ephemeral = Buffer.from(ciphertext.subarray(mlKemBytes.ciphertext));
      return combine(
        postQuantum.decapsulate(ciphertext.subarray(0, mlKemBytes.ciphertext)),
        diffieHellman({ privateKey, publicKey: x25519Public(ephemeral) }),
        ephemeral,
        x25519,
      );
    },
  };
}

/** A new secret and its ciphertext for whoever has the private key (§5.4). @throws Error for a key that is none */
export function encapsulateXWing(
  publicKey: Uint8Array,
  mlKem: MlKem = fastestMlKem,
): { readonly ciphertext: Buffer; readonly sharedSecret: Buffer } {
  if (publicKey.length !== xWingBytes.publicKey) throw new RangeError('a public key has another length');
  const recipient = Buffer.from(publicKey.subarray(mlKemBytes.publicKey));
  const ephemeral = x25519Private(randomBytes(32));
  const ephemeralPublic = rawPublic(ephemeral);
  const postQuantum = mlKem.encapsulate(publicKey.subarray(0, mlKemBytes.publicKey));
  const agreed = diffieHellman({ privateKey: ephemeral, publicKey: x25519Public(recipient) });
  return {
    ciphertext: Buffer.concat([postQuantum.ciphertext, ephemeralPublic]),
    sharedSecret: combine(postQuantum.sharedSecret, agreed, ephemeralPublic, recipient),
  };
}

/** §5.3. ML-KEM binds its own ciphertext and key; X25519 does not, so those of X25519 are hashed too. */
function combine(postQuantum: Buffer, agreed: Buffer, ephemeral: Buffer, recipient: Buffer): Buffer {
  const parts = [postQuantum, agreed, ephemeral, recipient, label];
  return createHash('sha3-256').update(Buffer.concat(parts)).digest();
}

function x25519Private(key: Buffer): KeyObject {
  return createPrivateKey({ key, format: 'raw-private', asymmetricKeyType: 'x25519' });
}

function x25519Public(key: Buffer): KeyObject {
  return createPublicKey({ key, format: 'raw-public', asymmetricKeyType: 'x25519' });
}

function rawPublic(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'raw-public' });
}
