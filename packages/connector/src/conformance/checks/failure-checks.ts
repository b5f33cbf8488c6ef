import type { BatchFailure, PlatformEvent } from '../../protocol.ts';
import type { Check, CheckContext } from '../check.ts';
import { eventsPath } from '../open-endpoint.ts';
import { readBatchAnswer, requireApplied } from '../read-answer.ts';
import { NotApplicable, Shortcoming } from '../shortcoming.ts';
import type { EventTemplate } from '../types.ts';

const poisonAdvice =
  'Undo only the failing person’s events (a transaction or savepoint each), name them in `failures`, and answer 200.';

async function send({ endpoint, samples }: CheckContext, events: readonly unknown[]) {
  return readBatchAnswer(await endpoint.post(eventsPath, JSON.stringify(samples.batch(events))));
}

/** Events that most platforms refuse, unless the caller names one. */
function poisons({ samples, options }: CheckContext): EventTemplate[] {
  if (options.poison !== undefined) return [options.poison];
  const { eventType, payload } = samples.event('');
  const garbage = Object.fromEntries(
    Object.keys(payload).map((name) => [name, { garbage: [null, -1, 'x'] }]),
  );
  return [
    { eventType: 'conformance_unknown_type', payload: { garbage: [null, { deep: [[]] }] } },
    { eventType, payload: garbage },
    { eventType: 42 as unknown as string, payload: {} },
  ];
}

const alone: Check = {
  id: 'failure.alone',
  title: 'A bad event fails alone; other people’s events are applied',
  needs: ['event.applied'],
  async run(context) {
    const { samples } = context;
    const good: PlatformEvent[] = [];
    const bad = new Map<string, EventTemplate>();
    const events: PlatformEvent[] = [];
    for (const template of poisons(context)) {
      const before = samples.event(samples.nextUserId());
      const poison = samples.event(samples.nextUserId(), template);
      bad.set(poison.eventId, template);
      good.push(before);
      events.push(before, poison);
    }
    const last = samples.event(samples.nextUserId());
    const failures = await sendPoison(context, [...events, last]);
    const goodIds = [...good, last].map((event) => event.eventId);
    requireApplied(failures, goodIds, poisonAdvice);
    const refused = failures.find((failure) => bad.has(failure.id));
    if (refused !== undefined) {
      context.poison = bad.get(refused.id);
      return `refused with ${refused.code}`;
    }
    if (context.options.poison !== undefined) {
      throw new Shortcoming(
        'The event of --poison was answered as applied.',
        'Give an event that you refuse.',
      );
    }
    return 'this endpoint took even the bad events';
  },
};

const shape: Check = {
  id: 'failure.shape',
  title: 'Failures name id, code, message and retryable',
  needs: ['failure.alone'],
  async run(context) {
    const poison = refusedEvent(context);
    const failures = await send(context, [poison]);
    const defect = failures.map((failure) => findFailureDefect(failure, [poison.eventId])).find(Boolean);
    if (defect !== undefined) {
      throw new Shortcoming(
        defect,
        'Each failure is {"id": eventId, "code": "stable_word", "message": "for people", "retryable": true | false, "retryAfterSeconds"?: number}.',
      );
    }
  },
};

const blocks: Check = {
  id: 'failure.blocks_person',
  title: 'Later events of the same person wait behind a failed one',
  needs: ['failure.alone'],
  async run(context) {
    const { samples } = context;
    const poison = refusedEvent(context);
    const userId = poison.payload.userId ?? '';
    const [before, after] = [samples.event(userId), samples.event(userId)];
    const stranger = samples.event(samples.nextUserId());
    const failures = await send(context, [before, poison, after, stranger]);
    requireApplied(failures, [before.eventId, stranger.eventId], poisonAdvice);
    if (!failures.some((failure) => failure.id === after.eventId)) {
      throw new Shortcoming(
        'An event was applied although an earlier one of the same person had failed.',
        'After a failure leave the person’s later events alone and name them in `failures` with the code blocked_by_earlier_failure; the hub sends them again, in order.',
      );
    }
    // What was blocked must not have been noted as applied: now, with nothing before it, it goes through.
    requireApplied(
      await send(context, [after]),
      [after.eventId],
      'An event that was blocked must be applied when it comes again.',
    );
  },
};

const notRemembered: Check = {
  id: 'failure.not_remembered',
  title: 'A failed event is not taken for applied when it comes again',
  needs: ['failure.alone'],
  async run(context) {
    const poison = refusedEvent(context);
    await send(context, [poison]);
    const again = await send(context, [poison]);
    if (!again.some((failure) => failure.id === poison.eventId)) {
      throw new Shortcoming(
        'The same event was refused at first and answered as applied the second time.',
        'Note an eventId only in the transaction that applies it: undone together. Otherwise the hub’s retry loses the event.',
      );
    }
  },
};

function refusedEvent({ poison, samples }: CheckContext): PlatformEvent {
  if (poison === undefined) {
    throw new NotApplicable('No event was refused. Give --poison with an event that your platform refuses.');
  }
  return samples.event(samples.nextUserId(), poison);
}

/** As `send`; a status other than 200 gets the advice that fits. */
async function sendPoison(context: CheckContext, events: readonly unknown[]) {
  try {
    return await send(context, events);
  } catch (error) {
    throw error instanceof Shortcoming ? new Shortcoming(error.message, poisonAdvice) : error;
  }
}

function findFailureDefect(failure: BatchFailure, ids: readonly string[]): string | undefined {
  if (typeof failure !== 'object' || failure === null) return 'A failure is not an object.';
  const { id, code, message, retryable, retryAfterSeconds }: Record<keyof BatchFailure, unknown> = {
    retryAfterSeconds: undefined,
    ...failure,
  };
  if (typeof id !== 'string' || !ids.includes(id))
    return `id is ${JSON.stringify(id)}, which was not in the batch.`;
  if (typeof code !== 'string' || code === '') return 'code is not a text.';
  if (typeof message !== 'string') return 'message is not a text.';
  if (typeof retryable !== 'boolean') return 'retryable is not true or false.';
  if (retryAfterSeconds !== undefined && (typeof retryAfterSeconds !== 'number' || retryAfterSeconds < 0)) {
    return 'retryAfterSeconds is not a number of 0 or more.';
  }
  return undefined;
}

export const failureChecks: readonly Check[] = [alone, shape, blocks, notRemembered];
