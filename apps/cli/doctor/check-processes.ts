import { readFile } from 'node:fs/promises';
import { findRunningPostgres } from '#infra/postgres';
import { findPortHolder, identifyProcess } from '#infra/process';
import type { CliContext } from '../context.ts';
import { readState, type SupervisorState } from '../home/state-file.ts';
import { formatTime } from '../terminal/format-time.ts';
import { tryPort } from '../up/choose-ports.ts';
import { referencePlatforms } from '../up/reference-platforms.ts';
import { bad, good, type Finding } from './types.ts';

export async function checkSupervisor({ folder }: CliContext): Promise<Finding> {
  const title = 'Interlock';
  const state = await readState(folder);
  if (state === undefined) return good(title, 'does not run on this data folder; `npm start` starts it');
  return good(title, `runs since ${formatTime(state.startedAt)} as process ${state.pid}, at ${state.hubUrl}`);
}

/** When nothing runs, the usual ports must be free for the next start. */
export async function checkPorts(context: CliContext): Promise<Finding> {
  const title = 'Ports';
  const { settings, folder } = context;
  if ((await readState(folder)) !== undefined) return good(title, 'held by the Interlock that runs');
  const wanted = [
    { port: settings.port, host: settings.host, variable: 'PORT' },
    ...referencePlatforms.map(({ portOffset, portVariable }) => ({
      port: settings.port + portOffset,
      host: '127.0.0.1',
      variable: portVariable,
    })),
  ];
  for (const { port, host, variable } of wanted) {
    if ((await tryPort(host, port)) !== undefined) continue;
    const holder = await findPortHolder(port);
    const who =
      holder === undefined
        ? 'another program'
        : `process ${holder.pid} (${holder.command.join(' ').slice(0, 80)})`;
    return bad(title, `${port} is held by ${who}`, `End it, or choose another port with ${variable}.`);
  }
  return good(title, `${wanted.map(({ port }) => port).join(', ')} are free`);
}

/** What a killed supervisor left running. */
export async function checkOrphans({ folder }: CliContext): Promise<Finding> {
  const title = 'Orphans';
  if ((await readState(folder)) !== undefined) return good(title, 'none: everything has its supervisor');
  const orphans: string[] = [];
  for (const { name, pid, startToken } of await lastProcesses(folder.stateFile)) {
    if ((await identifyProcess(pid))?.startToken === startToken) orphans.push(`${name} (${pid})`);
  }
  const server = await findRunningPostgres(folder.postgres, 0);
  if (server !== undefined && !orphans.some((orphan) => orphan.startsWith('postgres'))) {
    orphans.push(`postgres (${server.pid})`);
  }
  if (orphans.length === 0) return good(title, 'none');
  return bad(
    title,
    `left by a killed Interlock: ${orphans.join(', ')}`,
    'The next `npm start` stops them before anything else.',
  );
}

async function lastProcesses(stateFile: string): Promise<SupervisorState['processes']> {
  try {
    return (JSON.parse(await readFile(stateFile, 'utf8')) as SupervisorState).processes;
  } catch {
    return [];
  }
}
