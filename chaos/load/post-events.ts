import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import { makeEvent } from './make-event.ts';
import { postUntilAccepted, type Poster } from './post-until-accepted.ts';

export interface EventStream {
  readonly userId: string;
  readonly hubUrls: readonly string[];
  readonly serviceKey: string;
  readonly stopping: () => boolean;
}

const pauseMsMax: DurationMs = 500;

/** Posts one person’s events, each after the one before was accepted, until told to stop. */
export async function postEvents(poster: Poster, stream: EventStream): Promise<void> {
  for (let sequence = 1; !stream.stopping(); sequence += 1) {
    const { userId } = stream;
    const execution = { userId, executionId: `${userId}-${sequence}`, sequence };
    const answer = await postUntilAccepted(poster, {
      urls: stream.hubUrls,
      path: '/api/integration/sync/event',
      headers: { authorization: `Bearer ${stream.serviceKey}` },
      body: makeEvent(execution),
    });
    if (answer !== undefined) poster.ledger.accepted.push(execution);
    await pause(poster.random() * pauseMsMax, undefined, { signal: poster.signal });
  }
}
