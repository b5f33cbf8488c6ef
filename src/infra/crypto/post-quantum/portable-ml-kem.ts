import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import type { MlKem } from './ml-kem.ts';

/** ML-KEM-768 in JavaScript, for a Node that was built without it. */
export const portableMlKem: MlKem = {
  createDecapsulator(seed) {
    const { publicKey, secretKey } = ml_kem768.keygen(seed);
    return {
      publicKey: Buffer.from(publicKey),
      decapsulate: (ciphertext) => Buffer.from(ml_kem768.decapsulate(ciphertext, secretKey)),
    };
  },
  encapsulate(publicKey) {
    const { cipherText, sharedSecret } = ml_kem768.encapsulate(publicKey);
    return { ciphertext: Buffer.from(cipherText), sharedSecret: Buffer.from(sharedSecret) };
  },
};
