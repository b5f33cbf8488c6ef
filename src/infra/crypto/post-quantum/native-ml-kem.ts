import { createPrivateKey, createPublicKey, decapsulate, encapsulate } from 'node:crypto';
import { mlKemBytes, type MlKem } from './ml-kem.ts';

const asymmetricKeyType = 'ml-kem-768';

const native: MlKem = {
  createDecapsulator(seed) {
    const privateKey = createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType });
    return {
      publicKey: createPublicKey(privateKey).export({ format: 'raw-public' }),
      decapsulate: (ciphertext) => decapsulate(privateKey, Buffer.from(ciphertext)),
    };
  },
  encapsulate(publicKey) {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType });
    const { ciphertext, sharedKey } = encapsulate(key);
    return { ciphertext, sharedSecret: sharedKey };
  },
};

/** ML-KEM-768 of `node:crypto`; `undefined` where Node was built without it. */
export const nativeMlKem: MlKem | undefined = isBuiltIn() ? native : undefined;

function isBuiltIn(): boolean {
  try {
    native.encapsulate(native.createDecapsulator(new Uint8Array(mlKemBytes.seed)).publicKey);
    return true;
  } catch {
    return false;
  }
}
