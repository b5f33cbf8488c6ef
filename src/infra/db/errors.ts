import { defineErrors, InterlockError } from '#kernel/errors';

export const databaseErrors = defineErrors({
  'database.unavailable': {
    status: 503,
    title: 'The database cannot be reached',
    fix: 'Nothing was stored. Send the request again in a moment; the hub recovers by itself.',
  },
  'database.migration_changed': {
    status: 500,
    title: 'A migration that already ran was edited',
    fix: 'Restore the file and put the change into a new migration.',
  },
});

// SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown) mean the server is away, not that we erred; 57014
// (statement cancelled), 55P03 (lock not given in time) and 25P03 (idle in a transaction too long), that it is too busy.
const unavailableStates = /^(08...|53...|57P0[1-5]|57014|55P03|25P03)$/;
const unavailableSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
const unavailableMessages =
  /connection terminated|connection ended|timeout exceeded when trying to connect|connection timeout|client has encountered a connection error|Client was closed|not currently accepting connections|query read timeout/i;

/** Whether an error of the driver means that the server is away, or too busy to answer in time. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof InterlockError) return error.code === 'database.unavailable';
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  // The driver reports a broken connection by message alone.
  return (
    unavailableStates.test(code) ||
    unavailableSystemCodes.has(code) ||
    unavailableMessages.test(error.message)
  );
}

/** Turns “the server is away” into `database.unavailable`; leaves every other error as it is. */
export function toDatabaseError(error: unknown): unknown {
  if (error instanceof InterlockError || !isUnavailable(error)) return error;
  return databaseErrors('database.unavailable', { cause: error, retryAfterSeconds: 1 });
}

/** SQLSTATE of an error of the driver, also when it became `database.unavailable`; for the few places that act on one. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof InterlockError) return sqlState(error.cause);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
