import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { mlDsaBytes, type MlDsa } from './ml-dsa.ts';

/** ML-DSA-65 in JavaScript, for a Node that was built without it. */
export const portableMlDsa: MlDsa = {
  createSigner(seed) {
    const { publicKey, secretKey } = ml_dsa65.keygen(seed);
    return {
      publicKey: Buffer.from(publicKey),
      sign: (message) => Buffer.from(ml_dsa65.sign(message, secretKey)),
    };
  },
  verify(publicKey, message, signature) {
    if (publicKey.length !== mlDsaBytes.publicKey || signature.length !== mlDsaBytes.signature) return false;
    return ml_dsa65.verify(signature, message, publicKey);
  },
};
