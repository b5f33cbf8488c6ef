import { randomBytes, randomUUID } from 'node:crypto';
import { systemClock } from '#kernel/time';
import { signAwsRequest, type AwsCredentials } from '../key-service/sign-aws-request.ts';
import { decrypt, encrypt } from './authenticated-cipher.ts';
import { serveJson, type JsonAnswer, type JsonRequest } from './serve-json.ts';

export interface KmsSimulator {
  readonly url: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly keyId: string;
  /** Gives the key new material, as `RotateKeyOnDemand` does. The old material still decrypts. */
  rotate(): void;
  /** Makes another key. @returns its id */
  addKey(): string;
  /** Answers this instead of working, so many times. */
  fail(answer: JsonAnswer, times: number): void;
  /** Operations asked for, in order, with their parameters. */
  readonly calls: { readonly operation: string; readonly parameters: Record<string, unknown> }[];
  close(): Promise<void>;
}

interface Material {
  readonly id: string;
  readonly bytes: Buffer;
}

const region = 'eu-central-1';
const materialIdBytes = 32;

/**
 * AWS KMS as far as the hub uses it: the JSON API with its headers, SigV4 checked over every signed header and the body,
 * five minutes of clock skew, keys with versions of material, the encryption context as additional data, the documents
 * of its errors. Ciphertexts look different from those of the real one, which nobody may read anyway.
 */
export async function simulateKms(): Promise<KmsSimulator> {
  const credentials = { accessKeyId: 'AKIDSIMULATOR', secretAccessKey: randomBytes(30).toString('base64') };
  const keys = new Map<string, Material[]>();
  const calls: KmsSimulator['calls'] = [];
  const failures: JsonAnswer[] = [];
  const addMaterial = (keyId: string): void => {
    const material = { id: randomBytes(materialIdBytes).toString('hex'), bytes: randomBytes(32) };
    keys.set(keyId, [...(keys.get(keyId) ?? []), material]);
  };
  const addKey = (): string => {
    const keyId = randomUUID();
    addMaterial(keyId);
    return keyId;
  };
  const keyId = addKey();
  const server = await serveJson((request) => {
    const failure = failures.shift();
    if (failure !== undefined) return failure;
    const refusal = checkSignature(request, credentials);
    if (refusal !== undefined) return refusal;
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    const parameters = JSON.parse(request.text) as Record<string, unknown>;
    calls.push({ operation, parameters });
    return perform(keys, operation, parameters);
  });
  return {
    url: server.url,
    region,
    credentials,
    keyId,
    rotate: () => addMaterial(keyId),
    addKey,
    fail: (answer, times) => failures.push(...Array.from({ length: times }, () => answer)),
    calls,
    close: () => server.close(),
  };
}

export function kmsError(type: string, status = 400): JsonAnswer {
  return { status, body: { __type: type, message: `${type} of the simulator` } };
}

function checkSignature(request: JsonRequest, credentials: AwsCredentials): JsonAnswer | undefined {
  const { authorization = '', ...headers } = request.headers;
  const match = /Credential=([^/]+)\/\d{8}\/([^/]+)\/kms\/aws4_request, SignedHeaders=([^,]+), /.exec(
    authorization,
  );
  if (request.method !== 'POST' || request.path !== '/') return kmsError('UnknownOperationException', 404);
  if (match === null) return kmsError('MissingAuthenticationTokenException');
  if (match[1] !== credentials.accessKeyId) return kmsError('UnrecognizedClientException');
  const [year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
    .exec(String(headers['x-amz-date']))!
    .slice(1)
    .map(Number) as [number, number, number, number, number, number];
  const sentAt = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Math.abs(systemClock.now() - sentAt) > 5 * 60_000) return kmsError('InvalidSignatureException');
  const names = match[3]!.split(';').filter((name) => name !== 'host' && name !== 'x-amz-date');
  const expected = signAwsRequest(
    {
      method: 'POST',
      host: String(headers.host),
      path: '/',
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      body: request.text,
    },
    { region: match[2]!, service: 'kms' },
    credentials,
    sentAt,
  );
  return expected['authorization'] === authorization && match[2] === region
    ? undefined
    : kmsError('InvalidSignatureException');
}

function perform(
  keys: ReadonlyMap<string, readonly Material[]>,
  operation: string,
  parameters: Record<string, unknown>,
): JsonAnswer {
  const named = (name: string): readonly Material[] | undefined => keys.get(String(parameters[name]));
  const newest = (name: string): Material | undefined => named(name)?.at(-1);
  const seal = (name: string, plaintext: Buffer, context: unknown): { CiphertextBlob: string } => {
    const { id, bytes } = newest(name)!;
    const sealed = encrypt(bytes, plaintext, canonical(context));
    return { CiphertextBlob: Buffer.concat([Buffer.from(id, 'hex'), sealed]).toString('base64') };
  };
  const open = (name: string, context: unknown): Buffer | undefined => {
    const blob = Buffer.from(String(parameters['CiphertextBlob']), 'base64');
    const id = blob.subarray(0, materialIdBytes).toString('hex');
    const material = named(name)?.find((candidate) => candidate.id === id);
    return material && decrypt(material.bytes, blob.subarray(materialIdBytes), canonical(context));
  };
  const wanted = {
    Encrypt: ['KeyId'],
    Decrypt: ['KeyId'],
    DescribeKey: ['KeyId'],
    ReEncrypt: ['SourceKeyId', 'DestinationKeyId'],
  };
  const names = wanted[operation as keyof typeof wanted];
  if (names === undefined) return kmsError('UnknownOperationException', 404);
  if (names.some((name) => newest(name) === undefined)) return kmsError('NotFoundException');
  if (operation === 'DescribeKey') {
    const metadata = { KeyId: parameters['KeyId'], Enabled: true, CurrentKeyMaterialId: newest('KeyId')!.id };
    return { status: 200, body: { KeyMetadata: metadata } };
  }
  if (operation === 'Encrypt') {
    const plaintext = Buffer.from(String(parameters['Plaintext']), 'base64');
    if (plaintext.length === 0 || plaintext.length > 4_096) return kmsError('ValidationException');
    return {
      status: 200,
      body: { KeyId: parameters['KeyId'], ...seal('KeyId', plaintext, parameters['EncryptionContext']) },
    };
  }
  if (operation === 'Decrypt') {
    const plaintext = open('KeyId', parameters['EncryptionContext']);
    if (plaintext === undefined) return kmsError('InvalidCiphertextException');
    return { status: 200, body: { KeyId: parameters['KeyId'], Plaintext: plaintext.toString('base64') } };
  }
  const plaintext = open('SourceKeyId', parameters['SourceEncryptionContext']);
  if (plaintext === undefined) return kmsError('InvalidCiphertextException');
  return {
    status: 200,
    body: {
      ...seal('DestinationKeyId', plaintext, parameters['DestinationEncryptionContext']),
      DestinationKeyMaterialId: newest('DestinationKeyId')!.id,
    },
  };
}

function canonical(context: unknown): string {
  const pairs = Object.entries((context ?? {}) as Record<string, string>);
  return JSON.stringify(pairs.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
