import { z } from 'zod';
import { platformIdPattern } from '#kernel/platforms';
import { allScopes } from './scopes.ts';
import type { ServiceKey } from './types.ts';

const timestamp = z.iso.datetime({ offset: true });

export const newServiceKeySchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('What the key is for')
      .meta({ example: 'trading platform, production' }),
    scopes: z
      .array(z.enum(allScopes))
      .min(1)
      .meta({ example: ['events:write'] }),
    source: z
      .string()
      .regex(platformIdPattern)
      .nullish()
      .describe('The only source whose events the key may send; absent: any')
      .meta({ example: 'trading_platform' }),
    requestsPerMinute: z
      .int()
      .min(0)
      .max(100_000_000)
      .nullish()
      .describe('Requests per minute; 0: no limit; absent: the hub’s default'),
    expiresAt: timestamp.nullish().describe('When the key ends; absent: never'),
  })
  .meta({ id: 'NewServiceKey' });

export const serviceKeySchema = z
  .object({
    keyId: z.string().describe('Names the key; not secret'),
    name: z.string(),
    scopes: z.array(z.enum(allScopes)),
    source: z.string().nullable(),
    requestsPerMinute: z.int().nullable(),
    createdAt: timestamp,
    createdBy: z.string(),
    expiresAt: timestamp.nullable(),
    revokedAt: timestamp.nullable(),
    replacedBy: z.string().nullable().describe('The key that took this one’s place'),
    lastUsedAt: timestamp.nullable().describe('To the minute'),
  })
  .meta({ id: 'ServiceKey' });

export const createdServiceKeySchema = serviceKeySchema
  .extend({ key: z.string().describe('The key itself, shown this once: `ilk_<keyId>_<secret>`') })
  .meta({ id: 'CreatedServiceKey' });

/** A key as it stands in an answer. */
export function presentServiceKey(key: ServiceKey): z.infer<typeof serviceKeySchema> {
  return {
    keyId: key.keyId,
    name: key.name,
    scopes: [...key.scopes],
    source: key.source,
    requestsPerMinute: key.requestsPerMinute,
    createdAt: key.createdAt.toISOString(),
    createdBy: key.createdBy,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    replacedBy: key.replacedBy,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
