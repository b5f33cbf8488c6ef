import { z } from 'zod';

export const credentialSchema = z
  .string()
  .min(1)
  .max(4_096)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
  .describe('Sent as `Authorization: Bearer …`; never shown again');
