import type { PlatformEvent } from '../../protocol.ts';
import type { Check, CheckContext } from '../check.ts';
import { eventsPath, type EndpointAnswer } from '../open-endpoint.ts';
import { excerpt, readBatchAnswer, requireApplied } from '../read-answer.ts';
import { requireEffects } from '../require-effects.ts';
import { NotApplicable, Shortcoming } from '../shortcoming.ts';

const needs = ['event.applied'];
const idsOf = (events: readonly PlatformEvent[]): string[] => events.map((event) => event.eventId);

const withinBatch: Check = {
  id: 'repetition.same_batch',
  title: 'An event that stands twice in a batch is answered as applied',
  needs,
  async run(context) {
    const { endpoint, samples } = context;
    const event = samples.event(samples.nextUserId());
    const answer = await endpoint.post(eventsPath, JSON.stringify(samples.batch([event, event])));
    requireNoFailure(
      answer,
      [event],
      'Skip an eventId that you have applied already, also within one batch, and count it as a success.',
    );
    return requireEffects(context, [event.eventId]);
  },
};

const laterBatch: Check = {
  id: 'repetition.later_batch',
  title: 'A batch that comes again, in part or whole, is answered as applied',
  needs,
  async run(context) {
    const { endpoint, samples } = context;
    const events = eventsOfOnePerson(context, 6);
    await sendAll(context, events);
    for (const again of [events, events.slice(2, 5)]) {
      const answer = await endpoint.post(eventsPath, JSON.stringify(samples.batch(again)));
      requireNoFailure(
        answer,
        again,
        'After a lost answer the hub sends a batch again. Skip what was applied, and answer it as a success.',
      );
    }
    return requireEffects(context, idsOf(events));
  },
};

const atTheSameTime: Check = {
  id: 'repetition.concurrent',
  title: 'The same batch twice at the same time is applied once',
  needs,
  async run(context) {
    const { endpoint, samples } = context;
    const events = eventsOfOnePerson(context, 20);
    const batch = JSON.stringify(samples.batch(events));
    const answers = await Promise.all([endpoint.post(eventsPath, batch), endpoint.post(eventsPath, batch)]);
    const advice =
      'Two hubs may deliver the same while one takes over. Let the database’s unique key decide (insert … on conflict do nothing); answer 503 if you cannot tell.';
    for (const answer of answers) {
      // 503 is honest: nothing is known, the hub tries again.
      if (answer.status !== 503) requireNoFailure(answer, events, advice);
    }
    requireNoFailure(await endpoint.post(eventsPath, batch), events, advice);
    return requireEffects(context, idsOf(events));
  },
};

const order: Check = {
  id: 'order.one_person',
  title: 'Events of one person are applied in order',
  needs,
  async run(context) {
    const userId = context.samples.nextUserId();
    const events = Array.from({ length: 30 }, () => context.samples.event(userId));
    await sendAll(context, events.slice(0, 20));
    await sendAll(context, events.slice(20));
    if (context.options.readEffects === undefined) {
      throw new NotApplicable('All were taken, but only their effects would tell the order; give --inspect.');
    }
    return requireEffects(context, idsOf(events));
  },
};

const large: Check = {
  id: 'batch.large',
  title: 'A batch of 1,000 events is applied in time',
  needs,
  async run(context) {
    const { endpoint, samples } = context;
    const userIds = Array.from({ length: 100 }, () => samples.nextUserId());
    const events = Array.from({ length: 1000 }, (_, index) => samples.event(userIds[index % 100]!));
    const answer = await endpoint.post(eventsPath, JSON.stringify(samples.batch(events)));
    requireNoFailure(
      answer,
      events,
      answer.status === 413
        ? 'Raise the limit for bodies (the hub sends up to 1,000 events in one), or lower batchSize in the connector.'
        : 'Apply a batch in one transaction, with few statements.',
    );
    return `${answer.durationMs.toFixed(0)} ms`;
  },
};

function eventsOfOnePerson({ samples }: CheckContext, count: number): PlatformEvent[] {
  const userId = samples.nextUserId();
  return Array.from({ length: count }, () => samples.event(userId));
}

async function sendAll({ endpoint, samples }: CheckContext, events: readonly PlatformEvent[]): Promise<void> {
  const answer = await endpoint.post(eventsPath, JSON.stringify(samples.batch(events)));
  requireNoFailure(answer, events, 'Events of one person that differ only in their id must all be applied.');
}

function requireNoFailure(answer: EndpointAnswer, events: readonly PlatformEvent[], advice: string): void {
  if (answer.status !== 200)
    throw new Shortcoming(`Answered ${answer.status}${excerpt(answer.body)}`, advice);
  requireApplied(readBatchAnswer(answer), idsOf(events), advice);
}

export const repetitionChecks: readonly Check[] = [withinBatch, laterBatch, atTheSameTime, order, large];
