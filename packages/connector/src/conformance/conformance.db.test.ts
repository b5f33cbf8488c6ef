import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEffectsTable, writeEffects } from '../../test/effects.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createProfileHandlers } from '../../test/profile-handlers.ts';
import { createInbox, interlockPlugin } from '../index.ts';
import { runConformance } from './run-conformance.ts';
import type { ConformanceReport } from './types.ts';

const secrets = [randomBytes(32), randomBytes(32)].map((key) => `whsec_${key.toString('base64')}`);
const program = fileURLToPath(new URL('../../bin/interlock-conformance.mjs', import.meta.url));

let database: TestPool;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  database = await openTestPool();
  await createEffectsTable(database.pool);
  const inbox = await createInbox({ pool: database.pool });
  inbox.onBatch('trade_executed', writeEffects);
  inbox.onProfiles(await createProfileHandlers(database.pool));
  app = Fastify();
  await app.register(interlockPlugin, { platform: 'black_portal', secrets, inbox });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

describe('a platform made with this package', () => {
  test('conforms, its effects included', async () => {
    const report = await runConformance({
      url,
      secrets,
      // A busy machine must not be taken for a slow platform.
      healthMsMax: 5_000,
      async readEffects(eventIds) {
        const { rows } = await database.pool.query<{ event_id: string }>(
          'select event_id from effects where event_id = any ($1) order by place',
          [eventIds],
        );
        return rows.map((row) => row.event_id);
      },
    });
    expect(report.checks.filter((check) => check.status !== 'passed')).toEqual([]);
  });
});

interface Exit {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(node: string, args: readonly string[]): Promise<Exit> {
  return new Promise((resolve) => {
    const child = execFile(node, [program, ...args, '--health-ms', '5000'], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** Every Node on this machine’s PATH; the program must work with an old one, too. */
async function findNodes(): Promise<string[]> {
  const found = new Set([process.execPath]);
  for (const directory of (process.env.PATH ?? '').split(':')) {
    const files = await readdir(directory).catch((): string[] => []);
    if (files.includes('node')) found.add(`${directory}/node`);
  }
  return [...found];
}

describe('the command line', () => {
  test('reports to people, whichever Node runs it', async () => {
    for (const node of await findNodes()) {
      const exit = await run(node, [url, '--secret', secrets[0]!, '--secret', secrets[1]!]);
      expect(exit.stderr).toBe('');
      expect(exit.stdout).toContain('✓ A correctly signed batch is accepted');
      expect(exit.stdout).toContain('PASS');
      expect(exit.stdout).toContain('Cannot be seen from outside:');
      expect(exit.code).toBe(0);
    }
  });

  test('reports to programs', async () => {
    const exit = await run(process.execPath, [url, '--secret', secrets[0]!, '--json']);
    const report = JSON.parse(exit.stdout) as ConformanceReport;
    expect(report).toMatchObject({ passed: true, platform: 'black_portal' });
    expect(exit.code).toBe(0);
  });

  test('looks at the effects through a module of one’s own', async () => {
    const inspection = fileURLToPath(new URL('../../test/no-effects.mjs', import.meta.url));
    const exit = await run(process.execPath, [url, '--secret', secrets[0]!, '--inspect', inspection]);
    expect(exit.stdout).toMatch(/✗ .*\n    1 of 1 events were answered as applied but had no effect/);
    expect(exit.stdout).not.toContain('give --inspect');
    expect(exit.code).toBe(1);
  });

  test('ends with 1 when a check fails, and says what to do', async () => {
    const exit = await run(process.execPath, [
      url,
      '--secret',
      `whsec_${randomBytes(32).toString('base64')}`,
    ]);
    expect(exit.code).toBe(1);
    expect(exit.stdout).toMatch(/✗ A correctly signed batch is accepted\n.*401.*\n.*→ Sign/);
    expect(exit.stdout).toContain('FAIL');
  });

  test.each([
    ['no address', [], 'Give one address'],
    ['no secret', ['http://localhost:1'], 'Give the signing secret'],
    ['an unusable secret', ['http://localhost:1', '--secret', 'guess'], 'cannot be used'],
    ['an unknown option', ['http://localhost:1', '--frobnicate'], 'frobnicate'],
    [
      'a timeout that is no number',
      ['http://localhost:1', '--secret', 'x', '--timeout', 'soon'],
      '--timeout must be',
    ],
  ])('ends with 2 for %s', async (_what, args, words) => {
    const exit = await run(process.execPath, args);
    expect(exit.code).toBe(2);
    expect(exit.stderr).toContain(words);
  });

  test('explains itself', async () => {
    const exit = await run(process.execPath, ['--help']);
    expect(exit.code).toBe(0);
    expect(exit.stdout).toContain('Usage: interlock-conformance <url>');
  });
});
