import { superviseProcess } from '#infra/process';
import { consoleFolder, viteProgram } from './build-console.ts';
import { restartPolicy } from './restart-policy.ts';
import type { Child, ChildHost } from './start-children.ts';

/** Builds the console again upon every change of its sources. The hub serves what was built last. */
export function startViteWatch({ context, guardian, onLine, onEvent }: ChildHost): Child {
  const name = 'console';
  const vite = viteProgram(context.projectRoot);
  return {
    name,
    url: null,
    process: superviseProcess({
      name,
      command: process.execPath,
      args: [vite, 'build', '--watch', '--logLevel', 'warn'],
      cwd: consoleFolder(context.projectRoot),
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
