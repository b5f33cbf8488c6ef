import type { Queryable } from '../../chassis/open-pool.ts';

interface AlertRow {
  emergency_id: string;
  protocol: string | null;
  severity: string;
  raised_at: Date;
  resolved_at: Date | null;
}

/** A member’s own emergencies: open ones first, then the latest. */
export async function findAlerts(queryable: Queryable, userId: string, alertsMax: number) {
  const { rows } = await queryable.query<AlertRow>(
    `select emergency_id, protocol, severity, raised_at, resolved_at
       from portal.alerts
      where user_id = $1
      order by resolved_at is not null, raised_at desc
      limit $2`,
    [userId, alertsMax],
  );
  return rows.map((row) => ({
    emergencyId: row.emergency_id,
    protocol: row.protocol,
    severity: row.severity,
    raisedAt: row.raised_at,
    resolvedAt: row.resolved_at,
  }));
}
