import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { createEmbeddedKeyService } from '../key-service/create-embedded-key-service.ts';
import { createMasterKey } from '../master-key.ts';
import { createStatementKey } from './create-statement-key.ts';
import { exportStatementKey } from './export-statement-key.ts';
import { importStatementKeys } from './import-statement-keys.ts';
import { exportKeyChange, followKeyChanges, importKeyChange, signKeyChange } from './key-change.ts';
import { openStatementKeys, type StatementKeys } from './open-statement-keys.ts';
import { replaceStatementKey } from './replace-statement-key.ts';

const [first, second, third, stranger] = [1, 2, 3, 4].map((fill) =>
  createStatementKey(Buffer.alloc(64, fill)),
) as [
  ReturnType<typeof createStatementKey>,
  ReturnType<typeof createStatementKey>,
  ReturnType<typeof createStatementKey>,
  ReturnType<typeof createStatementKey>,
];
const time = '2026-11-22T10:00:00.000Z';
const changes = [signKeyChange(second, third, time), signKeyChange(first, second, time)];
const all = [first, second, third].map(({ publicKey }) => publicKey);

describe('keys that follow each other', () => {
  test.each(all.map((key) => [key.keyId, key] as const))('are all known by any of them: %s', (_id, key) => {
    const followed = followKeyChanges([key], changes);
    expect(followed[0]).toEqual(key);
    expect(followed).toHaveLength(3);
    expect(followed).toEqual(expect.arrayContaining(all));
    const read = changes.map((change) =>
      importKeyChange(JSON.parse(JSON.stringify(exportKeyChange(change)))),
    );
    expect(
      followKeyChanges(
        [key],
        read.flatMap((change) => change ?? []),
      ),
    ).toEqual(followed);
  });

  test('lead nowhere for whoever trusts none of them', () => {
    expect(followKeyChanges([stranger.publicKey], changes)).toEqual([stranger.publicKey]);
  });

  test('lead to no key for which the trusted one did not sign', () => {
    const given = [first.publicKey];
    const honest = signKeyChange(first, second, time);
    // The stranger says that he follows, and signs for both sides.
    const posing = { ...stranger, publicKey: first.publicKey };
    expect(followKeyChanges(given, [signKeyChange(posing, stranger, time)])).toEqual(given);
    // Or takes what was signed for another.
    const exchanged = {
      ...honest,
      statement: honest.statement.replaceAll(
        exportStatementKey(second.publicKey, 'json'),
        exportStatementKey(stranger.publicKey, 'json'),
      ),
    };
    expect(exchanged.statement).not.toBe(honest.statement);
    expect(followKeyChanges(given, [exchanged])).toEqual(given);
    // Or says that the trusted one followed him.
    const before = signKeyChange(stranger, posing, time);
    expect(followKeyChanges(given, [before])).toEqual(given);
    for (const statement of ['', 'null', '{}', '{"format":"interlock-key-change/1"}']) {
      expect(followKeyChanges(given, [{ ...honest, statement }])).toEqual(given);
    }
  });

  test('are written one after the other, and read again', () => {
    const pem = all.map((key) => exportStatementKey(key, 'pem')).join('# a comment\n');
    expect(importStatementKeys(pem)).toEqual(all);
    const json = all.map((key) => JSON.parse(exportStatementKey(key, 'json')) as object);
    expect(importStatementKeys(JSON.stringify({ ...json[0], keys: json }))).toEqual(all);
    expect(importStatementKeys(JSON.stringify(json[1]))).toEqual([second.publicKey]);
    const blocks = pem.split('-----BEGIN').length - 1;
    expect(blocks).toBe(6);
    for (const nonsense of ['', 'hello', '{', '{"keys":[{}]}', pem.slice(0, pem.lastIndexOf('-----BEGIN'))]) {
      expect(() => importStatementKeys(nonsense)).toThrow(
        expect.objectContaining({ code: 'crypto.invalid_public_key' }) as Error,
      );
    }
  });
});

describe('the key of a hub', () => {
  let hub: TestDatabase;
  const keyService = createEmbeddedKeyService(createMasterKey());
  const open = (): Promise<StatementKeys> =>
    openStatementKeys({ database: hub.database, keyService, clock: systemClock });
  const replace = () => replaceStatementKey({ database: hub.database, keyService, clock: systemClock });
  const idsOf = ({ publicKeys }: StatementKeys): string[] => publicKeys.map(({ keyId }) => keyId);

  beforeAll(async () => {
    hub = await createTestDatabase();
  });
  beforeEach(() => hub.database.query('truncate crypto.statement_keys'));
  afterAll(() => hub.drop());

  test('is replaced for hubs that run as soon as they look, and for those that start later', async () => {
    const running = await open();
    const before = running.current.publicKey;
    const { from, to } = await replace();
    expect(from).toEqual(before);
    expect(running.current.publicKey).toEqual(before);
    await running.refresh(hub.database);
    const later = await open();
    for (const keys of [running, later]) {
      expect(keys.current.publicKey).toEqual(to);
      expect(idsOf(keys)).toEqual([to.keyId, from.keyId]);
      expect(followKeyChanges([from], keys.changes)).toEqual([from, to]);
    }
  });

  test('is replaced again, by two at once one after the other', async () => {
    const running = await open();
    await Promise.all([replace(), replace(), replace()]);
    await running.refresh(hub.database);
    expect(running.publicKeys).toHaveLength(4);
    for (const key of running.publicKeys) {
      expect(followKeyChanges([key], running.changes)).toHaveLength(4);
    }
  });

  test('stays what it was when what is done alongside fails', async () => {
    const running = await open();
    const replacing = replaceStatementKey({ database: hub.database, keyService, clock: systemClock }, () =>
      Promise.reject(new Error('not recorded')),
    );
    await expect(replacing).rejects.toThrow('not recorded');
    expect(idsOf(await open())).toEqual(idsOf(running));
  });

  test('cannot be replaced before there is one', async () => {
    await expect(replace()).rejects.toMatchObject({ code: 'crypto.no_statement_key' });
  });
});
