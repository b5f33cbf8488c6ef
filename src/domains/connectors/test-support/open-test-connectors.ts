import { createLogger } from '#infra/telemetry';
import { createMasterKey, type MasterKey } from '#infra/crypto';
import type { Database } from '#infra/db';
import { systemClock } from '#kernel/time';
import { openConnectors } from '../open-connectors.ts';
import type { Connectors, ConnectorsDependencies } from '../types.ts';

const testMasterKey: MasterKey = createMasterKey(Buffer.alloc(32, 5));

/** Connectors of one hub process on a test database; the loopback network is allowed, health checks are quick. */
export function openTestConnectors(
  database: Database,
  options: Partial<ConnectorsDependencies> & { readonly logLines?: string[] } = {},
): Promise<Connectors> {
  const { logLines = [], ...overrides } = options;
  return openConnectors({
    database,
    clock: systemClock,
    logger: createLogger({
      settings: { logLevel: 'trace', logPretty: false },
      destination: { write: (line: string) => void logLines.push(line) },
    }),
    masterKey: testMasterKey,
    settings: { healthIntervalMs: 100, allowedPrivateNetworks: ['127.0.0.0/8'] },
    ...overrides,
  });
}
