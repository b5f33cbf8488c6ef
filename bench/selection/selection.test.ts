import { describe, expect, test } from 'vitest';
import { goals } from '../report/goals.ts';
import { scenarioGroups } from '../scenario-groups.ts';
import { chooseNames } from './choose-names.ts';
import { readArguments, usage, UsageError } from './read-arguments.ts';

describe('arguments', () => {
  test('without any, everything is measured, in full, for people', () => {
    expect(readArguments([])).toEqual({
      prefixes: [],
      json: false,
      short: false,
      profileFolder: null,
      help: false,
    });
  });

  test('prefixes and options stand in any order', () => {
    expect(readArguments(['--short', 'events', '--profile', 'out', 'sync.user', '--json'])).toEqual({
      prefixes: ['events', 'sync.user'],
      json: true,
      short: true,
      profileFolder: 'out',
      help: false,
    });
  });

  test.each([['--fast'], ['--profile'], ['--profile='], ['--json=yes']])('%s is refused', (...words) => {
    expect(() => readArguments(words)).toThrow(UsageError);
  });
});

describe('the choice of scenarios', () => {
  const known = ['events.throughput', 'events.throughput.reference', 'events.latency.p50', 'sync.bulk'];

  test.each([
    [[], known],
    [['sync'], ['sync.bulk']],
    [['events.throughput'], ['events.throughput', 'events.throughput.reference']],
    [
      ['sync', 'events.l'],
      ['events.latency.p50', 'sync.bulk'],
    ],
    [['events.latency.p50', 'events.latency'], ['events.latency.p50']],
  ])('%j', (prefixes, chosen) => {
    expect([...chooseNames(known, prefixes)]).toEqual(chosen);
  });

  test('a prefix that fits nothing is named, with what there is', () => {
    expect(() => chooseNames(known, ['events', 'latency'])).toThrow(
      /“latency”.*\n {2}events\.throughput\n(.*\n)* {2}sync\.bulk$/,
    );
  });
});

describe('the scenarios', () => {
  const names = scenarioGroups.flatMap((group) => group.names);

  test('have names of their own, each with a goal, but for what only describes the machine', () => {
    expect(new Set(names).size).toBe(names.length);
    const judged = names.filter((name) => !name.startsWith('machine.'));
    expect(Object.keys(goals).toSorted()).toEqual(judged.toSorted());
  });

  test('are all listed by --help', () => {
    for (const name of names) expect(usage(names)).toContain(name);
  });
});
