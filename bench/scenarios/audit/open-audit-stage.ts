import { createHmac } from 'node:crypto';
import { openAudit, type Audit } from '#audit';
import { createStatementKey } from '#infra/crypto';
import { migrate, openDatabase } from '#infra/db';
import { openGuardian } from '#infra/process';
import { createLogger } from '#infra/telemetry';
import { systemClock } from '#kernel/time';
import { migrationSources } from '../../../apps/hub/migration-sources.ts';
import { makeFolder } from '../../stage/make-folder.ts';
import { startDatabase } from '../../stage/start-database.ts';
import type { Bench } from '../../types.ts';

/** An audit log on a database of its own; this process records, sequences and verifies, as a hub and an auditor do. */
export interface AuditStage extends AsyncDisposable {
  readonly folder: string;
  readonly audit: Audit;
}

export async function openAuditStage(bench: Bench): Promise<AuditStage> {
  bench.note('opening the stage: database, audit log');
  await using parts = new AsyncDisposableStack();
  const folder = await makeFolder(bench, parts);
  const guardian = openGuardian();
  parts.defer(() => guardian.close());
  const postgres = await startDatabase(folder, guardian, ['interlock'], parts);
  const database = openDatabase({
    url: postgres.databaseUrl('interlock'),
    connectionsMax: 10,
    applicationName: 'interlock-bench',
  });
  parts.defer(() => database.close());
  await migrate(database, migrationSources);
  const current = createStatementKey();
  const audit = openAudit({
    database,
    clock: systemClock,
    logger: createLogger({ settings: { logLevel: 'warn', logPretty: false } }),
    hubId: 'bench',
    hashPersonal: (kind, value) =>
      createHmac('sha256', 'bench').update(`${kind}\0${value}`).digest('base64url'),
    statementKeys: {
      current,
      publicKeys: [current.publicKey],
      changes: [],
      refresh: async () => {},
    },
  });
  parts.defer(() => audit.close());
  const kept = parts.move();
  return { folder, audit, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
