import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadMasterKey, openSecret, sealSecret } from '#infra/crypto';
import { systemClock } from '#kernel/time';
import { simulateVault, type VaultSimulator } from '../../src/infra/crypto/testing/simulate-vault.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { openKeys, type Keys, type KeysDependencies } from './open-keys.ts';

let hub: TestDatabase;
let vault: VaultSimulator;
let home: string;
let warned: string[];

beforeAll(async () => {
  [hub, vault] = await Promise.all([createTestDatabase(), simulateVault()]);
});
beforeEach(async () => {
  await hub.database.query('truncate crypto.master_keys');
  home = await mkdtemp(path.join(tmpdir(), 'keys-'));
  warned = [];
  return () => rm(home, { recursive: true, force: true });
});
afterAll(async () => {
  await vault.close();
  await hub.drop();
});

const open = (settings: Partial<KeysDependencies['settings']> = {}): Promise<Keys> =>
  openKeys({
    settings: {
      home,
      masterKeyFile: '',
      keyService: 'embedded',
      awsRegion: '',
      awsKmsKeyId: '',
      awsAccessKeyId: '',
      awsSecretAccessKey: '',
      awsSessionToken: '',
      vaultAddress: vault.url,
      vaultToken: vault.token,
      vaultTokenFile: '',
      vaultKeyName: vault.keyName,
      ...settings,
    },
    clock: systemClock,
    database: hub.database,
    logger: { warn: (_values: unknown, message?: string) => void warned.push(message ?? '') },
  });

test('the embedded key service has a file, which the hub makes', async () => {
  const { keyService } = await open();
  expect(keyService.name).toBe('embedded');
  expect(await readdir(home)).toEqual(['master.key']);
});

test('with Vault a hub leaves no key on its disk', async () => {
  const { masterKey, keyService } = await open({ keyService: 'vault' });
  expect(keyService.name).toBe('vault-transit');
  const sealed = sealSecret(masterKey, 'secret', 'platform');
  expect(openSecret((await open({ keyService: 'vault' })).masterKey, sealed, 'platform')).toBe('secret');
  expect(await readdir(home)).toEqual([]);
  expect(warned).toEqual([]);
});

test('a hub that had a file says that it is not needed any more', async () => {
  const sealed = sealSecret(await loadMasterKey(path.join(home, 'master.key')), 'secret', 'platform');
  const { masterKey } = await open({ keyService: 'vault' });
  expect(openSecret(masterKey, sealed, 'platform')).toBe('secret');
  expect(warned).toEqual([expect.stringContaining('take it off this machine')]);
});

test('what is missing is named', async () => {
  await expect(open({ keyService: 'aws' })).rejects.toMatchObject({
    code: 'config.invalid_setting',
    message: expect.stringContaining('KEY_SERVICE=aws needs AWS_REGION.') as string,
  });
});
