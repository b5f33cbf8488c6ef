import { z } from 'zod';
import type { PlatformId } from '#kernel/platforms';
import { describeHealth } from './describe-health.ts';
import { findLivePlatform } from './find-live-platform.ts';
import { platformConfigSchema } from './platform-config.ts';
import type { AddressHealth, Connectors } from './types.ts';

const timeSchema = z.iso.datetime();
const stateSchema = z.enum(['operational', 'degraded', 'down', 'unknown']);

const addressHealthSchema = z.object({
  address: z.string(),
  state: stateSchema,
  since: timeSchema.nullable(),
  lastCheckAt: timeSchema.nullable(),
  passed: z.boolean().describe('Whether the last check passed; the state follows with hysteresis'),
  latencyMs: z.number().nullable(),
  message: z.string().nullable().describe('What was wrong with the last check'),
  metrics: z
    .object({ requestsPerMinute: z.number(), errorRate: z.number(), avgResponseTime: z.number() })
    .nullable()
    .describe('What the platform says of itself'),
});

/** A platform as operators see it. No secrets. */
export const platformViewSchema = platformConfigSchema.extend({
  version: z.int(),
  hasCredential: z.boolean(),
  health: z.object({
    state: stateSchema.describe('That of the active address'),
    circuit: z.enum(['closed', 'open', 'half_open']).describe('Of the hub process that answers'),
    activeAddress: z.string(),
    activeSince: timeSchema,
    activeReason: z.enum(['registered', 'operator', 'failover', 'failback', 'address_removed']),
    pinnedAddress: z.string().nullable().describe('Preferred to the primary by an operator'),
    addresses: z.array(addressHealthSchema).describe('The primary first'),
  }),
});

export type PlatformView = z.output<typeof platformViewSchema>;

/** @throws `connectors.unknown_platform` */
export function describePlatform(connectors: Connectors, platformId: PlatformId): PlatformView {
  const platform = findLivePlatform(connectors, platformId);
  const health = describeHealth(platform);
  return {
    ...platform.config,
    health: {
      state: health.state,
      circuit: health.circuit,
      activeAddress: health.activeAddress,
      activeSince: health.activeSince.toISOString(),
      activeReason: health.activeReason,
      pinnedAddress: health.pinnedAddress,
      addresses: health.addresses.map(describeAddress),
    },
  };
}

function describeAddress(health: AddressHealth): z.output<typeof addressHealthSchema> {
  return {
    ...health,
    since: health.since?.toISOString() ?? null,
    lastCheckAt: health.lastCheckAt?.toISOString() ?? null,
  };
}
