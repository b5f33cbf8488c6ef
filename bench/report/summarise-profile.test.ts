import { expect, test } from 'vitest';
import { summariseProfile, type CpuProfile } from './summarise-profile.ts';

const node = (id: number, functionName: string, url: string) => ({ id, callFrame: { functionName, url } });

test('time is added up by package and by file; waiting does not count', () => {
  const profile: CpuProfile = {
    nodes: [
      node(1, '(idle)', ''),
      node(2, '(garbage collector)', ''),
      node(3, 'parse', 'file:///project/node_modules/pg/lib/parser.js'),
      node(4, 'query', 'file:///project/node_modules/pg/lib/client.js'),
      node(5, 'sign', 'file:///project/node_modules/@scope/name/index.js'),
      node(6, 'append', 'file:///project/src/domains/events/append-batch.ts'),
      node(7, 'emit', 'node:events'),
    ],
    samples: [1, 2, 3, 4, 5, 6, 7, 3],
    timeDeltas: [9_000, 100, 200, 100, 50, 300, 150, 100],
  };
  expect(summariseProfile(profile, '/project')).toEqual({
    busyMs: 1,
    places: [
      { place: 'pg', share: 0.4 },
      { place: 'src/domains/events/append-batch.ts', share: 0.3 },
      { place: 'node:events', share: 0.15 },
      { place: '(garbage collector)', share: 0.1 },
      { place: '@scope/name', share: 0.05 },
    ],
  });
});

test('a process that only waited has nothing to tell', () => {
  const profile = { nodes: [node(1, '(idle)', '')], samples: [1], timeDeltas: [5_000] };
  expect(summariseProfile(profile, '/project')).toEqual({ busyMs: 0, places: [] });
});
