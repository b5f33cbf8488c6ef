import type { Row } from '#infra/db';
import type { Joining, JoiningState, JoiningStep } from './types.ts';

export interface JoiningRow extends Row {
  readonly joining_id: string;
  readonly person_id: string;
  readonly registration_id: string | null;
  readonly state: JoiningState;
  readonly step: JoiningStep;
  readonly reason: string | null;
  readonly created_at: Date;
  readonly passkey_at: Date | null;
  readonly ended_at: Date | null;
}

export function toJoining(row: JoiningRow): Joining {
  return {
    joiningId: row.joining_id,
    personId: row.person_id,
    state: row.state,
    step: row.step,
    reason: row.reason,
    createdAt: row.created_at,
    passkeyAt: row.passkey_at,
    endedAt: row.ended_at,
  };
}
