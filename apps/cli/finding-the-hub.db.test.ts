import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildProgram } from './build-program.ts';
import { readSecret } from './home/keep-secret.ts';
import { dataFolder, operatorKeyFile } from './home/data-folder.ts';
import {
  commandEnvironment,
  openInstallation,
  runCommand,
  type Installation,
} from './testing/open-installation.ts';

// Each command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let installation: Installation;
let elsewhere: string;

beforeAll(async () => {
  installation = await openInstallation();
  elsewhere = await mkdtemp(path.join(tmpdir(), 'interlock-elsewhere-'));
});

afterAll(async () => {
  await installation.close();
  await rm(elsewhere, { recursive: true, force: true });
});

const list = ['platforms', 'list'];
/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:1';

describe('a command finds the hub', () => {
  test('that runs on the data folder, also when the folder is named from where one stands', async () => {
    const environment = commandEnvironment({ INTERLOCK_HOME: path.basename(installation.home) });
    const ran = await runCommand(list, { environment, cwd: path.dirname(installation.home) });
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  test('at the address and with the key that it is given, from any folder', async () => {
    const key = await readSecret(operatorKeyFile(dataFolder(installation.home)));
    const environment = commandEnvironment({
      INTERLOCK_HOME: elsewhere,
      INTERLOCK_URL: installation.url,
      INTERLOCK_KEY: key,
    });
    expect((await runCommand(list, { environment, cwd: elsewhere })).code).toBe(0);
  });

  test('through the installed name, from any folder', async () => {
    const shim = path.resolve(import.meta.dirname, 'bin', 'interlock.mjs');
    const environment = commandEnvironment({ INTERLOCK_HOME: installation.home });
    const child = spawn(process.execPath, [shim, ...list], { env: environment, cwd: elsewhere });
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect([child.exitCode, out]).toEqual([0, expect.stringContaining('black_portal')]);
  });
});

describe('a command explains why there is none', () => {
  const explain = async (own: NodeJS.ProcessEnv) => {
    const environment = commandEnvironment({ INTERLOCK_HOME: elsewhere, ...own });
    const ran = await runCommand(list, { environment });
    expect(ran.out).toBe('');
    expect(ran.err).toMatch(/^✗ .+\n( {2}.+\n)? {2}→ .+\n$/);
    return ran;
  };

  test('when nothing runs', async () => {
    const { code, err } = await explain({ PORT: '1' });
    expect(code).toBe(3);
    expect(err).toBe(
      `✗ The hub cannot be reached (cli.hub_unreachable)\n  Nothing answers at ${nowhere}. Nothing runs on the data folder ${elsewhere}.\n  → Start it with \`npm start\`, or set INTERLOCK_URL to where it runs.\n`,
    );
    const environment = commandEnvironment({ INTERLOCK_URL: nowhere, INTERLOCK_KEY: 'ilk_a_b' });
    const program = await runCommand([...list, '--json'], { environment });
    expect([program.code, program.out]).toEqual([3, '']);
    expect(JSON.parse(program.err)).toMatchObject({ code: 'cli.hub_unreachable', status: 503 });
  });

  test('when there is no key, or one that nobody knows', async () => {
    const without = await explain({ INTERLOCK_URL: installation.url });
    expect(without.code).toBe(4);
    expect(without.err).toContain(
      `A hub answers at ${installation.url}, but the data folder ${elsewhere} holds no key.`,
    );
    const unknown = await explain({ INTERLOCK_URL: installation.url, INTERLOCK_KEY: 'ilk_nobody_secret' });
    expect(unknown.code).toBe(4);
    expect(unknown.err).toContain('npx interlock keys create');
  });

  test('when the address makes no sense', async () => {
    const { code, err } = await explain({ INTERLOCK_URL: 'localhost:4000' });
    expect(code).toBe(2);
    expect(err).toContain('INTERLOCK_URL must be an address such as http://localhost:4000');
  });

  test('and shows the data folder’s key to no other machine', async () => {
    const { code, err } = await explain({
      INTERLOCK_HOME: installation.home,
      INTERLOCK_URL: 'http://hub.invalid:4000',
    });
    expect(code).toBe(3);
    expect(err).toContain('Nothing answers at http://hub.invalid:4000.');
  });
});

describe('a mistake in the arguments', () => {
  test.each([
    [['evnets', 'tail'], "Unknown command 'evnets'. Did you mean events?", 'npx interlock --help'],
    [['events', 'tial'], "Unknown command 'tial'. Did you mean tail?", 'npx interlock events --help'],
    [
      ['send', '--playload', '{}'],
      "Unknown option '--playload'. Did you mean --payload?",
      'npx interlock send --help',
    ],
    [['events', 'show'], "Missing required argument 'event-id'.", 'npx interlock events show --help'],
  ])('%j is explained', async (args, detail, help) => {
    const environment = commandEnvironment({ INTERLOCK_HOME: elsewhere });
    expect(await runCommand(args, { environment })).toEqual({
      code: 2,
      out: '',
      err: `✗ An argument makes no sense (cli.bad_argument)\n  ${detail}\n  → \`${help}\` shows how.\n`,
    });
  });

  test('is a problem document for programs', async () => {
    const environment = commandEnvironment({ INTERLOCK_HOME: elsewhere });
    const { code, out, err } = await runCommand(['keys', 'lits', '--json'], { environment });
    expect([code, out]).toEqual([2, '']);
    expect(JSON.parse(err)).toMatchObject({ code: 'cli.bad_argument' });
  });
});

test('every command has help, with a sentence on itself and on each of its options', async () => {
  const program = await buildProgram();
  const all = [program];
  for (const command of all) all.push(...command.commands);
  expect(all.length).toBeGreaterThan(30);
  for (const command of all) {
    const parts = [command.description(), ...command.options.map((option) => option.description)];
    expect([command.name(), parts.filter((part) => part === '')]).toEqual([command.name(), []]);
  }
  const environment = commandEnvironment({ INTERLOCK_HOME: elsewhere });
  const [root, nested] = await Promise.all([
    runCommand(['--help'], { environment }),
    runCommand(['dead-letters', 'edit', '--help'], { environment }),
  ]);
  expect([root.code, nested.code]).toEqual([0, 0]);
  expect(root.out).toContain('dead-letters');
  expect(nested.out).toMatch(/^Usage: interlock dead-letters edit \[options\] <id>\n/);
});
