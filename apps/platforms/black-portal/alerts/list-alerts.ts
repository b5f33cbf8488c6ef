import type { Queryable } from '../../chassis/open-pool.ts';

interface AlertRow {
  user_id: string;
  emergency_id: string;
  protocol: string | null;
  severity: string;
  raised_at: Date;
  resolved_at: Date | null;
}

// What the first stage of each protocol shows to responders, at once. Later stages need the hub’s word.
const firstReveal: Readonly<Record<string, string>> = {
  medical: 'location',
  security: 'location',
  financial: 'account_status',
};

/** The alert screen: open emergencies, newest first, each with what its reveal screen may show. */
export async function listAlerts(queryable: Queryable, limit: number) {
  const { rows } = await queryable.query<AlertRow>(
    `select user_id, emergency_id, protocol, severity, raised_at, resolved_at
       from portal.alerts
      order by resolved_at is not null, raised_at desc
      limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    emergencyId: row.emergency_id,
    protocol: row.protocol,
    severity: row.severity,
    raisedAt: row.raised_at,
    resolvedAt: row.resolved_at,
    revealScreen: {
      open: row.resolved_at === null,
      reveals: row.resolved_at === null ? revealsOf(row.protocol) : [],
    },
  }));
}

function revealsOf(protocol: string | null): string[] {
  const first = protocol === null ? undefined : firstReveal[protocol];
  return first === undefined ? [] : [first];
}
