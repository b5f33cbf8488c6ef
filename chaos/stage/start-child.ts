import path from 'node:path';
import { superviseProcess, type Guardian } from '#infra/process';
import { systemClock } from '#kernel/time';
import { createWard } from './create-ward.ts';
import type { LogFolder } from './open-log-folder.ts';
import type { Crash, Timeline, Ward } from './types.ts';

/** What every process of the stage is given. */
export interface Host {
  readonly guardian: Guardian;
  readonly logs: LogFolder;
  readonly timeline: Timeline;
  readonly onCrash: (crash: Crash) => void;
}

export interface ChildDefinition {
  readonly name: string;
  /** The file that runs it, from the project’s root. */
  readonly main: string;
  /** Modules loaded before it. */
  readonly preloads?: readonly string[];
  /** Answers 200 when it is ready. */
  readonly readyUrl: string;
  readonly environment: Readonly<Record<string, string>>;
}

const projectRoot = path.dirname(path.dirname(import.meta.dirname));
const probeTimeoutMs = 1_000;
// What the harness runs under must not leak into what it tests.
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS'] as const;

/** Starts a Node process of the stage. Its ward’s `supervised.ready` says when it is ready. */
export function startChild(host: Host, definition: ChildDefinition): Promise<Ward> {
  const { name, main, readyUrl } = definition;
  const preloads = (definition.preloads ?? []).flatMap((file) => ['--import', file]);
  return createWard({
    name,
    timeline: host.timeline,
    onCrash: host.onCrash,
    supervise: (restart, onEvent) =>
      superviseProcess({
        name,
        command: process.execPath,
        args: [...preloads, path.join(projectRoot, main)],
        cwd: projectRoot,
        env: { ...inherited(), ...definition.environment },
        readyWhen: { kind: 'probe', everyMs: 50, probe: () => answersOk(readyUrl) },
        readyTimeoutMs: 60_000,
        restart,
        stopSteps: [{ signal: 'SIGTERM', graceMs: 10_000 }],
        clock: systemClock,
        guardian: host.guardian,
        onLine: (line) => host.logs.write(name, line),
        onEvent,
      }),
  });
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) });
  await response.body?.cancel();
  return response.ok;
}
