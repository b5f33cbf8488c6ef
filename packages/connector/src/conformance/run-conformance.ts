import type { Check, CheckContext } from './check.ts';
import { bodyChecks } from './checks/body-checks.ts';
import { failureChecks } from './checks/failure-checks.ts';
import { healthChecks } from './checks/health-checks.ts';
import { farewellChecks, profileChecks } from './checks/profile-checks.ts';
import { repetitionChecks } from './checks/repetition-checks.ts';
import { signatureChecks } from './checks/signature-checks.ts';
import { createSamples } from './create-samples.ts';
import { learnPlatform } from './learn-platform.ts';
import { openEndpoint } from './open-endpoint.ts';
import { NotApplicable, Shortcoming } from './shortcoming.ts';
import type { CheckResult, ConformanceOptions, ConformanceReport } from './types.ts';

const checks: readonly Check[] = [
  ...healthChecks,
  ...signatureChecks,
  ...profileChecks,
  ...bodyChecks,
  ...repetitionChecks,
  ...failureChecks,
  ...farewellChecks,
];

const unseenAlways = [
  'whether signatures are compared in constant time',
  'whether an event’s effects and its note in the inbox are one transaction, also when the process is killed between them',
  'whether the signing secret stays out of the log',
];
const unseenWithoutEffects = [
  'whether an event that is answered as applied took effect, and only once (give --inspect)',
  'whether events of one person took effect in order (give --inspect)',
];

/**
 * Tests an endpoint from outside, as the hub would use it and as an attacker would. It sends events and
 * profiles of made-up people named `conformance-…`, so run it against a test installation.
 *
 * @throws `connector.secret_malformed`; everything else is a finding of the report
 */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceReport> {
  const endpoint = openEndpoint({
    url: options.url,
    secret: options.secrets[0] ?? '',
    platform: options.platform,
    timeoutMs: options.timeoutMs ?? 10_000,
  });
  const samples = createSamples(() => endpoint.platform, options.sample);
  const context: CheckContext = { endpoint, samples, options, poison: undefined };
  endpoint.platform ??= await learnPlatform(endpoint, samples);
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check, context, results);
    results.push(result);
    options.onCheck?.(result);
  }
  return {
    url: options.url,
    platform: endpoint.platform ?? null,
    passed: results.every((result) => result.status !== 'failed'),
    checks: results,
    unseen: [...(options.readEffects === undefined ? unseenWithoutEffects : []), ...unseenAlways],
  };
}

async function runCheck(
  check: Check,
  context: CheckContext,
  earlier: readonly CheckResult[],
): Promise<CheckResult> {
  const { id, title } = check;
  const unmet = check.needs?.find(
    (need) => !earlier.some((result) => result.id === need && result.status === 'passed'),
  );
  if (unmet !== undefined) {
    return { id, title, status: 'skipped', detail: `Needs ${unmet}.`, advice: null, durationMs: 0 };
  }
  const startedAt = performance.now();
  const end = (status: CheckResult['status'], detail: string | null, advice: string | null): CheckResult => ({
    id,
    title,
    status,
    detail,
    advice,
    durationMs: Math.round(performance.now() - startedAt),
  });
  try {
    return end('passed', (await check.run(context)) ?? null, null);
  } catch (error) {
    if (error instanceof NotApplicable) return end('skipped', error.message, null);
    if (error instanceof Shortcoming) return end('failed', error.message, error.advice);
    throw error;
  }
}
