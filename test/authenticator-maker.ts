// The certificate library needs it to be there.
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A maker of authenticators: stands for their keys with certificates that lead up to its root. For tests. */
export interface AuthenticatorMaker {
  /** PEM; what a hub trusts. */
  readonly root: string;
  /** Signs as the authenticator’s attestation key. */
  attest(data: Uint8Array): Promise<{ readonly signature: Buffer; readonly chain: readonly Buffer[] }>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export async function makeAuthenticatorMaker(name = 'Test Maker'): Promise<AuthenticatorMaker> {
  x509.cryptoProvider.set(webcrypto as never);
  const notBefore = new Date(Date.now() - 86_400_000);
  const notAfter = new Date(Date.now() + 86_400_000);
  const rootKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name} Root, O=${name}, C=IN`,
    notBefore,
    notAfter,
    keys: rootKeys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true)],
  });
  const leafKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: `CN=${name} 1, OU=Authenticator Attestation, O=${name}, C=IN`,
    issuer: root.subject,
    notBefore,
    notAfter,
    signingKey: rootKeys.privateKey,
    publicKey: leafKeys.publicKey,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(false)],
  });
  return {
    root: root.toString('pem'),
    async attest(data) {
      const raw = await webcrypto.subtle.sign(algorithm, leafKeys.privateKey, new Uint8Array(data));
      return {
        signature: toDer(Buffer.from(raw)),
        chain: [Buffer.from(new X509Certificate(leaf.toString('pem')).raw)],
      };
    },
  };
}

/** WebCrypto’s r‖s as the ASN.1 that WebAuthn wants. */
function toDer(raw: Buffer): Buffer {
  const integer = (part: Buffer): Buffer => {
    let start = 0;
    while (start < part.length - 1 && part[start] === 0) start += 1;
    const trimmed = part.subarray(start);
    const value = (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed;
    return Buffer.concat([Buffer.of(2, value.length), value]);
  };
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
