import { startPostgres, type EmbeddedPostgres } from '#infra/postgres';
import { createWard } from './create-ward.ts';
import { killOffspring } from './kill-offspring.ts';
import type { Host } from './start-child.ts';
import type { Ward } from './types.ts';

/** Starts the database server that all share. */
export async function startDatabase(
  host: Host,
  directory: string,
): Promise<{ postgres: EmbeddedPostgres; ward: Ward }> {
  const started: { postgres?: EmbeddedPostgres } = {};
  const ward = await createWard({
    name: 'postgres',
    timeline: host.timeline,
    onCrash: host.onCrash,
    killOffspring,
    async supervise(restart, onEvent) {
      started.postgres = await startPostgres({
        directory,
        restart,
        guardian: host.guardian,
        onLog: (line) => host.logs.write('postgres', line),
        onEvent,
      });
      return started.postgres.process;
    },
  });
  const { postgres } = started;
  if (postgres === undefined) throw new Error('the database server did not start');
  return { postgres, ward };
}
