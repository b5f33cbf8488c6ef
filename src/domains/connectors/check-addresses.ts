import type { DurationMs } from '#kernel/time';
import { createAddressGuard, type AddressGuard } from './address-guard.ts';
import { connectorErrors } from './errors.ts';
import { createGuardedLookup, ForbiddenAddressError } from './guarded-lookup.ts';
import { literalHost } from './literal-host.ts';
import { addressesOf, type PlatformConfig } from './platform-config.ts';
import { refuseLiteral } from './refuse-literal.ts';
import type { ConnectorsDependencies } from './types.ts';

type LookupDependencies = Pick<ConnectorsDependencies, 'clock' | 'settings' | 'resolve'>;

const lookupTimeoutMs: DurationMs = 2_000;

/**
 * Tells somebody who registers a platform early that the hub will never call its address. A help, not the
 * protection: names are looked up again for every connection. A name that does not resolve yet is accepted.
 *
 * @throws `connectors.forbidden_address`
 */
export async function checkAddresses(
  dependencies: LookupDependencies,
  config: Pick<PlatformConfig, 'id' | 'addresses' | 'allowedNetworks'>,
): Promise<void> {
  const { allowedPrivateNetworks } = dependencies.settings;
  const guard = createAddressGuard([...config.allowedNetworks, ...allowedPrivateNetworks]);
  for (const address of addressesOf(config)) {
    const refusal = await findRefusal(dependencies, new URL(address), guard);
    if (refusal === undefined) continue;
    throw connectorErrors('connectors.forbidden_address', {
      detail: `${address} of ${config.id} is refused: ${refusal}.`,
      extensions: { address },
    });
  }
}

async function findRefusal(
  { clock, resolve }: LookupDependencies,
  url: URL,
  guard: AddressGuard,
): Promise<string | undefined> {
  if (literalHost(url) !== undefined) return refuseLiteral(url, guard);
  const lookup = createGuardedLookup(guard, resolve);
  return new Promise((settle) => {
    const timer = clock.schedule(lookupTimeoutMs, () => settle(undefined));
    lookup(url.hostname, { all: true }, (error) => {
      timer.cancel();
      settle(error instanceof ForbiddenAddressError ? error.message : undefined);
    });
  });
}
