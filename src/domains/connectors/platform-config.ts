import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { platformIdPattern } from '#kernel/platforms';

/**
 * What is registered about a platform, apart from its secrets. The same shape stands in the platforms file,
 * in the admin API and in the database.
 */

const addressSchema = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const complaint = complainAboutAddress(parseUrl(text));
    if (complaint !== undefined) context.addIssue({ code: 'custom', message: complaint });
  })
  .overwrite(normaliseAddress)
  .describe('Base URL, http or https; the paths of the wire contract are appended to it');

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function normaliseAddress(text: string): string {
  const url = parseUrl(text);
  return url === undefined ? text : `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function complainAboutAddress(url: URL | undefined): string | undefined {
  if (url === undefined) return 'is not a URL';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must begin with http:// or https://';
  if (url.username !== '' || url.password !== '') {
    return 'must not carry credentials; set `credential` instead';
  }
  if (url.search !== '' || url.hash !== '') return 'must not carry a query or a fragment';
  return undefined;
}

const addressesSchema = z
  .strictObject({
    primary: addressSchema,
    standbys: z
      .array(addressSchema)
      .max(8)
      .default([])
      .describe('Taken in this order when the primary is down'),
  })
  .refine(({ primary, standbys }) => new Set([primary, ...standbys]).size === standbys.length + 1, {
    message: 'must all be different',
    path: ['standbys'],
  });

const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const subscriptionsSchema = z.strictObject({
  eventTypes: z
    .union([z.literal('*'), z.array(z.string().min(1).max(100)).max(500)])
    .default('*')
    .describe('Event types to deliver; "*": all but user_synced, which must be named'),
  filter: z
    .strictObject({
      sources: z
        .array(z.string().min(1).max(100))
        .min(1)
        .max(100)
        .optional()
        .describe('Only events of these sources'),
      payload: z
        .record(z.string().min(1).max(200), z.union([scalarSchema, z.array(scalarSchema).min(1).max(100)]))
        .optional()
        .describe('Only events whose payload holds, at each dotted path, the value or one of the values'),
    })
    .optional(),
});

const deliverySchema = z.strictObject({
  batchSize: z.int().min(1).max(5_000).default(500).describe('Most events in one request'),
  timeoutMs: z.int().min(100).max(120_000).default(10_000).describe('Longest wait for an answer'),
  concurrency: z.int().min(1).max(256).default(8).describe('Most requests at once, per hub process'),
  rateLimitPerSecond: z
    .number()
    .positive()
    .max(100_000)
    .nullable()
    .default(null)
    .describe('Most requests (not events) a second, of all hubs together; null: no limit'),
  retry: z
    .strictObject({
      attemptsMax: z.int().min(1).max(1_000).default(12),
      delayMsBase: z.int().min(1).max(600_000).default(200),
      delayMsMax: z.int().min(1).max(86_400_000).default(60_000),
    })
    .prefault({}),
  onDeadLetter: z
    .enum(['continue', 'hold'])
    .default('continue')
    .describe('After a dead letter: go on with the person’s later events, or hold them back'),
});

const circuitSchema = z.strictObject({
  failuresToOpen: z.int().min(1).max(1_000).default(5).describe('Consecutive failures that open the circuit'),
  probeAfterMs: z
    .int()
    .min(10)
    .max(600_000)
    .default(1_000)
    .describe('First wait before a request is let through'),
  probeAfterMsMax: z.int().min(10).max(3_600_000).default(30_000).describe('The wait doubles up to this'),
});

const healthSchema = z.strictObject({
  timeoutMs: z
    .int()
    .min(20)
    .max(10_000)
    .default(2_000)
    .describe('A check without an answer by then has failed'),
  slowMs: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .describe('Slower checks mean that the platform is degraded'),
  errorRateMax: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('A higher reported error rate means that the platform is degraded'),
  failbackAfterMs: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(10_000)
    .describe('How long the preferred address must be operational before requests return to it'),
});

const networkSchema = z
  .string()
  .refine((text) => ipaddr.isValidCIDR(text), 'must be a network such as 10.1.0.0/16');

export const platformConfigSchema = z
  .strictObject({
    id: z
      .string()
      .regex(platformIdPattern, 'must be lower-case letters, digits and underscores, beginning with a letter')
      .describe('Name on the wire: `source` and `requiresSync`'),
    displayName: z.string().min(1).max(100),
    enabled: z.boolean().default(true).describe('The events of a disabled platform wait for it'),
    addresses: addressesSchema,
    subscriptions: subscriptionsSchema.prefault({}),
    allowUnknownEventTypes: z
      .boolean()
      .default(false)
      .describe('Whether the platform may send event types that the catalogue does not know'),
    profile: z
      .enum(['black_portal', 'trading_platform', 'support_portal', 'basic'])
      .nullable()
      .default(null)
      .describe('Shape of the profiles it receives; null: none'),
    delivery: deliverySchema.prefault({}),
    circuit: circuitSchema.prefault({}),
    health: healthSchema.prefault({}),
    allowedNetworks: z
      .array(networkSchema)
      .max(50)
      .default([])
      .describe('Private networks in which its addresses may lie'),
  })
  .describe('A platform that the hub delivers to');

/** A platform as somebody writes it: what has a default may be absent. */
export type PlatformDefinition = z.input<typeof platformConfigSchema>;

/** A definition with its defaults filled in; what the database keeps. */
export type ResolvedDefinition = Readonly<z.output<typeof platformConfigSchema>>;

/** A registered platform. Immutable; a change makes a new object. */
export type PlatformConfig = ResolvedDefinition & {
  /** Grows with every change; an update names the version it was made for. */
  readonly version: number;
  /** Whether requests carry a bearer credential. */
  readonly hasCredential: boolean;
};

/** JSON schema (2020-12) of a platform, for editors and the reference. */
export function platformConfigJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(platformConfigSchema, { io: 'input' }) as Record<string, unknown>;
}

/** All addresses of a platform, the primary first. */
export function addressesOf(config: Pick<PlatformConfig, 'addresses'>): readonly string[] {
  return [config.addresses.primary, ...config.addresses.standbys];
}
