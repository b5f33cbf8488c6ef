import { parseArgs } from 'node:util';
import type { DurationMs } from '#kernel/time';

export interface ChaosOptions {
  readonly seed: number;
  /** About how long things go wrong. */
  readonly lengthMs: DurationMs;
  readonly hubs: number;
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `npm run chaos -- [options]

Runs load while processes are killed and hung, connections cut and clocks shifted, and proves from the platforms’
own tables that nothing was lost, repeated or reordered.

  --short       one round of faults with two hubs, about a minute in all (for CI)
  --minutes M   how long things go wrong; 3 by default
  --seed N      the same number gives the same faults; a random one by default, which is printed
  --json        one JSON object on standard output instead of the table
  --help        this text

Ends with code 0 when every promise was kept, 1 when one was broken, 2 when it could not run, 130 when interrupted.
`;

const seedMax = 2 ** 31 - 1;
const minutesDefault = 3;
const minuteMs = 60_000;

/** @throws {RangeError | TypeError} with a sentence when the arguments make no sense */
export function parseOptions(args: readonly string[], randomSeed: () => number): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { short, json, help } = values;
  if (short && values.minutes !== undefined) throw new RangeError('--short and --minutes exclude each other');
  const seed = values.seed === undefined ? randomSeed() : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed > seedMax) {
    throw new RangeError(`--seed must be a whole number from 0 to ${seedMax}`);
  }
  const minutes = Number(values.minutes ?? minutesDefault);
  if (!(minutes > 0 && Number.isFinite(minutes))) throw new RangeError('--minutes must be a number above 0');
  return { seed, lengthMs: short ? 0 : minutes * minuteMs, hubs: short ? 2 : 3, json, help };
}
