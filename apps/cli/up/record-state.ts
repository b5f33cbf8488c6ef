import { identifyProcess } from '#infra/process';
import { writeState, type ProcessState } from '../home/state-file.ts';
import type { SystemParts } from './system-parts.ts';

/** Writes down what runs, for the other commands and for a start after a crash. */
export function recordState(parts: SystemParts): Promise<void> {
  // A state file that cannot be written must not end what works.
  parts.recorded = parts.recorded.then(() => record(parts)).catch(() => {});
  return parts.recorded;
}

async function record(parts: SystemParts): Promise<void> {
  const { context, children, watchers, database, hubUrl, startedAt } = parts;
  const postgres = database?.process;
  const all = [
    ...children,
    ...watchers,
    ...(postgres === undefined ? [] : [{ name: 'postgres', url: null, process: postgres }]),
  ];
  const processes = await Promise.all(
    all.map(async ({ name, url, process: supervised }): Promise<ProcessState[]> => {
      const identity = await identifyProcess(supervised.child()?.pid ?? 0);
      return identity === undefined
        ? []
        : [{ name, pid: identity.pid, startToken: identity.startToken, url }];
    }),
  );
  if (parts.stopping) return;
  await writeState(context.folder, {
    pid: process.pid,
    startedAt,
    hubUrl,
    embeddedDatabase: postgres !== undefined,
    processes: processes.flat(),
  });
}
