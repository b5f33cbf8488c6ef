import { defineErrors } from '#kernel/errors';

export const deliveryErrors = defineErrors({
  'delivery.dead_letter_not_found': {
    status: 404,
    title: 'There is no such dead letter',
    fix: 'List the dead letters; it may have been discarded, or removed with its platform.',
  },
  'delivery.dead_letter_settled': {
    status: 409,
    title: 'This dead letter is settled already',
    fix: 'Look at its state: it was replayed or discarded before.',
  },
  'delivery.event_gone': {
    status: 410,
    title: 'The event of this dead letter has left the log',
    fix: 'Send what it said as a new event, then discard the dead letter; it keeps the whole event.',
  },
  'delivery.invalid_payload': {
    status: 422,
    title: 'The corrected payload does not fit the event type',
    fix: 'Correct it as the detail says; who the event is about and its type cannot change.',
  },
  'delivery.replay_not_found': {
    status: 404,
    title: 'There is no such replay',
    fix: 'List the replays, or start a new one.',
  },
  'delivery.unknown_platform': {
    status: 422,
    title: 'No platform is registered under this id',
    fix: 'Use the id of a registered platform.',
  },
});
