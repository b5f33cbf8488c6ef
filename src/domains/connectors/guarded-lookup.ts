import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AddressGuard } from './address-guard.ts';

/** The hub refused to connect; `code` tells it apart from errors of the network. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'INTERLOCK_FORBIDDEN_ADDRESS';
}

/**
 * A DNS lookup that answers only addresses that the guard lets pass.
 *
 * This is where the protection lies: the socket connects to exactly what is answered here, so a name that
 * showed a public address when it was registered and a private one later (DNS rebinding) gains nothing.
 */
export function createGuardedLookup(
  guard: AddressGuard,
  resolve: LookupFunction = dns.lookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error !== null) return callback(error, '', 0);
      const answers = typeof answer === 'string' ? [{ address: answer, family: family ?? 0 }] : answer;
      const permitted = answers.filter(({ address }) => guard.refuse(address) === undefined);
      const [first] = permitted;
      if (first === undefined) return callback(describeRefusal(hostname, answers, guard), '', 0);
      if (options.all === true) return callback(null, permitted);
      return callback(null, first.address, first.family);
    });
  };
}

function describeRefusal(
  hostname: string,
  answers: readonly dns.LookupAddress[],
  guard: AddressGuard,
): NodeJS.ErrnoException {
  const [first] = answers;
  if (first === undefined) {
    return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
  }
  return new ForbiddenAddressError(`${hostname} → ${first.address} ${guard.refuse(first.address)}`);
}
