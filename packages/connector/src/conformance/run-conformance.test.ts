import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { endpointPlatform, openFlawedEndpoint, type Flaw } from '../../test/open-flawed-endpoint.ts';
import { formatReport } from './format-report.ts';
import { runConformance } from './run-conformance.ts';
import type { ConformanceOptions, ConformanceReport } from './types.ts';

const secrets = [randomBytes(32), randomBytes(32)].map((key) => `whsec_${key.toString('base64')}`);

async function examine(flaw?: Flaw, options: Partial<ConformanceOptions> = {}): Promise<ConformanceReport> {
  const endpoint = await openFlawedEndpoint(secrets, flaw);
  try {
    return await runConformance({
      url: endpoint.url,
      secrets,
      timeoutMs: 2_000,
      // A busy machine must not be taken for a slow endpoint.
      healthMsMax: 500,
      readEffects: async (eventIds) => {
        const asked = new Set(eventIds);
        return endpoint.effects.filter((eventId) => asked.has(eventId));
      },
      ...options,
    });
  } finally {
    await endpoint.close();
  }
}

const idsWith = (report: ConformanceReport, status: string): string[] =>
  report.checks.filter((check) => check.status === status).map((check) => check.id);

describe('an endpoint that does everything right', () => {
  test('passes every check, and its platform is learnt', async () => {
    const report = await examine();
    expect(idsWith(report, 'failed')).toEqual([]);
    expect(idsWith(report, 'skipped')).toEqual([]);
    expect(report).toMatchObject({ passed: true, platform: endpointPlatform });
  });

  test('is told honestly what could not be seen', async () => {
    const endpoint = await openFlawedEndpoint(secrets);
    const report = await runConformance({ url: endpoint.url, secrets: [secrets[0]!], healthMsMax: 500 });
    await endpoint.close();
    expect(report.passed).toBe(true);
    expect(idsWith(report, 'skipped')).toEqual(['signature.every_secret', 'order.one_person']);
    expect(formatReport(report)).toContain(
      'Cannot be seen from outside:\n  · whether an event that is answered as applied took effect, and only once',
    );
  });
});

const failedBy: Record<Flaw, readonly string[]> = {
  'health is slow': ['health.fast'],
  'health says ok': ['health.answers'],
  'accepts unsigned requests': ['signature.missing'],
  'trusts any signature': [
    'signature.wrong_secret',
    'signature.tampered_body',
    'signature.tampered_id',
    'signature.tampered_timestamp',
  ],
  'accepts old requests': ['signature.old'],
  'accepts requests from the future': ['signature.future'],
  'refuses with 403': [
    'signature.missing',
    'signature.wrong_secret',
    'signature.old',
    'signature.future',
    'signature.tampered_body',
    'signature.tampered_id',
    'signature.tampered_timestamp',
  ],
  'signs what it parsed': ['signature.raw_bytes'],
  'reads one signature only': ['signature.several'],
  'knows one secret only': ['signature.every_secret'],
  'crashes on malformed JSON': ['body.malformed_json'],
  'crashes on a wrong shape': ['body.wrong_shape'],
  'takes batches for anybody': ['body.other_platform'],
  'refuses an empty batch': ['batch.empty'],
  'refuses unknown fields': ['batch.unknown_fields'],
  'fails a repeated event in a batch': ['repetition.same_batch'],
  'fails a repeated batch': ['repetition.later_batch', 'repetition.concurrent'],
  'applies twice': ['repetition.same_batch', 'repetition.later_batch', 'repetition.concurrent'],
  'crashes on concurrent batches': ['repetition.concurrent'],
  'applies backwards': [
    'repetition.later_batch',
    'repetition.concurrent',
    'order.one_person',
    'failure.blocks_person',
  ],
  'answers before it applies': [
    'repetition.same_batch',
    'repetition.later_batch',
    'repetition.concurrent',
    'order.one_person',
  ],
  'fails a whole batch': ['failure.alone'],
  'names failures badly': ['failure.shape'],
  'goes on after a failure': ['failure.blocks_person'],
  'remembers what failed': ['failure.not_remembered'],
  'reads small bodies only': ['batch.large'],
  'hangs on large batches': ['batch.large'],
  'forgets a profile field': ['profile.digest'],
  'lets an old profile win': ['profile.old_version'],
  'makes up people': ['profile.digest'],
};

describe('an endpoint that', () => {
  test.each(Object.entries(failedBy) as [Flaw, readonly string[]][])(
    '%s fails just that',
    async (flaw, expected) => {
      const report = await examine(
        flaw,
        flaw === 'takes batches for anybody' ? { platform: endpointPlatform } : {},
      );
      expect(idsWith(report, 'failed')).toEqual(expected);
      expect(report.passed).toBe(false);
      for (const check of report.checks.filter(({ status }) => status === 'failed')) {
        expect(check.detail).toMatch(/\S/);
        expect(check.advice).toMatch(/\S/);
        expect(formatReport(report)).toContain(`✗ ${check.title}`);
      }
    },
  );

  test('does not exist fails one check, and the others are not blamed', async () => {
    const report = await runConformance({ url: 'http://127.0.0.1:1', secrets, timeoutMs: 1_000 });
    expect(idsWith(report, 'failed')).toEqual(['endpoint.reachable']);
    expect(idsWith(report, 'passed')).toEqual([]);
  });

  test('has another secret fails one check of signatures, and the others are not blamed', async () => {
    const endpoint = await openFlawedEndpoint([secrets[1]!]);
    const report = await runConformance({
      url: endpoint.url,
      secrets: [secrets[0]!],
      platform: endpointPlatform,
      healthMsMax: 500,
    });
    await endpoint.close();
    expect(idsWith(report, 'failed')).toEqual(['signature.accepted']);
  });
});

describe('events of one’s own', () => {
  test('are used when the platform does not take the usual ones', async () => {
    const sample = { eventType: 'unheard_of', payload: {} };
    const refused = await examine(undefined, { sample });
    expect(idsWith(refused, 'failed')).toEqual(['event.applied']);
    expect(refused.checks.find(({ id }) => id === 'event.applied')?.advice).toContain('--sample');
  });

  test('that should be refused must be', async () => {
    const taken = await examine(undefined, { poison: { eventType: 'trade_executed', payload: {} } });
    expect(idsWith(taken, 'failed')).toEqual(['failure.alone']);
    const refused = await examine(undefined, { poison: { eventType: 'unheard_of', payload: {} } });
    expect(refused.passed).toBe(true);
  });
});
