import { generateProof, generateKeyPair, type KeyPair } from 'dpop';

/** A browser’s key that cannot leave it, and what it proves with it. For tests and benchmarks. */
export interface SoftDevice {
  /** The `DPoP` header for a request. */
  prove(method: string, url: string, accessToken?: string): Promise<string>;
}

export async function makeSoftDevice(): Promise<SoftDevice> {
  const keys: KeyPair = await generateKeyPair('ES256');
  return {
    prove: (method, url, accessToken) =>
      generateProof(keys, url.split('?')[0] ?? url, method, undefined, accessToken),
  };
}
