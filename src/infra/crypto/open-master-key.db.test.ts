import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createTextSeal } from './create-text-seal.ts';
import { hashPersonal } from './hash-personal.ts';
import { rotateKeys } from './key-service/rotate-keys.ts';
import type { KeyService } from './key-service/key-service.ts';
import { openVaultKeyService } from './key-service/open-vault-key-service.ts';
import { loadMasterKey } from './load-master-key.ts';
import { openMasterKey, type OpenedMasterKey } from './open-master-key.ts';
import { rotateMasterKey } from './rotate-master-key.ts';
import { simulateVault, type VaultSimulator } from './testing/simulate-vault.ts';

let hub: TestDatabase;
let vault: VaultSimulator;
let keyService: KeyService;
let folder: string;
let file: string;

beforeAll(async () => {
  hub = await createTestDatabase();
  vault = await simulateVault();
  keyService = await serviceOf(vault);
});
beforeEach(async () => {
  await hub.database.query('truncate crypto.master_keys');
  folder = await mkdtemp(path.join(tmpdir(), 'master-key-'));
  file = path.join(folder, 'master.key');
  return () => rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await vault.close();
  await hub.drop();
});

const serviceOf = ({ url, keyName, token }: VaultSimulator): Promise<KeyService> =>
  openVaultKeyService({ clock: systemClock, address: url, keyName, token: async () => token });

const open = (service = keyService): Promise<OpenedMasterKey> =>
  openMasterKey({ database: hub.database, keyService: service, file });

test('hubs that start at once, and later ones, have one master key, and no file', async () => {
  const opened = await Promise.all([open(), open(), open()]);
  const later = await open();
  const sealed = createTextSeal(opened[0].masterKey, 'events').seal('{"a":1}', 'e');
  for (const { masterKey, isTakenOver } of [...opened, later]) {
    expect(createTextSeal(masterKey, 'events').open(sealed, 'e')).toBe('{"a":1}');
    expect(hashPersonal(masterKey, 'email', 'asha@example.org')).toBe(
      hashPersonal(later.masterKey, 'email', 'asha@example.org'),
    );
    expect(isTakenOver).toBe(false);
  }
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('all versions of a file of earlier are taken over, once, and the file is not read again', async () => {
  const oldest = await loadMasterKey(file);
  const before = createTextSeal(oldest, 'events').seal('old', 'e');
  const hashed = hashPersonal(oldest, 'email', 'asha@example.org');
  await rotateMasterKey(file);
  const after = createTextSeal(await loadMasterKey(file), 'events').seal('new', 'e');
  expect((await open()).isTakenOver).toBe(true);
  await rm(file);
  const { masterKey, isTakenOver } = await open();
  expect(isTakenOver).toBe(false);
  expect(createTextSeal(masterKey, 'events').open(before, 'e')).toBe('old');
  expect(createTextSeal(masterKey, 'events').open(after, 'e')).toBe('new');
  expect(hashPersonal(masterKey, 'email', 'asha@example.org')).toBe(hashed);
});

test('a new version of the guarding key wraps it anew', async () => {
  const { masterKey } = await open();
  const sealed = createTextSeal(masterKey, 'events').seal('text', 'e');
  vault.rotate();
  await rotateKeys({ database: hub.database, keyService, logger: pino({ level: 'silent' }) });
  const [row] = await hub.database.query<{ wrapped_by: string }>('select wrapped_by from crypto.master_keys');
  expect(row!.wrapped_by).toBe(await keyService.newestVersion());
  const again = await open();
  expect(createTextSeal(again.masterKey, 'events').open(sealed, 'e')).toBe('text');
});

test('another key service does not open it, and makes no other', async () => {
  await open();
  const other = await simulateVault();
  await expect(open(await serviceOf(other))).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
  await other.close();
  expect(await hub.database.query('select from crypto.master_keys')).toHaveLength(1);
});

test('a version that was moved to another row does not open', async () => {
  await open();
  await hub.database.query("update crypto.master_keys set key_id = '00000000'");
  await expect(open()).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
});
