import type { IncomingHttpHeaders } from 'node:http';
import { webhookErrors } from '../errors.ts';

/**
 * A header that must be there.
 *
 * @throws `webhooks.signature_missing`
 */
export function readHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') {
    throw webhookErrors('webhooks.signature_missing', { detail: `The header ${name} is missing.` });
  }
  return value;
}
