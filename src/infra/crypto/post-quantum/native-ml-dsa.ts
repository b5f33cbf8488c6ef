import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mlDsaBytes, type MlDsa } from './ml-dsa.ts';

const asymmetricKeyType = 'ml-dsa-65';

const native: MlDsa = {
  createSigner(seed) {
    const privateKey = createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType });
    return {
      publicKey: createPublicKey(privateKey).export({ format: 'raw-public' }),
      sign: (message) => sign(null, message, privateKey),
    };
  },
  verify(publicKey, message, signature) {
    if (publicKey.length !== mlDsaBytes.publicKey || signature.length !== mlDsaBytes.signature) return false;
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType });
    return verify(null, message, key, signature);
  },
};

/** ML-DSA-65 of `node:crypto`; `undefined` where Node was built without it. */
export const nativeMlDsa: MlDsa | undefined = isBuiltIn() ? native : undefined;

function isBuiltIn(): boolean {
  try {
    native.createSigner(new Uint8Array(mlDsaBytes.seed));
    return true;
  } catch {
    return false;
  }
}
