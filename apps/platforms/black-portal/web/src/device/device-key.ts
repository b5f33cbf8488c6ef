import { keep, kept } from './keep.ts';

const keyName = 'key';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The key that locks a session to this device: it signs here, and nobody, this page included, can read it. */
export async function deviceKey(): Promise<CryptoKeyPair> {
  return (await knownDeviceKey()) ?? (await makeDeviceKey());
}

/** `undefined` on a device that was never here. */
export const knownDeviceKey = (): Promise<CryptoKeyPair | undefined> => kept<CryptoKeyPair>(keyName);

async function makeDeviceKey(): Promise<CryptoKeyPair> {
  // Two tabs that begin at once must end with one key.
  return navigator.locks.request('device-key', async () => {
    const known = await knownDeviceKey();
    if (known !== undefined) return known;
    const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    await keep(keyName, made);
    return made;
  });
}
