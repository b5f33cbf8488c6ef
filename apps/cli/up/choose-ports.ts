import { createServer } from 'node:net';
import { findPortHolder, hasSystemCode } from '#infra/process';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { referencePlatforms, type ReferencePlatform } from './reference-platforms.ts';

export interface Ports {
  readonly hub: number;
  readonly platforms: ReadonlyMap<string, number>;
}

/**
 * Chooses the ports of the hub and of the platforms: 4000 and 4101–4103, moved along with `PORT`.
 *
 * A port that somebody asked for must be free; a platform whose usual port is taken gets any free one.
 *
 * @throws `cli.port_taken` that names who holds it, as far as can be known
 * @throws `cli.bad_argument` when a variable holds no port
 */
export async function choosePorts(
  { settings, environment, terminal }: CliContext,
  withPlatforms: boolean,
): Promise<Ports> {
  const hub = await claim(settings.host, settings.port, 'PORT');
  const platforms = new Map<string, number>();
  for (const platform of withPlatforms ? referencePlatforms : []) {
    const wanted = readPort(environment, platform);
    const usual = hub + platform.portOffset;
    if (wanted !== undefined) {
      platforms.set(platform.id, await claim('127.0.0.1', wanted, platform.portVariable));
      continue;
    }
    const port =
      (settings.port !== 0 && (await tryPort('127.0.0.1', usual))) || (await tryPort('127.0.0.1', 0));
    if (!port) throw cliErrors('cli.port_taken', { detail: 'The system has no free port left.' });
    if (settings.port !== 0 && port !== usual) {
      terminal.note(
        `Port ${usual} is taken; ${platform.displayName} gets ${port}. ${platform.portVariable} sets another.`,
      );
    }
    platforms.set(platform.id, port);
  }
  return { hub, platforms };
}

async function claim(host: string, port: number, variable: string): Promise<number> {
  const free = await tryPort(host, port);
  if (free !== undefined) return free;
  const holder = await findPortHolder(port);
  const who =
    holder === undefined
      ? 'another program'
      : `process ${holder.pid} (${holder.command.join(' ').slice(0, 200)})`;
  throw cliErrors('cli.port_taken', {
    detail: `Port ${port} is held by ${who}; ${variable} chooses another.`,
  });
}

function readPort(environment: NodeJS.ProcessEnv, { portVariable }: ReferencePlatform): number | undefined {
  const written = environment[portVariable];
  if (written === undefined) return undefined;
  const port = Number(written);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw cliErrors('cli.bad_argument', {
    detail: `${portVariable} must be a port from 0 to 65535, not "${written}".`,
  });
}

/** The port when it can be had, for 0 any free one; `undefined` when it is taken. */
export function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (hasSystemCode(error, 'EADDRINUSE')) resolve(undefined);
      else
        reject(
          cliErrors('cli.port_taken', {
            detail: `Port ${port} of ${host} cannot be used: ${error.message}.`,
          }),
        );
    });
    server.listen(port, host, () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(chosen));
    });
  });
}

const everyAddress = new Set(['0.0.0.0', '::', 'localhost']);

/** The address under which programs on this machine reach a hub that listens on `host`. */
export function hubAddress(host: string, port: number): string {
  const reachable = everyAddress.has(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
