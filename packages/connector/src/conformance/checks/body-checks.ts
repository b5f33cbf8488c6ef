import type { Check, CheckContext } from '../check.ts';
import { eventsPath } from '../open-endpoint.ts';
import { excerpt, readBatchAnswer, requireApplied } from '../read-answer.ts';
import { Shortcoming } from '../shortcoming.ts';

const needs = ['signature.accepted'];

async function requireStatus(
  { endpoint }: CheckContext,
  body: string,
  statuses: readonly number[],
  advice: string,
): Promise<void> {
  const answer = await endpoint.post(eventsPath, body);
  if (statuses.includes(answer.status)) return;
  throw new Shortcoming(
    `Answered ${answer.status} instead of ${statuses.join(' or ')}${excerpt(answer.body)}`,
    advice,
  );
}

const malformed: Check = {
  id: 'body.malformed_json',
  title: 'A body that is not JSON is answered with 400',
  needs,
  run: (context) =>
    requireStatus(
      context,
      '{"batchId": "cut off',
      [400],
      'Catch the parser’s error. A 5xx makes the hub send the same again, and 200 would lose the batch.',
    ),
};

const wrongShape: Check = {
  id: 'body.wrong_shape',
  title: 'JSON that is not a batch is answered with 400 or 422',
  needs,
  run: (context) =>
    requireStatus(
      context,
      JSON.stringify({ ...context.samples.batch([]), events: 'none' }),
      [400, 422],
      'Check that `events` is an array before using it.',
    ),
};

const otherPlatform: Check = {
  id: 'body.other_platform',
  title: 'A batch for another platform is refused with 421 or 403',
  needs,
  run: (context) =>
    requireStatus(
      context,
      JSON.stringify({ ...context.samples.batch([]), platform: 'some_other_platform' }),
      [421, 403],
      'Compare `platform` with your own id: a mistyped address must not fill the wrong database.',
    ),
};

const empty: Check = {
  id: 'batch.empty',
  title: 'An empty batch is answered with 200',
  needs,
  async run({ endpoint, samples }) {
    readBatchAnswer(await endpoint.post(eventsPath, JSON.stringify(samples.batch([]))));
  },
};

const sampleApplied: Check = {
  id: 'event.applied',
  title: 'The sample event is applied',
  needs,
  async run({ endpoint, samples }) {
    const event = samples.event(samples.nextUserId());
    const answer = await endpoint.post(eventsPath, JSON.stringify(samples.batch([event])));
    requireApplied(
      readBatchAnswer(answer),
      [event.eventId],
      'Give --sample with an event that your platform applies: {"eventType": …, "payload": {…}}.',
    );
  },
};

const unknownFields: Check = {
  id: 'batch.unknown_fields',
  title: 'Fields that are not known are passed over',
  needs: ['event.applied'],
  async run({ endpoint, samples }) {
    const event = samples.event(samples.nextUserId());
    const extended = { ...event, addedLater: 1, payload: { ...event.payload, addedLater: { deep: [null] } } };
    const answer = await endpoint.post(
      eventsPath,
      JSON.stringify({ ...samples.batch([extended]), addedLater: true }),
    );
    const advice = 'The contract grows by adding fields. Read those that you know, and leave the rest alone.';
    if (answer.status !== 200)
      throw new Shortcoming(`Answered ${answer.status}${excerpt(answer.body)}`, advice);
    requireApplied(readBatchAnswer(answer), [event.eventId], advice);
  },
};

export const bodyChecks: readonly Check[] = [
  malformed,
  wrongShape,
  otherPlatform,
  empty,
  sampleApplied,
  unknownFields,
];
