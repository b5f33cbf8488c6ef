import { parseArgs } from 'node:util';

/** The arguments make no sense; the message tells a person what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface BenchArguments {
  /** Beginnings of names; empty: everything. */
  readonly prefixes: readonly string[];
  readonly json: boolean;
  readonly short: boolean;
  readonly profileFolder: string | null;
  readonly help: boolean;
}

/** @throws {UsageError} */
export function readArguments(words: readonly string[]): BenchArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        short: { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { json, short, help, profile = null } = values;
    if (profile === '') throw new UsageError('--profile needs a folder.');
    return { prefixes: positionals, json, short, help, profileFolder: profile };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n--help shows how.`, {
      cause: error,
    });
  }
}

export function usage(names: readonly string[]): string {
  return `npm run bench -- [prefix…] [--json] [--short] [--profile folder]

  prefix…           only what begins so: “events”, “sync.user”; several are possible
  --json            one object a line on standard output, nothing else
  --short           a minute instead of ten; shows that it works, not how fast it is
  --profile folder  writes a CPU profile of every Node process there

${names.map((name) => `  ${name}`).join('\n')}`;
}
