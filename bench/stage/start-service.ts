import path from 'node:path';
import { superviseProcess, type Guardian, type SupervisedProcess } from '#infra/process';
import { systemClock } from '#kernel/time';
import type { Bench } from '../types.ts';
import { childEnvironment, profileFlags } from './child-process-parts.ts';
import { projectRoot } from './project-root.ts';

export interface ServiceStart {
  readonly name: string;
  /** The file that runs it, from the project’s root. */
  readonly main: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 when it is ready. */
  readonly readyUrl: string;
  /** Told at once how to end it, before it is known whether it starts. */
  readonly onStarted: (stop: () => Promise<void>) => void;
}

const probeTimeoutMs = 1_000;
const wordsShown = 5;

/** Starts a process of the product and waits until it is ready. Should it end unasked, that is said, not mended. */
export async function startService(
  bench: Bench,
  guardian: Guardian,
  { name, main, environment, readyUrl, onStarted }: ServiceStart,
): Promise<SupervisedProcess> {
  const service = superviseProcess({
    name,
    command: process.execPath,
    args: [...profileFlags(bench, name), path.join(projectRoot, main)],
    cwd: projectRoot,
    env: childEnvironment(environment),
    readyWhen: { kind: 'probe', everyMs: 30, probe: () => answersOk(readyUrl) },
    readyTimeoutMs: 60_000,
    stopSteps: [{ signal: 'SIGTERM', graceMs: 10_000 }],
    clock: systemClock,
    guardian,
    onEvent(event) {
      if (event.kind !== 'ended') return;
      bench.note(`✗ ${name} has ended (${event.exit.signal ?? `code ${event.exit.code}`}). Its last words:`);
      for (const line of event.exit.lastLines.slice(-wordsShown)) bench.note(`    ${line}`);
    },
  });
  onStarted(() => service.stop());
  await service.ready;
  return service;
}

async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) });
  await response.body?.cancel();
  return response.ok;
}
