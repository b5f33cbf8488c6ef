import { defineErrors } from '#kernel/errors';

export const eventErrors = defineErrors({
  'events.malformed': {
    status: 400,
    title: 'This is not an event',
    fix: 'Send an object with eventId, timestamp, source, eventType and payload; the detail names the field.',
  },
  'events.timestamp_out_of_range': {
    status: 422,
    title: 'The event’s timestamp is too far from now',
    fix: 'Set the sender’s clock, or send the moment at which it happened in RFC 3339 with an offset.',
  },
  'events.unknown_source': {
    status: 422,
    title: 'Nobody is registered under this source',
    fix: 'Use the platform’s registered id, or register the platform first.',
  },
  'events.unknown_type': {
    status: 422,
    title: 'The event type is not in the catalogue',
    fix: 'Use a type of the catalogue (/docs/events), or allow unknown types for this platform.',
  },
  'events.unknown_platform': {
    status: 422,
    title: 'requiresSync names a platform that is not registered',
    fix: 'Name registered platforms only, or leave requiresSync out to reach all subscribers.',
  },
  'events.invalid_payload': {
    status: 422,
    title: 'The payload does not fit the event type’s schema',
    fix: 'Compare the payload with the schema of the type in the catalogue (/docs/events).',
  },
  'events.only_the_hub': {
    status: 422,
    title: 'Only the hub says this',
    fix: 'Leave events of this type to the hub; ask it for what they tell of (revoke the device, sync the person).',
  },
  'events.id_conflict': {
    status: 409,
    title: 'This eventId was used for another event',
    fix: 'Give each event an id of its own. If this is a repetition, send exactly what was sent before.',
  },
  'events.not_found': {
    status: 404,
    title: 'No event has this id',
    fix: 'Check the id; events leave the log when their retention ends.',
  },
  'events.search_too_broad': {
    status: 422,
    title: 'The search would read too much of the log',
    fix: 'Narrow it: give a shorter span of time with `from` and `to`, fewer results, or a condition that more events fit.',
  },
  'events.batch_too_large': {
    status: 413,
    title: 'The batch holds too many events',
    fix: 'Split it; the detail says how many events one request may hold.',
  },
});
