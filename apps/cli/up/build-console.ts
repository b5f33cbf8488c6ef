import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cliErrors } from '../errors.ts';

const run = promisify(execFile);

/** What the console is built from, within its folder. */
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'];

export const consoleFolder = (projectRoot: string): string => path.join(projectRoot, 'apps', 'console');

export function viteProgram(projectRoot: string): string {
  return path.join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
}

/** Whether the console’s sources are newer than what was built from them. */
export async function isConsoleStale(projectRoot: string): Promise<boolean> {
  const folder = consoleFolder(projectRoot);
  const built = await stat(path.join(folder, 'dist', 'index.html')).catch(() => undefined);
  const newest = await Promise.all(sources.map((name) => newestChange(path.join(folder, name))));
  return built === undefined || Math.max(...newest) > built.mtimeMs;
}

/**
 * Builds the console’s pages.
 *
 * @throws `cli.console_build_failed`
 */
export async function buildConsole(projectRoot: string): Promise<void> {
  try {
    await run(process.execPath, [viteProgram(projectRoot), 'build', '--logLevel', 'error'], {
      cwd: consoleFolder(projectRoot),
    });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw cliErrors('cli.console_build_failed', {
      detail: words.split('\n').slice(0, 5).join(' | '),
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
