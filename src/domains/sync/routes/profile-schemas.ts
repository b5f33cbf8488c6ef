import { z } from 'zod';
import { tiers } from '#kernel/tiers';
import { syncHealths } from '../sync-health.ts';

export const userIdSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces')
  .describe('Printable ASCII without spaces');

const presence = {
  active: z.boolean().describe('The person has access there'),
  lastSync: z.iso.datetime().nullable().describe('When the platform last confirmed a profile'),
};
const decimal = z.string().nullable().describe('INR, decimal; null: no limit');

export const unifiedProfileSchema = z
  .object({
    userId: z.string(),
    tier: z.enum(tiers),
    anonymousId: z
      .string()
      .describe('The hub’s own pseudonym of the person; each platform knows another one'),
    platforms: z
      .object({
        blackPortal: z.object({ ...presence, features: z.array(z.string()).readonly() }),
        tradingPlatform: z.object({
          ...presence,
          portfolio: z
            .object({
              reportedAt: z.iso.datetime(),
              source: z.string(),
              content: z.record(z.string(), z.unknown()),
            })
            .nullable()
            .describe('As last reported by a portfolio_update; null: never'),
          tradingLimits: z.object({ daily: decimal, monthly: decimal }),
        }),
        supportPortal: z.object({
          ...presence,
          zkProof: z
            .string()
            .nullable()
            .describe('Zero-knowledge membership commitment; null: none registered'),
          whatsappLinked: z.boolean(),
          butlerPersonality: z.string(),
        }),
      })
      .catchall(z.looseObject(presence))
      .describe('Further platforms stand here under their own names'),
    syncStatus: z.object({
      lastFullSync: z.iso
        .datetime()
        .nullable()
        .describe('Since then every platform has confirmed at least once; null: some never has'),
      pendingChanges: z
        .array(z.string())
        .readonly()
        .describe('Platforms that have not confirmed the present profile'),
      syncHealth: z
        .enum(syncHealths)
        .describe(
          'healthy: all confirmed; degraded: something waits; failed: refused, budget used, or overdue',
        ),
    }),
  })
  .meta({ id: 'UnifiedProfile' });

export const platformStateSchema = z
  .object({
    platform: z.string(),
    health: z.enum(syncHealths),
    desiredVersion: z.number().int(),
    confirmedVersion: z.number().int().describe('0: never confirmed'),
    confirmedAt: z.iso.datetime().nullable(),
    pendingSince: z.iso.datetime().nullable(),
    nextAttemptAt: z.iso.datetime().nullable().describe('null: nothing to do, or not before a change'),
    attempts: z.number().int().describe('Failed pushes of the desired version'),
    lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'ProfileState' });
