import type { Row } from '#infra/db';
import type { Members } from './types.ts';

export interface Recovery {
  readonly recoveryId: string;
  readonly personId: string;
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
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly approved: boolean | null;
}

/** Recoveries that operators asked for: those to be decided first, then the latest. */
export async function listRecoveries({ database }: Pick<Members, 'database'>): Promise<Recovery[]> {
  const rows = await database.query<RecoveryRow>(
    `select recovery_id, person_id, reason, requested_by, requested_at, decided_by, decided_at, approved
     from identity.recoveries order by decided_at desc nulls first, requested_at desc limit 200`,
  );
  return rows.map((row) => ({
    recoveryId: row.recovery_id,
    personId: row.person_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    approved: row.approved,
  }));
}
