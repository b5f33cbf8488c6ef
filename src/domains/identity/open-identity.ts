import type { Audit } from '#audit';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { openKeyCache } from './open-key-cache.ts';
import { openRefusalLog } from './open-refusal-log.ts';
import type { Members } from './members/types.ts';
import type { Identity } from './types.ts';

export interface IdentityDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where people reach the hub; decides the cookie’s attributes and whose requests are same-origin. */
  readonly publicUrl: string;
  /** Requests per minute of keys that were given no limit of their own; absent or 0: any number. */
  readonly requestsPerMinute?: number;
  /** Where it is written down who came in; absent: nowhere, for tests. */
  readonly audit?: Audit;
  /** Absent where no members sign in. */
  readonly members?: Members;
}

/** Opens the domain. Does not need the database yet: the first request that does says so if it is away. */
export function openIdentity({
  database,
  clock,
  logger,
  publicUrl,
  requestsPerMinute = 0,
  audit,
  members,
}: IdentityDependencies): Identity {
  const watchers = new Set<() => void>();
  const onSessionsEnded = (): void => watchers.forEach((watcher) => watcher());
  const refusals = openRefusalLog({ database, clock, logger, audit });
  const keys = openKeyCache({ database, clock, logger, audit, onSessionsEnded });
  return {
    database,
    clock,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    requestsPerMinute,
    keys,
    audit,
    members,
    watchSessions(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    refusals,
    async close() {
      await refusals.close();
      await keys.close();
    },
  };
}
