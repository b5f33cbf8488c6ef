import { z } from 'zod';

/** What the routes of this domain share. */
export const params = z.object({ platformId: z.string().min(1).max(100) });
export const config = { access: 'operator' } as const;
export const tags = ['Platforms'];
