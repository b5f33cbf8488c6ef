import { hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './authenticated-cipher.ts';
import { serveJson, type JsonAnswer, type JsonRequest } from './serve-json.ts';

export interface VaultSimulator {
  readonly url: string;
  readonly token: string;
  /** A derived key. */
  readonly keyName: string;
  /** A key that ignores the context, as transit keys do unless they are made otherwise. */
  readonly plainKeyName: string;
  rotate(): void;
  /** Refuses versions below this one, as `min_decryption_version` does. */
  requireVersion(version: number): void;
  /** Answers this instead of working, so many times. */
  fail(answer: JsonAnswer, times: number): void;
  close(): Promise<void>;
}

interface TransitKey {
  readonly derived: boolean;
  readonly versions: Buffer[];
  versionMin: number;
}

/**
 * Vault’s transit engine as far as the hub uses it: the token, derived keys, versions and the least of them that still
 * decrypts, the documents of its errors.
 */
export async function simulateVault(): Promise<VaultSimulator> {
  const token = `hvs.${randomBytes(18).toString('base64url')}`;
  const makeKey = (derived: boolean): TransitKey => ({ derived, versions: [randomBytes(32)], versionMin: 1 });
  const keys = new Map([
    ['interlock', makeKey(true)],
    ['plain', makeKey(false)],
  ]);
  const derived = keys.get('interlock')!;
  const failures: JsonAnswer[] = [];
  const server = await serveJson((request) => {
    const failure = failures.shift();
    if (failure !== undefined) return failure;
    if (request.headers['x-vault-token'] !== token) return vaultError('permission denied', 403);
    return perform(keys, request);
  });
  return {
    url: server.url,
    token,
    keyName: 'interlock',
    plainKeyName: 'plain',
    rotate: () => {
      derived.versions.push(randomBytes(32));
    },
    requireVersion: (version) => {
      derived.versionMin = version;
    },
    fail: (answer, times) => failures.push(...Array.from({ length: times }, () => answer)),
    close: () => server.close(),
  };
}

export function vaultError(message: string, status = 400): JsonAnswer {
  return { status, body: { errors: message === '' ? [] : [message] } };
}

function perform(keys: ReadonlyMap<string, TransitKey>, { method, path, text }: JsonRequest): JsonAnswer {
  const [, verb = '', name = ''] =
    /^\/v1\/transit\/(keys|encrypt|decrypt|rewrap)\/([\w-]+)$/.exec(path) ?? [];
  const key = keys.get(name);
  if ((verb === 'keys') !== (method === 'GET')) return vaultError('unsupported operation', 405);
  if (key === undefined)
    return verb === 'keys' ? vaultError('', 404) : vaultError('encryption key not found');
  if (verb === 'keys') {
    const { derived, versions, versionMin } = key;
    return answerData({ derived, latest_version: versions.length, min_decryption_version: versionMin });
  }
  const { plaintext = '', ciphertext = '', context = '' } = JSON.parse(text) as Record<string, string>;
  if (key.derived && context === '') return vaultError("missing 'context' for key derivation");
  if (verb === 'encrypt') return answerData(seal(key, plaintext, context));
  const opened = open(key, ciphertext, context);
  if ('status' in opened) return opened;
  return answerData(verb === 'decrypt' ? opened : seal(key, opened.plaintext, context));
}

function seal(key: TransitKey, plaintext: string, context: string): object {
  const version = key.versions.length;
  const sealed = encrypt(derive(key, version, context), Buffer.from(plaintext, 'base64'), '');
  return { ciphertext: `vault:v${version}:${sealed.toString('base64')}`, key_version: version };
}

function open(key: TransitKey, ciphertext: string, context: string): { plaintext: string } | JsonAnswer {
  const [, digits, base64 = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
  if (digits === undefined) return vaultError('invalid ciphertext: no prefix');
  const version = Number(digits);
  if (version > key.versions.length) return vaultError('invalid ciphertext: version is too new');
  if (version < key.versionMin) {
    return vaultError('ciphertext or signature version is disallowed by policy (too old)');
  }
  const plaintext = decrypt(derive(key, version, context), Buffer.from(base64, 'base64'), '');
  if (plaintext === undefined) return vaultError('cipher: message authentication failed');
  return { plaintext: plaintext.toString('base64') };
}

function derive({ derived, versions }: TransitKey, version: number, context: string): Buffer {
  const bytes = versions[version - 1]!;
  return derived ? Buffer.from(hkdfSync('sha256', bytes, '', Buffer.from(context, 'base64'), 32)) : bytes;
}

function answerData(data: object): JsonAnswer {
  return { status: 200, body: { request_id: 'simulated', data } };
}
