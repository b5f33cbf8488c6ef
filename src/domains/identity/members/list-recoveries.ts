import { decryptAllFor } from '#infra/crypto';
import type { Row } from '#infra/db';
import { personKey } from './person-key.ts';
import type { Members } from './types.ts';

export interface Recovery {
  readonly recoveryId: string;
  readonly personId: string;
  /** How the person was recognised; empty once they are erased. */
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly approved: boolean | null;
}

interface RecoveryRow extends Row {
  readonly recovery_id: string;
  readonly person_id: string;
  readonly reason: string;
  readonly sealed_reason: Buffer | null;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly approved: boolean | null;
}

/** Recoveries that operators asked for: those to be decided first, then the latest. */
export async function listRecoveries({
  database,
  envelopes,
}: Pick<Members, 'database' | 'envelopes'>): Promise<Recovery[]> {
  const rows = await database.query<RecoveryRow>(
    `select recovery_id, person_id, reason, sealed_reason, requested_by, requested_at, decided_by, decided_at,
       approved
     from identity.recoveries order by decided_at desc nulls first, requested_at desc limit 200`,
  );
  const sealed = rows.flatMap(
    ({ recovery_id: recoveryId, person_id: personId, sealed_reason: ciphertext }) =>
      ciphertext === null ? [] : [{ recoveryId, personId, ciphertext }],
  );
  const opened = await decryptAllFor(
    envelopes,
    sealed.map(({ personId, ciphertext }) => ({
      owner: personKey(personId),
      field: 'recoveries.reason',
      ciphertext,
    })),
  );
  const reasons = new Map(
    sealed.map(({ recoveryId }, place) => [recoveryId, opened[place]?.toString() ?? '']),
  );
  return rows.map((row) => ({
    recoveryId: row.recovery_id,
    personId: row.person_id,
    reason: reasons.get(row.recovery_id) ?? row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    approved: row.approved,
  }));
}
