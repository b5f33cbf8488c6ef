import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMetricsRegistry } from '#infra/telemetry';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { callPlatform } from './call-platform.ts';
import { registerConnectorMetrics } from './connector-metrics.ts';
import { createPlatform } from './create-platform.ts';
import { deletePlatform } from './delete-platform.ts';
import { openTestConnectors } from './test-support/open-test-connectors.ts';
import type { Connectors } from './types.ts';

let testDatabase: TestDatabase;
let connectors: Connectors;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectors = await openTestConnectors(testDatabase.database);
});

afterAll(async () => {
  await connectors.close();
  await testDatabase.drop();
});

test('a scrape shows the circuit as it is now, and no platform that is gone', async () => {
  const registry = createMetricsRegistry();
  registerConnectorMetrics(connectors, registry);
  await createPlatform(connectors, {
    id: 'black_portal',
    displayName: 'Black Portal',
    // Nobody listens on port 1.
    addresses: { primary: 'http://127.0.0.1:1' },
    circuit: { failuresToOpen: 1 },
  });
  expect(await registry.metrics()).toContain('interlock_circuit_state{platform="black_portal"} 0');
  await callPlatform(connectors, 'black_portal', { path: '/', messageId: 'm', body: '{}' });
  const text = await registry.metrics();
  expect(text).toContain('interlock_circuit_state{platform="black_portal"} 2');
  expect(text).toContain('interlock_platform_health{platform="black_portal"} 3');
  await deletePlatform(connectors, 'black_portal', async () => 0);
  expect(await registry.metrics()).not.toContain('black_portal');
});
