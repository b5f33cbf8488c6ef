import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { openKeys, type Keys, type KeysDependencies } from './open-keys.ts';

let hub: TestDatabase;
let home: string;

beforeAll(async () => {
  hub = await createTestDatabase();
});
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'keys-'));
  return () => rm(home, { recursive: true, force: true });
});
afterAll(() => hub.drop());

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
      vaultAddress: '',
      vaultToken: '',
      vaultTokenFile: '',
      vaultKeyName: '',
      ...settings,
    },
    clock: systemClock,
    database: hub.database,
    logger: { warn() {} },
  });

test('the embedded key service has a file, which the hub makes', async () => {
  const { keyService } = await open();
  expect(keyService.name).toBe('embedded');
  expect(await readdir(home)).toEqual(['master.key']);
});

test.each([
  ['aws', 'AWS_REGION'],
  ['vault', 'VAULT_ADDR'],
] as const)('what %s misses is named, and no key is made', async (keyService, variable) => {
  await expect(open({ keyService })).rejects.toMatchObject({
    code: 'config.invalid_setting',
    message: `KEY_SERVICE=${keyService} needs ${variable}.`,
  });
  expect(await readdir(home)).toEqual([]);
});
