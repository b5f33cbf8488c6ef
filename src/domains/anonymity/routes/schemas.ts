import { z } from 'zod';
import { tiers } from '../types.ts';

export const tags = ['Anonymity'];
export const tier = z.enum(tiers);

/** Decimal; one way to write each number. */
const fieldNumber = z.string().regex(/^(0|[1-9]\d{0,77})$/);

export const presentedProof = z.object({
  tier: tier.describe('The group that the proof is made in'),
  challenge: z.string().max(200),
  proof: z
    .object({
      merkleTreeDepth: z.number().int().min(1).max(32),
      merkleTreeRoot: fieldNumber,
      nullifier: fieldNumber,
      message: fieldNumber,
      scope: fieldNumber,
      points: z.array(fieldNumber).length(8),
    })
    .describe('A Semaphore v4 proof'),
});

export const circleParams = z.object({ circleId: z.uuid() });

export const circle = z.object({
  circleId: z.string(),
  name: z.string(),
  purpose: z.string(),
  minimumTier: tier.nullable(),
});

export const listedCircle = circle.extend({ foundedOn: z.string(), pseudonyms: z.number() });

export const post = z.object({
  postId: z.string(),
  pseudonym: z.string(),
  pseudonymId: z.string(),
  pseudonymState: z.enum(['active', 'silenced', 'removed']),
  content: z.string().nullable(),
  postedAt: z.string().describe('To the minute'),
  hidden: z.boolean(),
});

export const page = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .describe('Only posts older than this one'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
