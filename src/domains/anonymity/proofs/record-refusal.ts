import { InterlockError } from '#kernel/errors';
import type { Anonymity } from '../types.ts';

/**
 * Does `work`; when it refuses a proof, the audit log says that and why. Not from which address: whoever was
 * refused is a member more often than an attacker, and an address beside the time of a proof would name them.
 *
 * @param subject what the proof was for
 */
export async function recordRefusal<Result>(
  { database, record }: Pick<Anonymity, 'database' | 'record'>,
  subject: { readonly kind: 'platform' | 'circle'; readonly id: string } | null,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InterlockError && error.status < 500) {
      await record(database, {
        actor: { kind: 'anonymous', id: 'unknown' },
        action: 'proof.refused',
        subject,
        details: { code: error.code },
      });
    }
    throw error;
  }
}
