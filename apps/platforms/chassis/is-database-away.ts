// The server is away, full or shutting down. The driver reports a connection that breaks by its message alone.
const awayCodes = /^(08...|53...|57P..|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const awayMessages = /connection terminated|connection timeout|timeout exceeded when trying to connect/i;

/** Whether an error of the driver means that the database cannot be reached, rather than that we erred. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return awayCodes.test('code' in error ? String(error.code) : '') || awayMessages.test(error.message);
}
