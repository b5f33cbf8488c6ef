import { expect, it } from 'vitest';
import type { ConsoleMessage, EventSummary, JobProgress, PlatformStatus } from './messages.ts';
import { tellPermitted } from './tell-permitted.ts';

const at = '2026-01-01T00:00:00.000Z';
const event: EventSummary = {
  position: 1,
  eventId: 'event-1',
  eventType: 'trade_executed',
  source: 'trading_platform',
  userId: 'member-0001',
  acceptedAt: at,
  targets: [],
};
const platform: PlatformStatus = {
  platformId: 'black_portal',
  displayName: 'Black Portal',
  enabled: true,
  state: 'operational',
  since: at,
  lastCheckAt: at,
  healthLatencyMs: 3,
  circuit: 'closed',
  activeAddress: 'https://black.example',
  addresses: ['https://black.example'],
  lag: 0,
  parkedLanes: 0,
  deadLetters: 0,
};
const job = (kind: JobProgress['kind']): JobProgress => ({
  jobId: kind,
  kind,
  state: 'running',
  total: 2,
  done: 1,
  failed: 0,
  startedAt: at,
  finishedAt: null,
});
const counts = { total: 1, byPlatform: { black_portal: 1 } };

const messages: readonly ConsoleMessage[] = [
  { type: 'flows', points: [{ at }] },
  { type: 'events', events: [event], leftOut: 0 },
  { type: 'platforms', platforms: [platform] },
  { type: 'dead_letters', ...counts },
  { type: 'job', job: job('bulk_sync') },
  { type: 'job', job: job('replay') },
  { type: 'heartbeat', at },
];
const snapshot: ConsoleMessage = {
  type: 'snapshot',
  at,
  points: [{ at }],
  events: [event],
  platforms: [platform],
  deadLetters: counts,
  jobs: [job('bulk_sync'), job('replay')],
};
const nothing: ConsoleMessage = {
  type: 'snapshot',
  at,
  points: [],
  events: [],
  platforms: [],
  deadLetters: null,
  jobs: [],
};

const kindsFor = (...permissions: string[]): string[] =>
  messages
    .filter((message) => tellPermitted(message, new Set(permissions)) !== undefined)
    .map((message) => (message.type === 'job' ? message.job.kind : message.type));

it('tells of each kind only who has the permission to read the same elsewhere', () => {
  expect(kindsFor('console:use', 'people:read')).toEqual(['heartbeat']);
  expect(kindsFor('metrics:read')).toEqual(['flows', 'heartbeat']);
  expect(kindsFor('events:read')).toEqual(['events', 'heartbeat']);
  expect(kindsFor('platforms:read')).toEqual(['heartbeat']);
  expect(kindsFor('platforms:read', 'metrics:read')).toEqual(['flows', 'platforms', 'heartbeat']);
  expect(kindsFor('delivery:read')).toEqual(['dead_letters', 'replay', 'heartbeat']);
  expect(kindsFor('sync:read')).toEqual(['bulk_sync', 'heartbeat']);
});

it('begins with the parts that go with those kinds', () => {
  const begins = (...permissions: string[]) => tellPermitted(snapshot, new Set(permissions));
  expect(begins()).toEqual(nothing);
  expect(begins('metrics:read')).toEqual({ ...nothing, points: [{ at }] });
  expect(begins('events:read')).toEqual({ ...nothing, events: [event] });
  expect(begins('delivery:read')).toEqual({ ...nothing, deadLetters: counts, jobs: [job('replay')] });
  expect(begins('sync:read')).toEqual({ ...nothing, jobs: [job('bulk_sync')] });
  expect(begins('metrics:read', 'events:read', 'platforms:read', 'delivery:read', 'sync:read')).toEqual(
    snapshot,
  );
});
