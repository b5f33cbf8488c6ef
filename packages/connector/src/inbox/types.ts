import type { ClientBase } from 'pg';
import type { PlatformEvent, ProfileBase } from '../protocol.ts';

/**
 * The open transaction of the platform’s own database in which a batch is applied. Everything that a
 * handler does through it happens exactly once. What it does elsewhere (mail, HTTP) may happen again, since
 * a transaction is repeated after a deadlock or a failing neighbour.
 */
export type Transaction = Pick<ClientBase, 'query'>;

/** Applies one event. Throwing undoes it and stops this person’s later events of the batch. */
export type EventHandler = (event: PlatformEvent, transaction: Transaction) => Promise<void>;

/**
 * Applies many events with a few statements, for instance one `insert … select … from unnest(…)`. The events
 * stand in the order in which they came; those of one person must take effect in that order.
 */
export type EventBatchHandler = (events: readonly PlatformEvent[], transaction: Transaction) => Promise<void>;

export interface ProfileHandlers<Profile extends ProfileBase> {
  /**
   * Stores profiles, each person once per call. Must leave a person alone whose stored `version` is not
   * older than the given one.
   */
  apply(profiles: readonly Profile[], transaction: Transaction): Promise<void>;
  /** Rebuilds profiles from what is stored, so that drift is seen. People who are not known are left out. */
  read(userIds: readonly string[], transaction: Transaction): Promise<readonly Profile[]>;
}

/** Told about everything that a handler could not apply, with the error itself, for the platform’s own log. */
export type ReportFailure = (failure: { readonly id: string; readonly error: unknown }) => void;
