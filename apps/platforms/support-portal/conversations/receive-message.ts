import type { Outbox } from '@interlock/connector';
import { recordInteraction } from '../context/record-interaction.ts';

export interface Message {
  readonly messageId: string;
  readonly userId: string;
  readonly text: string;
  readonly channel: 'app' | 'whatsapp' | 'phone';
  /** What it is about, `investment_advice` for instance. */
  readonly topic: string;
  /** What the butler learnt from it that other platforms should know. */
  readonly preferences: Readonly<Record<string, unknown>>;
  /** Shares that were spoken of. */
  readonly symbols: readonly string[];
  readonly sentAt: Date;
}

/**
 * Takes what a person said to the butler. The words stay here; topic, preferences and shares are announced
 * as `butler_interaction`, so that every other platform knows what the butler knows and no more.
 */
export async function receiveMessage(outbox: Outbox, message: Message): Promise<void> {
  const { messageId, userId, channel, topic, preferences, symbols } = message;
  await outbox.transact(async (transaction) => {
    await transaction.query(
      `insert into support.messages (message_id, user_id, channel, body, sent_at)
       values ($1, $2, $3, $4, $5)`,
      [messageId, userId, channel, message.text, message.sentAt],
    );
    const event = {
      eventId: messageId,
      timestamp: message.sentAt.toISOString(),
      eventType: 'butler_interaction',
      payload: { userId, channel, topic, preferences, symbols },
    };
    await recordInteraction(transaction, event);
    await outbox.add(transaction, [event]);
  });
}
