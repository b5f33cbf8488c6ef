import { readdir } from 'node:fs/promises';
import { openDatabase, type Database } from '#infra/db';
import { findRunningPostgres } from '#infra/postgres';
import { migrationSources } from '../../hub/migration-sources.ts';
import type { CliContext } from '../context.ts';
import { hubDatabase } from '../up/start-database.ts';
import { bad, good, skipped, type Finding } from './types.ts';

const skewMsMax = 2_000;
const versionMin = 160_000;

/** Whether the database answers, is recent enough, has all tables, and agrees about the time. */
export async function checkDatabase(context: CliContext): Promise<Finding[]> {
  const url = await findUrl(context);
  if (url === undefined) return [skipped('Database', 'the embedded one does not run; `npm start` starts it')];
  const database = openDatabase({ url, connectionsMax: 1, applicationName: 'interlock-doctor' });
  try {
    return [
      await checkVersion(database),
      await checkMigrations(database),
      await checkClocks(context, database),
    ];
  } catch (error) {
    const why =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    const fix =
      context.settings.databaseUrl === ''
        ? 'Look at logs/postgres.log in the data folder, then start Interlock again.'
        : 'Check DATABASE_URL, and that the server takes connections from here.';
    return [bad('Database', `cannot be used: ${why}`, fix)];
  } finally {
    await database.close();
  }
}

async function findUrl({ settings, folder }: CliContext): Promise<string | undefined> {
  if (settings.databaseUrl !== '') return settings.databaseUrl;
  return (await findRunningPostgres(folder.postgres))?.databaseUrl(hubDatabase);
}

async function checkVersion(database: Database): Promise<Finding> {
  const [row] = await database.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  const text = `PostgreSQL ${row?.name ?? '?'} answers`;
  return (row?.number ?? 0) >= versionMin
    ? good('Database', text)
    : bad('Database', text, 'Use PostgreSQL 16 or newer.');
}

async function checkMigrations(database: Database): Promise<Finding> {
  const title = 'Tables';
  const [table] = await database.query<{ present: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as present`,
  );
  const rows =
    table?.present === true
      ? await database.query<{ name: string }>(
          `select domain || '/' || name as name from public.schema_migrations`,
        )
      : [];
  const applied = new Set(rows.map(({ name }) => name));
  const wanted = await Promise.all(
    migrationSources.map(async ({ domain, directory }) =>
      (await readdir(directory)).filter((name) => name.endsWith('.sql')).map((name) => `${domain}/${name}`),
    ),
  );
  const missing = wanted.flat().filter((name) => !applied.has(name));
  if (missing.length === 0) return good(title, `${applied.size} migrations applied`);
  return bad(
    title,
    `not applied: ${missing.slice(0, 5).join(', ')}`,
    'The next start of the hub applies them.',
  );
}

/** Leases run on the database’s clock and timestamps are checked against ours, so the two should agree. */
async function checkClocks({ clock }: CliContext, database: Database): Promise<Finding> {
  const title = 'Clocks';
  const before = clock.now();
  const [row] = await database.query<{ now: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
  );
  const skewMs = Math.round((row?.now ?? 0) - (before + clock.now()) / 2);
  const text = `the database’s clock is ${Math.abs(skewMs)} ms ${skewMs < 0 ? 'behind' : 'ahead of'} ours`;
  return Math.abs(skewMs) <= skewMsMax
    ? good(title, text)
    : bad(title, text, 'Let both machines take their time from the same NTP servers.');
}
