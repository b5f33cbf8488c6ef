import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { createFlowSteps } from './create-flow-steps.ts';
import { keepAlive } from './keep-alive.ts';
import { launchAlone } from './launch-alone.ts';
import { toFlowLogger } from './to-flow-logger.ts';
import type { Flow, Flows } from './types.ts';

export interface FlowDependencies {
  readonly database: Database;
  /** Where flows are kept, in a schema of their own (`dbos`). */
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process; a new one for each start. */
  readonly executorId: string;
  /** Every kind of flow by a name that stays: a flow that sleeps for a year must be found again. */
  readonly flows: Readonly<Record<string, Flow<never>>>;
}

// Flows are found by name. Code that would go through an old flow differently gets a new name instead.
const applicationVersion = 'interlock';
const connectionsMax = 4;
// Nothing is scheduled through DBOS; it would look every second.
const scheduleLookMs = 600_000;
// How long DBOS gathers what it announces. By default it looks a hundred times a second.
const announceMs = 25;

/**
 * Opens durable flows on DBOS Transact. What a flow has done is kept in PostgreSQL; killed anywhere, it goes on where it was:
 * at the next start, or within ten seconds on another hub.
 *
 * DBOS keeps its state in statics, so there can be one of these in a process.
 */
export async function openFlows(dependencies: FlowDependencies): Promise<Flows> {
  const { databaseUrl, executorId, logger } = dependencies;
  DBOS.setConfig({
    name: 'interlock',
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: connectionsMax,
    applicationVersion,
    executorID: executorId,
    schedulerPollingIntervalMs: scheduleLookMs,
    notificationCoalesceMs: announceMs,
    logger: toFlowLogger(logger),
  });
  const flowSteps = createFlowSteps(dependencies.clock);
  const registered = new Map(
    Object.entries(dependencies.flows).map(([name, flow]) => {
      const run = (input: unknown): Promise<void> => (flow as Flow<unknown>)(flowSteps, input);
      return [name, DBOS.registerWorkflow(run, { name })] as const;
    }),
  );
  const alive = await keepAlive(dependencies);
  await launchAlone(dependencies);
  alive.start();
  return {
    async start(name, id, input) {
      const run = registered.get(name);
      if (run === undefined) throw new TypeError(`no flow is registered as ${name}`);
      await DBOS.startWorkflow(run, { workflowID: id })(input);
    },
    send: (id, topic, message, idempotencyKey) => DBOS.send(id, message, topic, idempotencyKey),
    async ended(id) {
      await DBOS.retrieveWorkflow(id)
        .getResult()
        .catch(() => {});
    },
    async close() {
      await alive.stop();
      await DBOS.shutdown({ deregister: true });
      await alive.leave();
    },
  };
}
