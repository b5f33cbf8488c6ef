import { blockedByEarlierFailure, type BatchFailure } from '../protocol.ts';
import { EventRejected } from './event-rejected.ts';

/**
 * What the hub is told about an event or a profile that could not be applied.
 *
 * The words of an unforeseen error stay in the platform’s own log: they may quote data. The hub learns the
 * error’s name and, from the database, the SQLSTATE.
 */
export function describeFailure(id: string, error: unknown): BatchFailure {
  if (error instanceof EventRejected) {
    const { code, message, retryable, retryAfterSeconds } = error;
    return {
      id,
      code,
      message,
      retryable,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  const name = error instanceof Error ? error.name : 'a thrown value';
  const state =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return {
    id,
    code: 'handler_failed',
    message: `The platform’s handler failed (${name}${state}). Its own log has the details.`,
    retryable: true,
  };
}

/** What the hub is told about an event that was left alone because of `earlierId`. */
export function describeBlocked(id: string, earlierId: string): BatchFailure {
  return {
    id,
    code: blockedByEarlierFailure,
    message: `Not applied, because ${earlierId} of the same person comes before it and failed.`,
    retryable: true,
  };
}
