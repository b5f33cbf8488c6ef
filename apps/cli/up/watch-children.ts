import path from 'node:path';
import type { CliContext } from '../context.ts';
import { printError } from '../terminal/print-error.ts';
import type { Child } from './start-children.ts';
import { watchSources, type SourceWatch } from './watch-sources.ts';

const shared = ['packages/connector/src', 'apps/platforms/chassis'];

/** The folders whose files a child runs. */
function sourcesOf(name: string): readonly string[] {
  return name === 'hub'
    ? ['src', 'apps/hub', 'packages/connector/src']
    : [`apps/platforms/${name}`, ...shared];
}

/** Restarts every child whose sources change. */
export function watchChildren(context: CliContext, children: readonly Child[]): SourceWatch {
  const { terminal, clock, projectRoot } = context;
  const watches = children.map(({ name, process: supervised }) => {
    const folders = sourcesOf(name).map((folder) => path.join(projectRoot, folder));
    return watchSources(clock, folders, (file) => {
      terminal.note(terminal.style('dim', `${file} changed; restarting ${name}`));
      supervised.restart().catch((error: unknown) => printError(terminal, error));
    });
  });
  return {
    close() {
      for (const watch of watches) watch.close();
    },
  };
}
