export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
}

const causesMax = 8;

/**
 * What the log says about an error: its kind, message, code, stack and causes, and nothing else.
 *
 * Drivers hang whole rows and parameters on their errors (`detail`, `where`); those stay out of the log.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  return {
    type: error.constructor.name,
    message: error.message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth === causesMax
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}
