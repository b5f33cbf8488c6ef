import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ConnectorError } from '../errors.ts';
import { formatCheck, formatSummary } from './format-report.ts';
import { runConformance } from './run-conformance.ts';
import type { ConformanceOptions, EventTemplate } from './types.ts';

const usage = `Usage: interlock-conformance <url> --secret whsec_… [options]

Tests a platform’s Interlock endpoint from outside. Sends events and profiles of made-up
people (conformance-…), so point it at a test installation.

  --secret <whsec_…>    signing secret; twice or more while one rotates, the newest first
                        (or INTERLOCK_SECRET, which keeps it out of the shell’s history)
  --platform <id>       the platform’s id; usually learnt from the endpoint
  --sample <file.json>  an event that the platform applies: {"eventType": …, "payload": {…}}
  --poison <file.json>  an event that the platform refuses
  --inspect <module>    exports readEffects(eventIds): the ids of those that took effect, in order,
                        as often as they did; order and exactly-once are then checked for real
  --timeout <ms>        for one request (10000)
  --health-ms <ms>      that GET /health may take, the way over the network included (50)
  --json                print the report as JSON

Exit code: 0 all passed, 1 a check failed, 2 the command line is wrong.`;

/** Runs the command line of the conformance kit. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let command: { options: ConformanceOptions; json: boolean } | 'help';
  try {
    command = await readCommand(argv);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  if (command === 'help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const { options, json } = command;
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  try {
    const report = await runConformance(
      json ? options : { ...options, onCheck: (result) => print(formatCheck(result, colour)) },
    );
    print(json ? JSON.stringify(report, null, 2) : `\n${formatSummary(report)}`);
    return report.passed ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    process.stderr.write(`${error.message}. ${error.fix}\n`);
    return 2;
  }
}

async function readCommand(
  argv: readonly string[],
): Promise<{ options: ConformanceOptions; json: boolean } | 'help'> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      secret: { type: 'string', multiple: true },
      platform: { type: 'string' },
      sample: { type: 'string' },
      poison: { type: 'string' },
      inspect: { type: 'string' },
      timeout: { type: 'string', default: '10000' },
      'health-ms': { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [url, ...rest] = positionals;
  if (url === undefined || rest.length > 0 || !URL.canParse(url))
    throw new Error('Give one address, such as http://localhost:4101.');
  const secrets =
    values.secret ?? (process.env.INTERLOCK_SECRET ?? '').split(/[\s,]+/).filter((secret) => secret !== '');
  if (secrets.length === 0) throw new Error('Give the signing secret with --secret, or in INTERLOCK_SECRET.');
  const timeoutMs = readMs('--timeout', values.timeout);
  const healthMsMax = readMs('--health-ms', values['health-ms']);
  const sample = await readTemplate(values.sample);
  const poison = await readTemplate(values.poison);
  const readEffects = await loadInspection(values.inspect);
  return {
    json: values.json,
    options: {
      url,
      secrets,
      timeoutMs,
      healthMsMax,
      ...(values.platform === undefined ? {} : { platform: values.platform }),
      ...(sample === undefined ? {} : { sample }),
      ...(poison === undefined ? {} : { poison }),
      ...(readEffects === undefined ? {} : { readEffects }),
    },
  };
}

function readMs(option: string, value: string): number {
  const milliseconds = Number(value);
  if (!(milliseconds > 0)) throw new Error(`${option} must be a number of milliseconds.`);
  return milliseconds;
}

async function readTemplate(file: string | undefined): Promise<EventTemplate | undefined> {
  if (file === undefined) return undefined;
  const template = JSON.parse(await readFile(file, 'utf8')) as Partial<EventTemplate> | null;
  if (typeof template?.eventType !== 'string' || typeof template.payload !== 'object') {
    throw new TypeError(`${file} must hold {"eventType": "…", "payload": {…}}.`);
  }
  return { eventType: template.eventType, payload: template.payload };
}

async function loadInspection(file: string | undefined): Promise<ConformanceOptions['readEffects']> {
  if (file === undefined) return undefined;
  const module = (await import(pathToFileURL(path.resolve(file)).href)) as {
    readEffects?: NonNullable<ConformanceOptions['readEffects']>;
  };
  if (typeof module.readEffects !== 'function')
    throw new TypeError(`${file} must export a function readEffects.`);
  return module.readEffects;
}
