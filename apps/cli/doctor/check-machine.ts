import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { CliContext } from '../context.ts';
import { bad, good, type Finding } from './types.ts';

const nodeMajor = 24;
const freeBytesMin = 1024 ** 3;
const gibibyte = 1024 ** 3;

export async function checkNode(): Promise<Finding> {
  const title = 'Node';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= nodeMajor) return good(title, `${process.version} (${process.execPath})`);
  return bad(
    title,
    `${process.version} is too old`,
    'Run `npm ci`: it brings Node 24, and the npm scripts use it.',
  );
}

export async function checkInstall({ projectRoot }: CliContext): Promise<Finding> {
  const title = 'Dependencies';
  const [lock, installed] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map((file) =>
      stat(path.join(projectRoot, file)).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      ),
    ),
  );
  if (installed === undefined) return bad(title, 'node_modules is missing', 'Run `npm ci`.');
  if (lock !== undefined && lock > installed) {
    return bad(title, 'package-lock.json is newer than what is installed', 'Run `npm ci`.');
  }
  return good(title, 'installed as package-lock.json says');
}

export async function checkFolder({ folder }: CliContext): Promise<Finding> {
  const title = 'Data folder';
  try {
    await mkdir(folder.root, { recursive: true });
    await access(folder.root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return bad(
      title,
      why,
      `Give yourself the right to write to ${folder.root}, or point INTERLOCK_HOME elsewhere.`,
    );
  }
  const secrets = await stat(folder.secrets).catch(() => undefined);
  if (secrets !== undefined && (secrets.mode & 0o077) !== 0) {
    return bad(title, `${folder.secrets} can be read by others`, `Run \`chmod -R go= '${folder.secrets}'\`.`);
  }
  return good(title, folder.root);
}

export async function checkDisk({ folder }: CliContext): Promise<Finding> {
  const title = 'Disk space';
  const { bavail, bsize } = await statfs(folder.root);
  const free = bavail * bsize;
  const text = `${(free / gibibyte).toFixed(1)} GiB free`;
  return free >= freeBytesMin
    ? good(title, text)
    : bad(title, text, 'Make room: the database needs at least 1 GiB to work with.');
}
