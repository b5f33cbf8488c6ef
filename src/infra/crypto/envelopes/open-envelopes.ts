import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { listen, type Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock, DurationMs } from '#kernel/time';
import type { KeyService, WrappedKey } from '../key-service/key-service.ts';
import { createDataKeyCache, type DataKeyCache } from './data-key-cache.ts';
import { dataKeyContext, readDataKeys, storeDataKeys } from './data-key-store.ts';
import {
  dataKeyBytes,
  destroyedChannel,
  type DataKey,
  type EnvelopeOwner,
  type Envelopes,
} from './envelopes.ts';

export interface EnvelopesOptions {
  readonly database: Database;
  readonly keyService: KeyService;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Keys kept in memory; absent: 10,000. */
  readonly keysMax?: number;
  /** How long a key is used without looking again whether it still exists; absent: a minute. */
  readonly ageMsMax?: DurationMs;
}

// The key service may be a network away and limit its callers.
const unwrapsAtOnce = 16;

/**
 * Opens the data keys. Keys in memory are dropped when the database says that they were destroyed; while the
 * connection that listens is broken, they are used for `ageMsMax` at most.
 */
export async function openEnvelopes(options: EnvelopesOptions): Promise<Envelopes> {
  const { database, clock, logger, keysMax = 10_000, ageMsMax = 60_000 } = options;
  const cache = createDataKeyCache({ clock, keysMax, ageMsMax });
  const connected = Promise.withResolvers<void>();
  const listener = listen(database, clock, [destroyedChannel], {
    onNotification: (_channel, payload) => dropDestroyed(cache, payload, logger),
    // What was destroyed while nobody listened is not told again.
    onConnect() {
      cache.clear();
      connected.resolve();
    },
  });
  await connected.promise;
  return {
    async dataKeys(owners, missing) {
      const cached = owners.map((owner) => cache.get(owner));
      const absent = owners.filter((_owner, place) => cached[place] === undefined);
      if (absent.length === 0) return cached;
      const loaded = await loadKeys(options, cache, distinct(absent), missing);
      return owners.map((owner, place) => cached[place] ?? loaded.get(nameOf(owner)));
    },
    async close() {
      await listener.close();
      cache.clear();
    },
  };
}

async function loadKeys(
  { database, keyService }: EnvelopesOptions,
  cache: DataKeyCache,
  owners: readonly EnvelopeOwner[],
  missing: 'make' | 'leave',
): Promise<Map<string, DataKey>> {
  const mark = cache.mark();
  let stored = await readDataKeys(database, owners);
  const without = owners.filter((_owner, place) => stored[place] === undefined);
  if (missing === 'make' && without.length > 0) {
    const wrapped = await inGroups(without, (owner) => makeKey(keyService, owner));
    await storeDataKeys(database, without, wrapped);
    stored = await readDataKeys(database, owners);
  }
  const keys = await inGroups(owners, (owner, place) => unwrapKey(keyService, owner, stored[place]));
  for (const [place, owner] of owners.entries()) cache.put(owner, keys[place], mark);
  return new Map(owners.map((owner, place) => [nameOf(owner), keys[place]]));
}

async function makeKey(keyService: KeyService, owner: EnvelopeOwner): Promise<WrappedKey> {
  if (owner.purpose === '') throw new RangeError('a data key has a purpose');
  const bytes = randomBytes(dataKeyBytes);
  const wrapped = await keyService.wrap(bytes, dataKeyContext(owner));
  bytes.fill(0);
  return wrapped;
}

async function unwrapKey(
  keyService: KeyService,
  owner: EnvelopeOwner,
  stored: WrappedKey | 'destroyed' | undefined,
): Promise<KeyObject | 'destroyed' | undefined> {
  if (stored === undefined || stored === 'destroyed') return stored;
  const bytes = await keyService.unwrap(stored, dataKeyContext(owner));
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

async function inGroups<Item, Result>(
  items: readonly Item[],
  work: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += unwrapsAtOnce) {
    const group = items.slice(at, at + unwrapsAtOnce);
    results.push(...(await Promise.all(group.map((item, place) => work(item, at + place)))));
  }
  return results;
}

function dropDestroyed(cache: DataKeyCache, payload: string, logger: Logger): void {
  try {
    const { personId, purpose } = JSON.parse(payload) as { personId: string; purpose: string | null };
    cache.drop(personId, purpose);
  } catch (error) {
    logger.warn({ err: error }, 'a notice of destroyed keys is not understood: all are read again');
    cache.clear();
  }
}

function distinct(owners: readonly EnvelopeOwner[]): EnvelopeOwner[] {
  return [...new Map(owners.map((owner) => [nameOf(owner), owner])).values()];
}

function nameOf({ personId, purpose }: EnvelopeOwner): string {
  return `${purpose}\0${personId}`;
}
