import type { AddressGuard } from './address-guard.ts';
import { Circuit, type CircuitListener } from './circuit.ts';
import { isCircuitFailure } from './is-circuit-failure.ts';
import { openPool } from './open-pool.ts';
import type { PlatformConfig } from './platform-config.ts';
import { refuseLiteral } from './refuse-literal.ts';
import type { WireAnswer } from './send-request.ts';
import type { ConnectorsDependencies, Link } from './types.ts';

/** Opens the link to one address. Connections are made when the first request needs them, and kept alive. */
export function openLink(
  dependencies: Pick<ConnectorsDependencies, 'clock' | 'resolve'>,
  config: Pick<PlatformConfig, 'circuit' | 'delivery'>,
  address: string,
  guard: AddressGuard,
  onCircuitChange: CircuitListener,
): Link {
  const url = new URL(address);
  const { circuit, delivery } = config;
  return {
    address,
    basePath: url.pathname.replace(/\/$/, ''),
    refusal: refuseLiteral(url, guard),
    pool: openPool(url, guard, delivery.concurrency, delivery.timeoutMs, dependencies.resolve),
    circuit: new Circuit<WireAnswer>(dependencies.clock, circuit, isCircuitFailure, onCircuitChange),
    inFlight: new Set(),
  };
}
