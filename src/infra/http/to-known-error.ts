import type { FastifyError, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { InterlockError } from '#kernel/errors';
import { httpErrors } from './errors.ts';

type HttpCode = keyof typeof httpErrors.catalogue;

const codesOfFastify: Readonly<Record<string, HttpCode>> = {
  FST_ERR_BAD_URL: 'http.bad_request',
  FST_ERR_MAX_PARAM_LENGTH: 'http.not_found',
  FST_ERR_NOT_FOUND: 'http.not_found',
  FST_ERR_CTP_BODY_TOO_LARGE: 'http.body_too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'http.malformed_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'http.bad_request',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'http.unsupported_content_type',
};

const codesOfStatus: Readonly<Record<number, HttpCode>> = {
  404: 'http.not_found',
  405: 'http.method_not_allowed',
  406: 'http.unsupported_version',
  408: 'http.request_timeout',
  413: 'http.body_too_large',
  415: 'http.unsupported_content_type',
};

/**
 * What an error means to the sender of the request. Errors of the framework and of its plugins become ours;
 * what is none of them stays as it is and is answered as `internal`.
 */
export function toKnownError(error: unknown, request: FastifyRequest): unknown {
  if (error instanceof InterlockError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  if (request.raw.destroyed && !request.raw.complete) {
    return httpErrors('http.bad_request', { detail: 'The sender hung up before the body was complete.' });
  }
  if (!(error instanceof Error)) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = codesOfFastify[code ?? ''];
  if (known !== undefined) return httpErrors(known, { cause: error });
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return error;
  return httpErrors(codesOfStatus[statusCode] ?? 'http.bad_request', { cause: error });
}

interface Violation {
  readonly instancePath: string;
  readonly message?: string;
}

const places: Readonly<Record<string, string>> = {
  body: '/body',
  params: '/path',
  querystring: '/query',
  headers: '/headers',
};

// Paths are JSON pointers that begin with the part of the request: /body/payload/userId, /query/limit.
function invalidRequest(error: {
  readonly validation: readonly Violation[];
  readonly validationContext?: string | undefined;
}): InterlockError {
  const place = places[error.validationContext ?? 'body'] ?? '';
  const errors = error.validation.map(({ instancePath, message }) => ({
    path: `${place}${instancePath === '/' ? '' : instancePath}`,
    message: message ?? 'is not valid',
  }));
  const [first] = errors;
  return httpErrors('http.invalid_request', {
    detail: `${first?.path}: ${first?.message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`,
    extensions: { errors },
  });
}
