import { z } from 'zod';

/** What the routes of this domain share. */
export const params = z.object({ platformId: z.string().min(1).max(100) });
export const reading = { access: { permission: 'platforms:read' } } as const;
export const administering = { access: { permission: 'platforms:admin' } } as const;
export const tags = ['Platforms'];
