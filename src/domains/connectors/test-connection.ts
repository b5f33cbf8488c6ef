import { z } from 'zod';
import type { PlatformId } from '#kernel/platforms';
import { uuidv7 } from '#kernel/ids';
import { findLivePlatform } from './find-live-platform.ts';
import { createProber } from './health/create-prober.ts';
import { addressesOf } from './platform-config.ts';
import { sendSigned } from './send-signed.ts';
import type { Connectors, LivePlatform } from './types.ts';

export const connectionTestSchema = z.object({
  address: z.string(),
  health: z.object({
    verdict: z.enum(['operational', 'degraded', 'down']),
    latencyMs: z.number(),
    message: z.string().nullable(),
    metrics: z
      .object({ requestsPerMinute: z.number(), errorRate: z.number(), avgResponseTime: z.number() })
      .nullable(),
  }),
  signedRequest: z
    .object({
      status: z.int().nullable().describe('200: the signature is accepted; null: no answer came'),
      durationMs: z.number(),
      message: z.string().nullable().describe('Why no answer came'),
    })
    .describe('An empty, signed batch of events'),
});

export type ConnectionTest = z.output<typeof connectionTestSchema>;

/**
 * Tries all addresses of a platform, at once and whatever its health, circuit or limits: one health check and one
 * signed request with no events in it.
 *
 * @throws `connectors.unknown_platform`
 */
export async function testConnection(
  connectors: Connectors,
  platformId: PlatformId,
): Promise<ConnectionTest[]> {
  const platform = findLivePlatform(connectors, platformId);
  return Promise.all(
    addressesOf(platform.config).map(async (address) => {
      const prober = createProber(connectors.dependencies, platform.config, address);
      try {
        const [health, signedRequest] = await Promise.all([
          prober.check(),
          trySigned(connectors, platform, address),
        ]);
        return { address, health, signedRequest };
      } finally {
        await prober.close();
      }
    }),
  );
}

async function trySigned(
  connectors: Connectors,
  platform: LivePlatform,
  address: string,
): Promise<ConnectionTest['signedRequest']> {
  const { clock } = connectors.dependencies;
  const link = platform.links.get(address) ?? platform.activeLink;
  const messageId = uuidv7(clock.now());
  const body = JSON.stringify({ batchId: messageId, platform: platform.config.id, events: [] });
  const startedAt = clock.monotonic();
  const request = { path: '/interlock/events', messageId, body };
  const answer = await sendSigned(clock, platform, link, request, platform.config.delivery.timeoutMs);
  const durationMs = clock.monotonic() - startedAt;
  return answer.kind === 'unreachable'
    ? { status: null, durationMs, message: answer.message }
    : { status: answer.status, durationMs, message: null };
}
