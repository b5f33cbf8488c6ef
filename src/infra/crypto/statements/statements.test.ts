import { createPublicKey, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mlDsaBytes } from '../post-quantum/ml-dsa.ts';
import { nativeMlDsa } from '../post-quantum/native-ml-dsa.ts';
import { portableMlDsa } from '../post-quantum/portable-ml-dsa.ts';
import { createStatementKey } from './create-statement-key.ts';
import { exportStatementKey } from './export-statement-key.ts';
import { importStatementKey } from './import-statement-key.ts';
import { signStatement } from './sign-statement.ts';
import { signatureLayout, signedMessage } from './signed-message.ts';
import { statementPublicKey } from './statement-key.ts';
import { verifyStatement } from './verify-statement.ts';

const key = createStatementKey(Buffer.alloc(64, 1));
const other = createStatementKey(Buffer.alloc(64, 2));
const statement = Buffer.from('the log has 7 entries');
const { ed25519At, mlDsa65At } = signatureLayout;

describe('a statement', () => {
  test('holds, whatever it says', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(verifyStatement(key.publicKey, bytes, signStatement(key, bytes))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('does not hold with a bit of it or of its signature altered', () => {
    const signature = signStatement(key, statement);
    const altered = (bytes: Buffer, at: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      return copy;
    };
    for (let at = 0; at < statement.length; at += 1) {
      expect(verifyStatement(key.publicKey, altered(statement, at), signature)).toBe(false);
    }
    for (let at = 0; at < signature.length; at += 97) {
      expect(verifyStatement(key.publicKey, statement, altered(signature, at))).toBe(false);
    }
    for (const at of [0, ed25519At, mlDsa65At - 1, mlDsa65At, signature.length - 1]) {
      expect(verifyStatement(key.publicKey, statement, altered(signature, at))).toBe(false);
    }
  });

  test('does not hold under another key, nor with one half from another key', () => {
    const signature = signStatement(key, statement);
    const foreign = signStatement(other, statement);
    expect(verifyStatement(other.publicKey, statement, signature)).toBe(false);
    const mixtures = [
      Buffer.concat([signature.subarray(0, mlDsa65At), foreign.subarray(mlDsa65At)]),
      Buffer.concat([foreign.subarray(0, mlDsa65At), signature.subarray(mlDsa65At)]),
    ];
    for (const mixture of mixtures) {
      expect(verifyStatement(key.publicKey, statement, mixture)).toBe(false);
      expect(verifyStatement(other.publicKey, statement, mixture)).toBe(false);
    }
  });

  test('of somebody who has broken one algorithm does not hold', () => {
    const genuine = signStatement(key, statement);
    const message = signedMessage(key.publicKey, Buffer.from('a lie'));
    const ed25519Broken = Buffer.from(genuine);
    sign(null, message, key.ed25519).copy(ed25519Broken, ed25519At);
    const mlDsaBroken = Buffer.from(genuine);
    key.mlDsa65.sign(message).copy(mlDsaBroken, mlDsa65At);
    expect(verifyStatement(key.publicKey, Buffer.from('a lie'), ed25519Broken)).toBe(false);
    expect(verifyStatement(key.publicKey, Buffer.from('a lie'), mlDsaBroken)).toBe(false);
  });

  test('cannot be taken apart: a half is bound to both keys', () => {
    const mixedKey = statementPublicKey(key.publicKey.ed25519, other.publicKey.mlDsa65);
    const mixed = Buffer.concat([
      signStatement(key, statement).subarray(0, mlDsa65At),
      signStatement(other, statement).subarray(mlDsa65At),
    ]);
    expect(verifyStatement(mixedKey, statement, mixed)).toBe(false);
  });

  test.each([0, 1, 64, 65, 3373, 3375])('does not hold with a signature of %i bytes', (length) => {
    expect(verifyStatement(key.publicKey, statement, Buffer.alloc(length, 1))).toBe(false);
  });

  test('shows nothing of the private key when it is serialised', () => {
    expect(JSON.stringify(key)).not.toContain(Buffer.alloc(24, 1).toString('base64url'));
    expect(Object.keys(JSON.parse(JSON.stringify(key.mlDsa65)))).toEqual(['publicKey']);
  });
});

describe('the two implementations of ML-DSA-65', () => {
  const native = nativeMlDsa!;
  const seed = Buffer.from(Array.from({ length: mlDsaBytes.seed }, (_, index) => index));

  test('make the same key of the same seed', () => {
    expect(native).toBeDefined();
    expect(native.createSigner(seed).publicKey).toEqual(portableMlDsa.createSigner(seed).publicKey);
  });

  test.each([
    ['native', 'portable', native, portableMlDsa],
    ['portable', 'native', portableMlDsa, native],
  ])('what the %s one signs, the %s one verifies', (_signer, _verifier, signer, verifier) => {
    const { publicKey, sign: signBytes } = signer.createSigner(seed);
    for (const message of [Buffer.alloc(0), statement, Buffer.alloc(10_000, 3)]) {
      const signature = signBytes(message);
      expect(signature).toHaveLength(mlDsaBytes.signature);
      expect(verifier.verify(publicKey, message, signature)).toBe(true);
      expect(verifier.verify(publicKey, Buffer.concat([message, Buffer.of(0)]), signature)).toBe(false);
      signature[signature.length >> 1]! ^= 1;
      expect(verifier.verify(publicKey, message, signature)).toBe(false);
    }
  });

  test.each([native, portableMlDsa])('answer false to a key or signature of another length', (mlDsa) => {
    const signer = mlDsa.createSigner(seed);
    const signature = signer.sign(statement);
    expect(mlDsa.verify(signer.publicKey.subarray(1), statement, signature)).toBe(false);
    expect(mlDsa.verify(signer.publicKey, statement, signature.subarray(1))).toBe(false);
  });

  test('sign statements that the other verifies', () => {
    const portableKey = createStatementKey(Buffer.alloc(64, 1), { mlDsa: portableMlDsa });
    expect(portableKey.publicKey).toEqual(key.publicKey);
    expect(verifyStatement(key.publicKey, statement, signStatement(portableKey, statement))).toBe(true);
    const signature = signStatement(key, statement);
    expect(verifyStatement(key.publicKey, statement, signature, { mlDsa: portableMlDsa })).toBe(true);
  });
});

describe('the public key', () => {
  test.each(['pem', 'json'] as const)('comes back from %s', (format) => {
    expect(importStatementKey(exportStatementKey(key.publicKey, format))).toEqual(key.publicKey);
  });

  test('as PEM is understood by whoever knows the standards', () => {
    const blocks = exportStatementKey(key.publicKey, 'pem').match(
      /-----BEGIN[^]+?-----END PUBLIC KEY-----/g,
    )!;
    const [ed25519, mlDsa65] = blocks.map((block) => createPublicKey(block));
    expect([ed25519?.asymmetricKeyType, mlDsa65?.asymmetricKeyType]).toEqual(['ed25519', 'ml-dsa-65']);
    const signature = signStatement(key, statement);
    const message = signedMessage(key.publicKey, statement);
    expect(verify(null, message, ed25519!, signature.subarray(ed25519At, mlDsa65At))).toBe(true);
    expect(verify(null, message, mlDsa65!, signature.subarray(mlDsa65At))).toBe(true);
  });

  const pem = exportStatementKey(key.publicKey, 'pem');
  const json = JSON.parse(exportStatementKey(key.publicKey, 'json')) as Record<string, string>;
  test.each([
    ['nothing', ''],
    ['something else', 'hello'],
    ['null', 'null'],
    ['half of it', pem.slice(0, pem.indexOf('-----END'))],
    ['one block of two', pem.slice(pem.lastIndexOf('-----BEGIN'))],
    ['the same block twice', pem.slice(0, pem.lastIndexOf('-----BEGIN')).repeat(2)],
    ['broken JSON', '{"keyId":'],
    ['another key id', JSON.stringify({ ...json, keyId: other.publicKey.keyId })],
    ['another algorithm', JSON.stringify({ ...json, algorithm: 'Ed25519' })],
    ['a short key', JSON.stringify({ ...json, ed25519: json['ed25519']!.slice(4) })],
  ])('is not read from %s', (_what, text) => {
    expect(() => importStatementKey(text)).toThrow(
      expect.objectContaining({ code: 'crypto.invalid_public_key' }),
    );
  });
});
