import { describeCaller, recordAct, type Actor, type Audit, type CallerRequest } from '#audit';
import type { Queryable } from '#infra/db';
import { InterlockError } from '#kernel/errors';

export interface AccessAct {
  readonly action: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  /** Who came in, where the request itself does not know yet. */
  readonly actor?: Actor;
  readonly error?: unknown;
}

/** Writes down who came in, or who was refused and why. */
export async function recordAccess(
  audit: Audit | undefined,
  target: Queryable,
  request: CallerRequest,
  { action, subject, actor, error }: AccessAct,
): Promise<void> {
  if (audit === undefined) return;
  await recordAct(audit, target, {
    ...describeCaller(request),
    ...(actor === undefined ? {} : { actor }),
    action,
    subject: subject ?? null,
    ...(error instanceof InterlockError ? { details: { code: error.code } } : {}),
  });
}
