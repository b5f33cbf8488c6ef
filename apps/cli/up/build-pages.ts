import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cliErrors } from '../errors.ts';

const run = promisify(execFile);

/** A front end that Vite builds to static files. */
export interface Pages {
  /** In messages. */
  readonly name: string;
  /** As a process that watches it, and as a log file. */
  readonly log: string;
  /** Its folder, from the project’s root. */
  readonly folder: string;
}

export const consolePages: Pages = { name: 'the console', log: 'console', folder: 'apps/console' };
export const portalPages: Pages = {
  name: 'the members’ pages',
  log: 'black-portal-pages',
  folder: 'apps/platforms/black-portal/web',
};

/** What all pages share. */
const designFolder = 'packages/design';

/** What pages are built from, within their folder. */
const sources = ['src', 'index.html', 'vite.config.ts', 'package.json'];

export function viteProgram(projectRoot: string): string {
  return path.join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
}

/** Every front end that `npm start` needs, with platforms or without. */
export const pagesOf = (withPlatforms: boolean): readonly Pages[] =>
  withPlatforms ? [consolePages, portalPages] : [consolePages];

/** Whether the sources of pages are newer than what was built from them. */
export async function isStale(projectRoot: string, pages: Pages): Promise<boolean> {
  const folder = path.join(projectRoot, pages.folder);
  const built = await stat(path.join(folder, 'dist', 'index.html')).catch(() => undefined);
  const places = [path.join(projectRoot, designFolder), ...sources.map((name) => path.join(folder, name))];
  const newest = await Promise.all(places.map(newestChange));
  return built === undefined || Math.max(...newest) > built.mtimeMs;
}

/**
 * Builds pages.
 *
 * @throws `cli.pages_build_failed`
 */
export async function buildPages(projectRoot: string, { name, folder }: Pages): Promise<void> {
  try {
    await run(process.execPath, [viteProgram(projectRoot), 'build', '--logLevel', 'error'], {
      cwd: path.join(projectRoot, folder),
    });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw cliErrors('cli.pages_build_failed', {
      detail: `${name}: ${words.split('\n').slice(0, 5).join(' | ')}`,
      cause: error,
    });
  }
}

/** Milliseconds since 1970 of the last change in a file or folder; 0 when it does not exist. */
async function newestChange(file: string): Promise<number> {
  const status = await stat(file).catch(() => undefined);
  if (status === undefined) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  const names = await readdir(file, { recursive: true });
  // A folder’s own time tells of files that were removed.
  const inner = await Promise.all(
    names.map((name) =>
      stat(path.join(file, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(status.mtimeMs, ...inner);
}
