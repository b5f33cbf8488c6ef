import type { Audit } from '#audit';
import { listen, type Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Cancellable, Clock } from '#kernel/time';
import { allowPerSecond } from './allow-per-second.ts';
import { loadKeys, type CachedKey, type KeyUsage } from './load-keys.ts';
import { shareRuns } from './share-runs.ts';
import { writeLastUse } from './write-last-use.ts';

export interface KeyCacheDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: Audit | undefined;
  /** Called when sessions of staff were ended, on any hub; they are told over the same connection. */
  readonly onSessionsEnded?: () => void;
}

export interface KeyCache {
  /** The key, from memory. */
  find(keyId: string): CachedKey | undefined;
  /**
   * The key, after a look at the database, for ids that memory does not know: somebody may use a key before
   * its announcement arrives. Guessing makes ten looks a second at most.
   */
  findAgain(keyId: string): Promise<CachedKey | undefined>;
  /** Reads all keys. Resolves when memory holds what was committed before the call. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const keysChanged = 'interlock_service_keys';
const sessionsEnded = 'interlock_sessions_ended';
const secondLooksPerSecondMax = 10;
const upkeepMs = 60_000;

/**
 * Keeps all service keys in memory, so that no request waits for the database.
 *
 * The database announces every change; each hub then reads all keys again. It does so too after the
 * connection was lost, and once a minute, when it also writes down when keys were last used.
 */
export function openKeyCache(dependencies: KeyCacheDependencies): KeyCache {
  const { database, clock, logger, audit, onSessionsEnded = () => {} } = dependencies;
  let keys: ReadonlyMap<string, CachedKey> | undefined;
  let timer: Cancellable | undefined;
  let closed = false;
  const allowSecondLook = allowPerSecond(clock, secondLooksPerSecondMax);
  const usages = new Map<string, KeyUsage>();
  const refresh = shareRuns(async () => {
    keys = await loadKeys(database, usages);
  });

  function inBackground(work: Promise<void>, complaint: string): Promise<void> {
    return work.catch((error: unknown) => {
      if (!closed) logger.warn({ err: error }, complaint);
    });
  }

  function readInBackground(): void {
    void inBackground(refresh(), 'service keys could not be read; the known ones stay in force');
  }

  function scheduleUpkeep(): void {
    timer = clock.schedule(upkeepMs, () => {
      const upkeep = writeLastUse(database, audit, usages).then(refresh);
      void inBackground(upkeep, 'the last use of service keys was not written').then(() => {
        if (!closed) scheduleUpkeep();
      });
    });
  }

  const listener = listen(database, clock, [keysChanged, sessionsEnded], {
    onNotification(channel) {
      if (channel === sessionsEnded) onSessionsEnded();
      else readInBackground();
    },
    onConnect() {
      readInBackground();
      // Some may have been ended while nobody listened.
      onSessionsEnded();
    },
  });
  scheduleUpkeep();

  return {
    find: (keyId) => keys?.get(keyId),
    async findAgain(keyId) {
      if (keys === undefined || allowSecondLook()) await refresh();
      return keys?.get(keyId);
    },
    refresh,
    async close() {
      closed = true;
      timer?.cancel();
      await listener.close();
      await inBackground(writeLastUse(database, audit, usages), '');
    },
  };
}
