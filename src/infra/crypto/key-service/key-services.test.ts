import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '#kernel/time';
import { loadMasterKey } from '../load-master-key.ts';
import { createMasterKey } from '../master-key.ts';
import { rotateMasterKey } from '../rotate-master-key.ts';
import { describeKeyService } from '../testing/describe-key-service.ts';
import { kmsError, simulateKms, type KmsSimulator } from '../testing/simulate-kms.ts';
import { simulateVault, vaultError, type VaultSimulator } from '../testing/simulate-vault.ts';
import { createAwsKeyService, type AwsKeyServiceOptions } from './create-aws-key-service.ts';
import { createEmbeddedKeyService } from './create-embedded-key-service.ts';
import type { KeyService } from './key-service.ts';
import { openVaultKeyService, type VaultKeyServiceOptions } from './open-vault-key-service.ts';

/** Pauses between attempts take no time. */
const clock: Clock = { ...systemClock, schedule: (_delayMs, action) => systemClock.schedule(0, action) };
const key = Buffer.alloc(32, 5);
const context = { table: 'crypto.data_keys', personId: 'p1', purpose: 'identity' };
const unavailable = { code: 'crypto.key_service_unavailable', status: 503 };

const awsService = (kms: KmsSimulator, options: Partial<AwsKeyServiceOptions> = {}): KeyService =>
  createAwsKeyService({
    clock,
    region: kms.region,
    keyId: kms.keyId,
    endpoint: kms.url,
    credentials: async () => kms.credentials,
    ...options,
  });

const vaultService = (
  vault: VaultSimulator,
  options: Partial<VaultKeyServiceOptions> = {},
): Promise<KeyService> =>
  openVaultKeyService({
    clock,
    address: vault.url,
    token: async () => vault.token,
    keyName: vault.keyName,
    ...options,
  });

describeKeyService('embedded', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'key-service-'));
  const file = path.join(directory, 'master.key');
  return {
    service: createEmbeddedKeyService(await loadMasterKey(file)),
    elsewhere: createEmbeddedKeyService(await loadMasterKey(file)),
    foreign: createEmbeddedKeyService(createMasterKey()),
    rotate: async () => void (await rotateMasterKey(file)),
    close: () => rm(directory, { recursive: true, force: true }),
  };
});

describeKeyService('aws-kms', async () => {
  const kms = await simulateKms();
  return {
    service: awsService(kms),
    elsewhere: awsService(kms),
    foreign: awsService(kms, { keyId: kms.addKey() }),
    rotate: async () => kms.rotate(),
    close: () => kms.close(),
  };
});

describeKeyService('vault-transit', async () => {
  const [vault, other] = [await simulateVault(), await simulateVault()];
  return {
    service: await vaultService(vault),
    elsewhere: await vaultService(vault),
    foreign: await vaultService(other),
    rotate: async () => vault.rotate(),
    close: async () => {
      await vault.close();
      await other.close();
    },
  };
});

describe('AWS KMS', () => {
  let kms: KmsSimulator;
  beforeEach(async () => {
    kms = await simulateKms();
  });
  afterEach(() => kms.close());

  test('is told the context, and never asked for a key of somebody else', async () => {
    const service = awsService(kms);
    const wrapped = await service.wrap(key, context);
    expect(kms.calls.at(-1)?.parameters['EncryptionContext']).toEqual(context);
    const before = kms.calls.length;
    const planted = { ...wrapped, wrappedBy: `aws-kms:${kms.addKey()}#x` };
    await expect(service.unwrap(planted, context)).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
    expect(kms.calls).toHaveLength(before);
  });

  test('unwraps with a former key that it was told of, and rewraps under the present one', async () => {
    const wrapped = await awsService(kms).wrap(key, context);
    const moved = awsService(kms, { keyId: kms.addKey(), formerKeyIds: [kms.keyId] });
    expect(await moved.unwrap(wrapped, context)).toEqual(key);
    const fresh = await moved.rewrap(wrapped, context);
    expect(fresh.wrappedBy).toBe(await moved.newestVersion());
    expect(await moved.unwrap(fresh, context)).toEqual(key);
  });

  test.each([
    ['wrong secret', { secretAccessKey: 'wrong' }],
    ['unknown key id', { accessKeyId: 'AKIDNOBODY' }],
  ])('that refuses the credentials (%s) counts as away', async (_what, wrong) => {
    const service = awsService(kms, { credentials: async () => ({ ...kms.credentials, ...wrong }) });
    await expect(service.wrap(key, context)).rejects.toMatchObject(unavailable);
  });

  test('that refuses a clock which is wrong counts as away', async () => {
    const behind = { ...clock, now: () => Date.now() - 10 * 60_000 };
    await expect(awsService(kms, { clock: behind }).wrap(key, context)).rejects.toMatchObject(unavailable);
  });

  test.each(['NotFoundException', 'DisabledException', 'AccessDeniedException', 'KMSInvalidStateException'])(
    'that answers %s does not say that a key is broken',
    async (type) => {
      const service = awsService(kms);
      const wrapped = await service.wrap(key, context);
      kms.fail(kmsError(type), 1);
      await expect(service.unwrap(wrapped, context)).rejects.toMatchObject({
        ...unavailable,
        message: `KMS answers ${type}.`,
      });
    },
  );

  test.each([kmsError('ThrottlingException'), kmsError('KMSInternalException', 500)])(
    'is asked three times while it is busy',
    async (busy) => {
      const service = awsService(kms);
      kms.fail(busy, 2);
      const wrapped = await service.wrap(key, context);
      kms.fail(busy, 3);
      await expect(service.unwrap(wrapped, context)).rejects.toMatchObject(unavailable);
      expect(await service.unwrap(wrapped, context)).toEqual(key);
    },
  );

  test('that is not there is away', async () => {
    const service = awsService(kms, { endpoint: 'http://127.0.0.1:1' });
    await expect(service.wrap(key, context)).rejects.toMatchObject(unavailable);
  });
});

describe('Vault', () => {
  let vault: VaultSimulator;
  beforeEach(async () => {
    vault = await simulateVault();
  });
  afterEach(() => vault.close());

  test('with a key that is not derived is refused: it would ignore the context', async () => {
    await expect(vaultService(vault, { keyName: vault.plainKeyName })).rejects.toMatchObject({
      code: 'crypto.unsuitable_key',
    });
  });

  test.each([
    ['wrong token', { token: async () => 'wrong' }],
    ['no such key', { keyName: 'nobody' }],
    ['no such mount', { mount: 'elsewhere' }],
  ])('that refuses the hub (%s) counts as away', async (_what, options) => {
    await expect(vaultService(vault, options)).rejects.toMatchObject(unavailable);
  });

  test('that is sealed is away, and is there again', async () => {
    const service = await vaultService(vault);
    const wrapped = await service.wrap(key, context);
    vault.fail(vaultError('Vault is sealed', 503), 3);
    await expect(service.unwrap(wrapped, context)).rejects.toMatchObject(unavailable);
    expect(await service.unwrap(wrapped, context)).toEqual(key);
  });

  test('that no longer decrypts a version says so; what was rewrapped before still opens', async () => {
    const service = await vaultService(vault);
    const wrapped = await service.wrap(key, context);
    vault.rotate();
    const fresh = await service.rewrap(wrapped, context);
    vault.requireVersion(2);
    await expect(service.unwrap(wrapped, context)).rejects.toMatchObject({
      code: 'crypto.cannot_unwrap',
      message: expect.stringContaining('too old'),
    });
    expect(await service.unwrap(fresh, context)).toEqual(key);
  });
});
