import type { Clock } from '#kernel/time';
import { cryptoErrors } from '../errors.ts';
import { callKeyService, type KeyServiceAnswer } from './call-key-service.ts';
import { contextBytes } from './context-bytes.ts';
import type { KeyService, WrappedKey, WrappingContext } from './key-service.ts';

export interface VaultKeyServiceOptions {
  readonly clock: Clock;
  /** For example `https://vault.internal:8200`. */
  readonly address: string;
  /** Asked before every request, because tokens are renewed. */
  readonly token: () => Promise<string>;
  /** A transit key made with `derived=true`. */
  readonly keyName: string;
  /** Where the transit engine is mounted; absent: `transit`. */
  readonly mount?: string;
  /** Of Vault Enterprise. */
  readonly namespace?: string;
}

/**
 * HashiCorp Vault’s transit engine. The context derives the key that wraps, so that a wrapped key opens in its own
 * place only; a transit key that is not derived would ignore it and is refused.
 *
 * @throws `crypto.unsuitable_key`
 * @throws `crypto.key_service_unavailable`
 */
export async function openVaultKeyService(options: VaultKeyServiceOptions): Promise<KeyService> {
  const { keyName } = options;
  const ask = (verb: 'encrypt' | 'decrypt' | 'rewrap', parameters: object) =>
    callVault(options, 'POST', `${verb}/${encodeURIComponent(keyName)}`, parameters);
  const readKey = () => callVault(options, 'GET', `keys/${encodeURIComponent(keyName)}`);

  const { derived } = dataOf(refuseFailure(await readKey(), false));
  if (derived !== true) {
    throw cryptoErrors('crypto.unsuitable_key', {
      detail: `The transit key ${keyName} is not a derived one.`,
    });
  }
  return {
    name: 'vault-transit',
    async newestVersion() {
      const { latest_version: latest } = dataOf(refuseFailure(await readKey(), false));
      return versionName(keyName, Number(latest));
    },
    async wrap(key, context) {
      const plaintext = Buffer.from(key).toString('base64');
      const answer = await ask('encrypt', { plaintext, context: encodeContext(context) });
      return readWrapped(keyName, refuseFailure(answer, false));
    },
    async unwrap(wrapped, context) {
      const answer = await ask('decrypt', {
        ciphertext: String(wrapped.bytes),
        context: encodeContext(context),
      });
      const { plaintext } = dataOf(refuseFailure(answer, true));
      if (typeof plaintext !== 'string') throw incomplete();
      return Buffer.from(plaintext, 'base64');
    },
    async rewrap(wrapped, context) {
      const answer = await ask('rewrap', {
        ciphertext: String(wrapped.bytes),
        context: encodeContext(context),
      });
      return readWrapped(keyName, refuseFailure(answer, true));
    },
  };
}

function callVault(
  { clock, address, token, mount = 'transit', namespace }: VaultKeyServiceOptions,
  method: 'GET' | 'POST',
  path: string,
  parameters?: object,
): Promise<KeyServiceAnswer> {
  return callKeyService(clock, async () => ({
    url: `${address}/v1/${mount}/${path}`,
    method,
    headers: {
      'x-vault-token': await token(),
      'x-vault-request': 'true',
      ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      ...(parameters === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(parameters === undefined ? {} : { body: JSON.stringify(parameters) }),
  }));
}

/** Vault tells apart by status only: 400 means that what was to be unwrapped does not unwrap. */
function refuseFailure(answer: KeyServiceAnswer, isUnwrapping: boolean): KeyServiceAnswer {
  if (answer.status === 200) return answer;
  const { errors } = answer.body;
  const reasons = Array.isArray(errors) ? errors.join('; ') : '';
  const detail = `Vault answers ${answer.status}${reasons === '' ? '' : `: ${reasons}`}.`;
  throw isUnwrapping && answer.status === 400
    ? cryptoErrors('crypto.cannot_unwrap', { detail })
    : cryptoErrors('crypto.key_service_unavailable', { detail });
}

function dataOf({ body }: KeyServiceAnswer): Readonly<Record<string, unknown>> {
  return (body['data'] ?? {}) as Record<string, unknown>;
}

function readWrapped(keyName: string, answer: KeyServiceAnswer): WrappedKey {
  const { ciphertext } = dataOf(answer);
  const version = typeof ciphertext === 'string' ? /^vault:v(\d+):/.exec(ciphertext)?.[1] : undefined;
  if (typeof ciphertext !== 'string' || version === undefined) throw incomplete();
  return { bytes: Buffer.from(ciphertext), wrappedBy: versionName(keyName, Number(version)) };
}

function incomplete(): Error {
  return cryptoErrors('crypto.key_service_unavailable', {
    detail: 'Vault answers without what was asked for.',
  });
}

function encodeContext(context: WrappingContext): string {
  return contextBytes(context).toString('base64');
}

function versionName(keyName: string, version: number): string {
  return `vault-transit:${keyName}:v${version}`;
}
