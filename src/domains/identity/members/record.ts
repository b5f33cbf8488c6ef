import { recordAct } from '#audit';
import type { Queryable } from '#infra/db';
import type { Caller, Members } from './types.ts';

export interface MemberAct {
  /** `noun.past_participle`. */
  readonly action: string;
  readonly personId?: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly reason?: string;
  /** Personal values by kind; kept as keyed hashes, so that whoever knows one can look for it. */
  readonly personal?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes an act into the audit log, in the transaction of the act itself. */
export async function record(
  { audit }: Members,
  transaction: Queryable,
  by: Caller,
  { action, personId, subject, reason, personal, details }: MemberAct,
): Promise<void> {
  await recordAct(audit, transaction, {
    actor: { kind: by.kind, id: by.id },
    action,
    subject: subject ?? (personId === undefined ? null : { kind: 'person', id: personId }),
    reason: reason ?? null,
    origin: {
      ...(by.address === undefined ? {} : { address: by.address }),
      ...(by.requestId === undefined ? {} : { requestId: by.requestId }),
    },
    ...(personal === undefined ? {} : { personal }),
    ...(details === undefined ? {} : { details }),
  });
}
