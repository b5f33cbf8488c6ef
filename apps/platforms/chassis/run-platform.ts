import { ConnectorError, createHubClient, type HubClient } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { absentHub } from './absent-hub.ts';
import { isDatabaseAway } from './is-database-away.ts';
import { openPool } from './open-pool.ts';
import { readSettings, SettingsMissing } from './read-settings.ts';

/** What a platform is built from. */
export interface PlatformParts {
  readonly pool: pg.Pool;
  readonly secrets: readonly string[];
  readonly hub: HubClient;
  /** `false`: nothing is logged. */
  readonly logs: boolean;
}

export interface PlatformDefinition {
  /** The platform’s id in the hub. */
  readonly id: string;
  readonly port: number;
  readonly create: (parts: PlatformParts) => Promise<FastifyInstance>;
}

const shutdownMsMax = 10_000;

/**
 * Runs a platform as the process it is: reads the environment, starts, serves until SIGTERM or SIGINT, then
 * finishes what is under way and ends. Ends with code 1, and says why, when it cannot start.
 */
export async function runPlatform(definition: PlatformDefinition): Promise<void> {
  try {
    const settings = readSettings(process.env, definition.port);
    const pool = openPool(settings.databaseUrl, definition.id);
    const hub = settings.hub === null ? absentHub : createHubClient(settings.hub);
    const app = await definition.create({ pool, secrets: settings.secrets, hub, logs: true });
    endOnSignal(app, pool);
    for (const remark of settings.remarks) app.log.warn(remark);
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    explain(error, definition);
    // oxlint-disable-next-line unicorn/no-process-exit -- what was half started must not keep the process alive
    process.exit(1);
  }
}

function endOnSignal(app: FastifyInstance, pool: pg.Pool): void {
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    app.log.info(`${signal}: finishing what is under way`);
    // oxlint-disable-next-line unicorn/no-process-exit -- a request that hangs must not keep it alive
    setTimeout(() => process.exit(1), shutdownMsMax).unref();
    await app.close();
    await pool.end();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
}

function explain(error: unknown, definition: PlatformDefinition): void {
  process.stderr.write(`${definition.id} cannot start.\n${reasonOf(error, definition.port)}\n`);
}

function reasonOf(error: unknown, portDefault: number): string {
  if (error instanceof SettingsMissing) return error.message;
  if (error instanceof ConnectorError) return `${error.title}. ${error.fix}`;
  if (isDatabaseAway(error)) {
    return 'The database does not answer. Is DATABASE_URL right, and is the server running?';
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Another process listens on the port already. Give another one as PORT (default ${portDefault}).`;
  }
  return String(error instanceof Error ? error.stack : error);
}
