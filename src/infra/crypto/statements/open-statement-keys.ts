import { randomBytes } from 'node:crypto';
import type { Database, Queryable } from '#infra/db';
import type { Clock } from '#kernel/time';
import type { KeyService } from '../key-service/key-service.ts';
import type { KeyChange } from './key-change.ts';
import { statementSeedBytes, type StatementKey, type StatementPublicKey } from './statement-key.ts';
import {
  changeOf,
  makeStatementKey,
  readStatementKeys,
  storeStatementKey,
  unwrapStatementKey,
  type StoredStatementKey,
} from './stored-statement-keys.ts';

export interface StatementKeys {
  /** The key that signs now; the same in every hub of the database, once each has looked. */
  readonly current: StatementKey;
  /** Every public key that ever signed, the current one first. */
  readonly publicKeys: readonly StatementPublicKey[];
  /** How they follow each other. */
  readonly changes: readonly KeyChange[];
  /** Looks whether another key signs by now. @throws `crypto.cannot_unwrap` */
  refresh(target: Queryable): Promise<void>;
}

export interface StatementKeysDependencies {
  readonly database: Database;
  readonly keyService: KeyService;
  readonly clock: Clock;
}

interface OpenedKeys {
  readonly keys: ReadonlyMap<string, StatementKey>;
  readonly current: StatementKey;
  readonly changes: readonly KeyChange[];
}

/**
 * Opens the hub’s key for statements, and makes it when none is active. Hubs that start at the same moment end up
 * with one: whichever is stored first.
 *
 * @throws `crypto.cannot_unwrap` when the key service is not the one that wrapped it
 */
export async function openStatementKeys(dependencies: StatementKeysDependencies): Promise<StatementKeys> {
  const { database, keyService, clock } = dependencies;
  let stored = await readStatementKeys(database);
  if (stored[0]?.is_active !== true) {
    const made = await makeStatementKey(keyService, randomBytes(statementSeedBytes));
    await storeStatementKey(database, made, new Date(clock.now()));
    stored = await readStatementKeys(database);
  }
  let opened = await openKeys(keyService, stored, new Map());
  return {
    get current() {
      return opened.current;
    },
    get publicKeys() {
      return [...opened.keys.values()].map(({ publicKey }) => publicKey);
    },
    get changes() {
      return opened.changes;
    },
    async refresh(target) {
      const [active] = await target.query<{ key_id: string }>(
        'select key_id from crypto.statement_keys where is_active',
      );
      if (active === undefined || active.key_id === opened.current.publicKey.keyId) return;
      opened = await openKeys(keyService, await readStatementKeys(target), opened.keys);
    },
  };
}

/** The active one first; those that are known are not unwrapped again. */
async function openKeys(
  keyService: KeyService,
  stored: readonly StoredStatementKey[],
  known: OpenedKeys['keys'],
): Promise<OpenedKeys> {
  const keys = await Promise.all(
    stored.map(async (each) => known.get(each.key_id) ?? (await unwrapStatementKey(keyService, each))),
  );
  const [current] = keys;
  if (current === undefined) throw new Error('no key for statements is stored although one was made');
  return {
    keys: new Map(keys.map((key) => [key.publicKey.keyId, key])),
    current,
    changes: stored.flatMap((each) => changeOf(each) ?? []),
  };
}
