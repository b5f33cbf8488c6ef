import type { Queryable } from '../../chassis/open-pool.ts';

interface EmergencyRow {
  emergency_id: string;
  protocol: string | null;
  severity: string;
  responders: string[];
  activated_at: Date;
}

/** A person’s open emergencies and who was called, newest first. */
export async function listEmergencies(queryable: Queryable, userId: string) {
  const { rows } = await queryable.query<EmergencyRow>(
    `select emergency_id, protocol, severity, responders, activated_at
       from support.emergencies
      where user_id = $1 and resolved_at is null
      order by activated_at desc`,
    [userId],
  );
  return rows.map((row) => ({
    emergencyId: row.emergency_id,
    protocol: row.protocol,
    severity: row.severity,
    responders: row.responders,
    activatedAt: row.activated_at,
  }));
}
