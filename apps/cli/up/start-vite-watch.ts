import path from 'node:path';
import { superviseProcess } from '#infra/process';
import { viteProgram, type Pages } from './build-pages.ts';
import { restartPolicy } from './restart-policy.ts';
import type { Child, ChildHost } from './start-children.ts';

/** Builds pages again upon every change of their sources. What was built last is served. */
export function startViteWatch({ context, guardian, onLine, onEvent }: ChildHost, pages: Pages): Child {
  const name = pages.log;
  const vite = viteProgram(context.projectRoot);
  return {
    name,
    url: null,
    process: superviseProcess({
      name,
      command: process.execPath,
      args: [vite, 'build', '--watch', '--logLevel', 'warn'],
      cwd: path.join(context.projectRoot, pages.folder),
      env: context.environment,
      readyWhen: { kind: 'spawned' },
      readyTimeoutMs: 10_000,
      restart: restartPolicy,
      stopSteps: [{ signal: 'SIGTERM', graceMs: 3_000 }],
      clock: context.clock,
      guardian,
      onLine: (line, stream) => onLine(name, line, stream),
      onEvent: (event) => onEvent(name, event),
    }),
  };
}
