import type { Principal } from '#infra/http';
import type { InterlockError } from '#kernel/errors';
import { syncErrors } from '../errors.ts';

/**
 * Whether a principal may speak for the source that an input names. An input without a readable source passes:
 * whoever checks its shape refuses it.
 */
export function refuseForeignSource(principal: Principal | null, input: unknown): InterlockError | undefined {
  const bound = principal?.source ?? null;
  if (bound === null || typeof input !== 'object' || input === null) return undefined;
  const { source } = input as { readonly source?: unknown };
  if (source === bound || typeof source !== 'string') return undefined;
  return syncErrors('sync.foreign_source', {
    detail: `The key is bound to ${bound} and may not speak for another source.`,
  });
}
