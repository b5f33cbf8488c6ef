import { beforeEach, describe, expect, test } from 'vitest';
import { runGroups } from './run-groups.ts';
import { groupScenarios } from './scenario-group.ts';
import type { Bench, Scenario } from './types.ts';

interface Stage extends AsyncDisposable {
  readonly name: string;
}

let history: string[];
let interruption: AbortController;
let bench: Bench;
beforeEach(() => {
  history = [];
  interruption = new AbortController();
  bench = {
    short: true,
    signal: interruption.signal,
    profileFolder: null,
    note: (sentence) => void history.push(`note ${sentence}`),
  };
});

const open = (name: string) => async (): Promise<Stage> => {
  history.push(`open ${name}`);
  return { name, [Symbol.asyncDispose]: async () => void history.push(`close ${name}`) };
};

const scenario = (names: readonly string[], work: () => void = () => {}): Scenario<Stage> => ({
  names,
  async measure() {
    work();
    return names.map((name) => ({ name, value: 1, unit: 's', baseline: null, ratio: null }));
  },
});

async function run(groups: Parameters<typeof runGroups>[0], names: readonly string[]) {
  const results: string[] = [];
  const outcome = await runGroups(groups, new Set(names), bench, ({ name }) => void results.push(name));
  return { outcome, results };
}

describe('what is not wanted', () => {
  test('is not opened, not run, not told', async () => {
    const groups = [
      groupScenarios(open('a'), [scenario(['a.1', 'a.2']), scenario(['a.3'])]),
      groupScenarios(open('b'), [scenario(['b.1'])]),
    ];
    expect(await run(groups, ['a.2'])).toEqual({ outcome: 'done', results: ['a.2'] });
    expect(history).toEqual(['open a', 'note a.1, a.2', 'close a']);
  });
});

describe('a failure', () => {
  test('closes its stage, says what is missing, and leaves other groups alone', async () => {
    const fail = (): void => {
      throw new Error('no database');
    };
    const groups = [
      groupScenarios(open('a'), [scenario(['a.1']), scenario(['a.2'], fail), scenario(['a.3'])]),
      groupScenarios(open('b'), [scenario(['b.1'])]),
    ];
    expect(await run(groups, ['a.1', 'a.2', 'a.3', 'b.1'])).toEqual({
      outcome: 'failed',
      results: ['a.1', 'b.1'],
    });
    expect(history).toContain('close a');
    expect(history).toContainEqual(expect.stringContaining('no database'));
    expect(history).toContain('note   Not measured: a.2, a.3');
  });
});

describe('an interruption', () => {
  test('closes the stage, begins nothing more, and tells nothing that was measured meanwhile', async () => {
    const groups = [
      groupScenarios(open('a'), [
        scenario(['a.1'], () => interruption.abort(new Error('Ctrl-C'))),
        scenario(['a.2']),
      ]),
      groupScenarios(open('b'), [scenario(['b.1'])]),
    ];
    expect(await run(groups, ['a.1', 'a.2', 'b.1'])).toEqual({ outcome: 'interrupted', results: [] });
    expect(history).toEqual(['open a', 'note a.1', 'close a']);
  });
});
