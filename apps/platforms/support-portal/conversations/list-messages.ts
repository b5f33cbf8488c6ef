import type { Queryable } from '../../chassis/open-pool.ts';

interface MessageRow {
  message_id: string;
  channel: string;
  body: string;
  sent_at: Date;
}

/** What a person said to the butler, newest first. */
export async function listMessages(queryable: Queryable, userId: string, limit: number) {
  const { rows } = await queryable.query<MessageRow>(
    `select message_id, channel, body, sent_at
       from support.messages
      where user_id = $1
      order by sent_at desc
      limit $2`,
    [userId, limit],
  );
  return rows.map((row) => ({
    messageId: row.message_id,
    channel: row.channel,
    text: row.body,
    sentAt: row.sent_at,
  }));
}
