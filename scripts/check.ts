/**
 * `npm run check`: every `check:…` script of package.json, two at a time, and a table of how they went.
 * `npm run check -- types lint` runs those alone. Fails when one fails, after all have run.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { styleText } from 'node:util';

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

const root = path.dirname(import.meta.dirname);
const atOnce = 2;

/** What each check protects, in the words of the table. */
const meanings: Readonly<Record<string, string>> = {
  types: 'the compiler agrees',
  lint: 'no known mistakes',
  format: 'formatted by prettier',
  boundaries: 'who may use whom',
  unused: 'no dead code, no unlisted package',
  generated: 'what is generated is up to date',
};

const names = await chooseChecks(process.argv.slice(2));
const outcomes = await runAll(names);
for (const { name, output } of outcomes.filter(({ passed }) => !passed)) {
  console.log(`\n${styleText('bold', name)}\n${output.trimEnd()}`);
}
console.log(`\n${outcomes.map(describeOutcome).join('\n')}`);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;

async function chooseChecks(wanted: readonly string[]): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const known = Object.keys(scripts)
    .filter((script) => script.startsWith('check:'))
    .map((script) => script.slice('check:'.length));
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no check called ${unknown.join(', ')}. There are ${known.join(', ')}.`);
    process.exit(2);
  }
  return wanted.length > 0 ? wanted : known;
}

async function runAll(waiting: readonly string[]): Promise<readonly Outcome[]> {
  const queue = waiting.values();
  const done = new Map<string, Outcome>();
  const worker = async (): Promise<void> => {
    for (const name of queue) {
      const outcome = await runCheck(name);
      done.set(name, outcome);
      console.log(`${mark(outcome)} ${name}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return waiting.flatMap((name) => done.get(name) ?? []);
}

function runCheck(name: string): Promise<Outcome> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--run', `check:${name}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  });
  let output = '';
  const collect = (chunk: string): void => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ name, passed: code === 0, seconds: (performance.now() - startedAt) / 1000, output });
    });
  });
}

function mark({ passed }: Outcome): string {
  return passed ? styleText('green', '✓') : styleText('red', '✗');
}

function describeOutcome(outcome: Outcome): string {
  const seconds = `${outcome.seconds.toFixed(1)} s`.padStart(8);
  return `${mark(outcome)} ${outcome.name.padEnd(11)} ${seconds}   ${meanings[outcome.name] ?? ''}`;
}
