import { errors } from 'undici';

/** Why no answer came. Stable, for programs. */
export type UnreachableReason =
  | 'timeout'
  | 'connection'
  | 'dns'
  | 'tls'
  /** What came is not HTTP. */
  | 'protocol'
  | 'answer_too_large'
  /** The address guard refused the connection. */
  | 'forbidden_address'
  /** Requests were moved to another address while this one was under way. */
  | 'failed_over';

interface Failure {
  readonly reason: UnreachableReason;
  readonly message: string;
}

/** Sorts an error of the network, of TLS or of undici. */
export function classifyFailure(error: unknown): Failure {
  const code = codeOf(error);
  // The parser’s errors come without a code.
  const reason = error instanceof errors.HTTPParserError ? 'protocol' : reasonOf(code);
  return { reason, message: messageOf(error, code) };
}

function reasonOf(code: string): UnreachableReason {
  if (code === 'INTERLOCK_FORBIDDEN_ADDRESS') return 'forbidden_address';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'timeout';
  if (/^(ENOTFOUND|ENODATA|EAI_)/.test(code)) return 'dns';
  if (/^UND_ERR_(HEADERS_OVERFLOW|RES_)/.test(code)) return 'protocol';
  if (/^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(code)) return 'tls';
  return 'connection';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown, code: string): string {
  // Trying several addresses of a name yields an AggregateError without words of its own.
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((each: unknown) => messageOf(each, codeOf(each))).join('; ');
  }
  if (error instanceof Error && error.message !== '') return error.message;
  return code === '' ? 'the connection failed' : code;
}
