import { expect, test } from 'vitest';
import { parseOptions } from './parse-options.ts';

const randomSeed = (): number => 42;

test('without arguments a run takes minutes and a seed of its own', () => {
  expect(parseOptions([], randomSeed)).toEqual({
    seed: 42,
    lengthMs: 180_000,
    hubs: 3,
    json: false,
    help: false,
  });
});

test('seed, length and form can be chosen', () => {
  expect(parseOptions(['--seed', '7', '--minutes', '0.5', '--json'], randomSeed)).toMatchObject({
    seed: 7,
    lengthMs: 30_000,
    json: true,
  });
  expect(parseOptions(['--short'], randomSeed)).toMatchObject({ lengthMs: 0, hubs: 2 });
});

test.each([
  [['--seed', 'x'], '--seed must be'],
  [['--seed', '-1'], '--seed'],
  [['--seed', '1.5'], '--seed must be'],
  [['--minutes', '0'], '--minutes must be'],
  [['--minutes', 'many'], '--minutes must be'],
  [['--short', '--minutes', '2'], 'exclude each other'],
  [['--loud'], '--loud'],
  [['please'], 'please'],
])('%j makes no sense', (args, complaint) => {
  expect(() => parseOptions(args, randomSeed)).toThrow(complaint);
});
