import { watch, type FSWatcher } from 'node:fs';
import type { Cancellable, Clock } from '#kernel/time';

export interface SourceWatch {
  close(): void;
}

// Editors save in several steps, and a change of branch touches many files.
const settleMs = 200;
/** Tests, packages, and pages, which are built by themselves. */
const notRun = /\.test\.ts$|(^|\/)(node_modules|dist|web)\//;

/**
 * Calls `onChange` once after every burst of changes to source files below the folders.
 *
 * @param onChange gets the name of one changed file
 */
export function watchSources(
  clock: Clock,
  folders: readonly string[],
  onChange: (file: string) => void,
): SourceWatch {
  let pending: Cancellable | undefined;
  const watchers = folders.map((folder): FSWatcher => {
    const watcher = watch(folder, { recursive: true }, (_kind, file) => {
      if (file === null || !/\.(ts|sql|json)$/.test(file) || notRun.test(file)) return;
      pending?.cancel();
      pending = clock.schedule(settleMs, () => onChange(file));
    });
    watcher.on('error', () => {});
    return watcher;
  });
  return {
    close() {
      pending?.cancel();
      for (const watcher of watchers) watcher.close();
    },
  };
}
