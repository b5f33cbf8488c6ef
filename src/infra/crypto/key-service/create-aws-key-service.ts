import type { Clock } from '#kernel/time';
import { cryptoErrors } from '../errors.ts';
import { callKeyService, type KeyServiceAnswer } from './call-key-service.ts';
import type { KeyService, WrappedKey } from './key-service.ts';
import { signAwsRequest, type AwsCredentials } from './sign-aws-request.ts';

export interface AwsKeyServiceOptions {
  readonly clock: Clock;
  readonly region: string;
  /** Id of a symmetric key of KMS. No alias: who may move one could make the hub wrap under a key of theirs. */
  readonly keyId: string;
  /** Keys that wrapped before; they still unwrap. */
  readonly formerKeyIds?: readonly string[];
  /** Asked before every request, because temporary credentials end. */
  readonly credentials: () => Promise<AwsCredentials>;
  /** Absent: the public endpoint of the region. */
  readonly endpoint?: string;
}

type Operation = 'Encrypt' | 'Decrypt' | 'ReEncrypt' | 'DescribeKey';

// A key that is wrapped right after a rotation may be named after the version before; it is then wrapped anew once more.
const versionAgeMsMax = 5 * 60_000;

/**
 * AWS KMS over its JSON API. The context is the EncryptionContext: KMS authenticates it, and CloudTrail shows it.
 *
 * A version is the id of the key and of its key material, which automatic and on-demand rotation replace.
 */
export function createAwsKeyService(options: AwsKeyServiceOptions): KeyService {
  const { clock, keyId, formerKeyIds = [] } = options;
  let newest: { readonly version: string; readonly readAt: number } | undefined;
  const call = (operation: Operation, parameters: object): Promise<Readonly<Record<string, unknown>>> =>
    callAws(options, operation, parameters);

  async function newestVersion(): Promise<string> {
    const { KeyMetadata } = await call('DescribeKey', { KeyId: keyId });
    const { CurrentKeyMaterialId: material = 'unnamed' } = (KeyMetadata ?? {}) as {
      CurrentKeyMaterialId?: string;
    };
    newest = { version: versionName(keyId, material), readAt: clock.monotonic() };
    return newest.version;
  }

  async function recentVersion(): Promise<string> {
    const isRecent = newest !== undefined && clock.monotonic() - newest.readAt < versionAgeMsMax;
    return isRecent && newest !== undefined ? newest.version : newestVersion();
  }

  // The name beside a wrapped key says which of our keys it was; it can’t make the hub trust another.
  function keyOf({ wrappedBy }: WrappedKey): string {
    const known = [keyId, ...formerKeyIds].find((id) => wrappedBy.startsWith(versionName(id, '')));
    if (known !== undefined) return known;
    throw cryptoErrors('crypto.cannot_unwrap', {
      detail: `The key was wrapped by ${wrappedBy}, which this hub does not use.`,
    });
  }

  return {
    name: 'aws-kms',
    newestVersion,
    async wrap(key, context) {
      const wrappedBy = await recentVersion();
      const Plaintext = Buffer.from(key).toString('base64');
      const answer = await call('Encrypt', { KeyId: keyId, Plaintext, EncryptionContext: context });
      return { bytes: readBlob(answer['CiphertextBlob']), wrappedBy };
    },
    async unwrap(wrapped, context) {
      const answer = await call('Decrypt', {
        KeyId: keyOf(wrapped),
        CiphertextBlob: wrapped.bytes.toString('base64'),
        EncryptionContext: context,
      });
      return readBlob(answer['Plaintext']);
    },
    async rewrap(wrapped, context) {
      const wrappedBy = await recentVersion();
      const answer = await call('ReEncrypt', {
        SourceKeyId: keyOf(wrapped),
        CiphertextBlob: wrapped.bytes.toString('base64'),
        SourceEncryptionContext: context,
        DestinationKeyId: keyId,
        DestinationEncryptionContext: context,
      });
      const { DestinationKeyMaterialId: material } = answer;
      return {
        bytes: readBlob(answer['CiphertextBlob']),
        wrappedBy: typeof material === 'string' ? versionName(keyId, material) : wrappedBy,
      };
    },
  };
}

async function callAws(
  { clock, region, credentials, endpoint = `https://kms.${region}.amazonaws.com` }: AwsKeyServiceOptions,
  operation: Operation,
  parameters: object,
): Promise<Readonly<Record<string, unknown>>> {
  const { host } = new URL(endpoint);
  const body = JSON.stringify(parameters);
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `TrentService.${operation}`,
  };
  const build = async () => {
    const request = { method: 'POST', host, path: '/', headers, body } as const;
    const signed = signAwsRequest(request, { region, service: 'kms' }, await credentials(), clock.now());
    // `fetch` sends the host itself.
    const { host: _host, ...sent } = signed;
    return { url: `${endpoint}/`, method: 'POST', headers: sent, body } as const;
  };
  const answer = await callKeyService(clock, build, (given) => typeOf(given) === 'ThrottlingException');
  if (answer.status === 200) return answer.body;
  const type = typeOf(answer);
  const detail = `KMS answers ${type}.`;
  throw type === 'InvalidCiphertextException' || type === 'IncorrectKeyException'
    ? cryptoErrors('crypto.cannot_unwrap', { detail })
    : cryptoErrors('crypto.key_service_unavailable', { detail });
}

/** Some endpoints put a namespace before the name: `com.amazonaws.kms#NotFoundException`. */
function typeOf({ body, status }: KeyServiceAnswer): string {
  const { __type: type } = body;
  return typeof type === 'string' ? type.slice(type.indexOf('#') + 1) : String(status);
}

function readBlob(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  throw cryptoErrors('crypto.key_service_unavailable', { detail: 'KMS answers without what was asked for.' });
}

function versionName(keyId: string, material: string): string {
  return `aws-kms:${keyId}#${material}`;
}
