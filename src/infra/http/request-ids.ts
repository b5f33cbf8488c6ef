import type { IncomingMessage } from 'node:http';
import { uuidv7 } from '#kernel/ids';

// Unreserved characters only: the id stands in problem documents as a URI reference, and in logs.
const acceptable = /^[A-Za-z0-9._~-]{1,128}$/;

/**
 * Makes the function that names each request: the sender’s `X-Request-Id` when it is a sane one, otherwise
 * an id of our own, unique among all hubs and cheap (a prefix per process and a counter).
 */
export function requestIds(
  prefix = uuidv7().replaceAll('-', '').slice(0, 20),
): (request: IncomingMessage) => string {
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    if (typeof given === 'string' && acceptable.test(given)) return given;
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
