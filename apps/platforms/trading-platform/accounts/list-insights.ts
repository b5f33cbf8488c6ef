import type { Queryable } from '../../chassis/open-pool.ts';

interface InsightRow {
  kind: string;
  content: object;
  received_at: Date;
}

/** What is known of a person’s interest in investments, newest first. */
export async function listInsights(queryable: Queryable, userId: string, limit: number) {
  const { rows } = await queryable.query<InsightRow>(
    `select kind, content, received_at
       from trading.insights
      where user_id = $1
      order by received_at desc
      limit $2`,
    [userId, limit],
  );
  return rows.map((row) => ({ kind: row.kind, content: row.content, receivedAt: row.received_at }));
}
