import { describeCaller, recordAct, type Audit, type CallerRequest } from '#audit';
import type { Queryable } from '#infra/db';
import { InterlockError } from '#kernel/errors';

export interface AccessAct {
  readonly action: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly error?: unknown;
}

/** Writes down who came in, or who was refused and why. */
export async function recordAccess(
  audit: Audit | undefined,
  target: Queryable,
  request: CallerRequest,
  { action, subject, error }: AccessAct,
): Promise<void> {
  if (audit === undefined) return;
  await recordAct(audit, target, {
    ...describeCaller(request),
    action,
    subject: subject ?? null,
    ...(error instanceof InterlockError ? { details: { code: error.code } } : {}),
  });
}
