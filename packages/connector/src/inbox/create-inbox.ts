import type { Pool } from 'pg';
import { ConnectorError } from '../errors.ts';
import type { BatchAnswer, DigestAnswer, ProfileBase } from '../protocol.ts';
import { applyEvents } from './apply-events.ts';
import { applyProfiles } from './apply-profiles.ts';
import { digestProfiles } from './digest-profiles.ts';
import type { ArrivedEvent } from './form-lanes.ts';
import { createHandlerRegistry } from './handler-registry.ts';
import { ensureInboxTable } from './inbox-table.sql.ts';
import { pruneInbox } from './prune-inbox.ts';
import type { EventBatchHandler, EventHandler, ProfileHandlers, ReportFailure } from './types.ts';

export interface InboxOptions {
  /** The platform’s own database. A batch that is being applied holds one connection. */
  readonly pool: Pool;
  /**
   * Events without a handler: `refuse` (the default) makes them dead letters that a person sees, code
   * `unhandled_event_type`; `ignore` acknowledges them.
   */
  readonly unhandled?: 'refuse' | 'ignore';
  readonly random?: () => number;
}

/** Applies what the hub sends to the platform’s own tables, exactly once. */
export interface Inbox {
  /**
   * Handles events of these types one by one; `'*'` means every type without a handler of its own.
   *
   * @throws `connector.handler_registered_twice`
   */
  on(eventTypes: string | readonly string[], handler: EventHandler): Inbox;
  /** Handles events of these types many at a time, for set-based SQL. Otherwise as `on`. */
  onBatch(eventTypes: string | readonly string[], handler: EventBatchHandler): Inbox;
  /** Takes part in profile sync. */
  onProfiles<Profile extends ProfileBase>(handlers: ProfileHandlers<Profile>): Inbox;
  /** Whether `onProfiles` was called. */
  readonly takesProfiles: boolean;
  /** See {@link applyEvents}. */
  applyEvents(events: readonly ArrivedEvent[], reportFailure?: ReportFailure): Promise<BatchAnswer>;
  /** See {@link applyProfiles}. */
  applyProfiles(profiles: readonly ProfileBase[], reportFailure?: ReportFailure): Promise<BatchAnswer>;
  /** See {@link digestProfiles}. */
  digestProfiles(userIds: readonly string[]): Promise<DigestAnswer>;
  /** Resolves when the database answers, rejects when it does not. */
  ping(): Promise<void>;
  /** See {@link pruneInbox}. */
  prune(olderThan: Date): Promise<number>;
}

/**
 * Opens the inbox of a platform and makes its table `interlock_inbox` where it is missing.
 *
 * @throws `connector.database_away`
 */
export async function createInbox(options: InboxOptions): Promise<Inbox> {
  const { pool, unhandled = 'refuse', random = Math.random } = options;
  const registry = createHandlerRegistry();
  let profiles: ProfileHandlers<ProfileBase> | undefined;
  const profileOptions = () => {
    if (profiles === undefined) throw new TypeError('profiles are applied only after onProfiles was called');
    return { pool, handlers: profiles, random };
  };
  await ensureInboxTable(pool);

  const inbox: Inbox = {
    on(eventTypes, handle) {
      registry.register(eventTypes, { kind: 'each', handle });
      return inbox;
    },
    onBatch(eventTypes, handle) {
      registry.register(eventTypes, { kind: 'batch', handle });
      return inbox;
    },
    onProfiles<Profile extends ProfileBase>(handlers: ProfileHandlers<Profile>) {
      if (profiles !== undefined) throw new ConnectorError('connector.handler_registered_twice');
      // The hub sends each platform the shape that its connector names; nothing can check that here.
      profiles = handlers as unknown as ProfileHandlers<ProfileBase>;
      return inbox;
    },
    get takesProfiles() {
      return profiles !== undefined;
    },
    applyEvents: (events, reportFailure) =>
      applyEvents({ pool, registry, unhandled, random }, events, reportFailure),
    applyProfiles: (batch, reportFailure) => applyProfiles(profileOptions(), batch, reportFailure),
    digestProfiles: (userIds) => digestProfiles(profileOptions(), userIds),
    async ping() {
      await pool.query('select 1');
    },
    prune: (olderThan) => pruneInbox(pool, olderThan),
  };
  return inbox;
}
