import type { AddressGuard } from './address-guard.ts';
import { literalHost } from './literal-host.ts';

/** A URL that names an IP address needs no DNS, so it is judged here. */
export function refuseLiteral(url: URL, guard: AddressGuard): string | undefined {
  const literal = literalHost(url);
  const refusal = literal === undefined ? undefined : guard.refuse(literal);
  return refusal === undefined ? undefined : `${literal} ${refusal}`;
}
