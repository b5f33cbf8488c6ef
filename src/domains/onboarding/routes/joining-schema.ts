import { z } from 'zod';
import { joiningStates, joiningSteps } from '../types.ts';

export const joiningSchema = z
  .object({
    joiningId: z.string(),
    personId: z.string(),
    state: z.enum(joiningStates),
    step: z.enum(joiningSteps).describe('What is being done, or what failed'),
    reason: z.string().nullable().describe('Why it failed'),
    createdAt: z.iso.datetime(),
    passkeyAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Joining' });
