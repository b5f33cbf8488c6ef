import { readSettings } from '#infra/config';
import { createLogger, startTracing } from '#infra/telemetry';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { buildApp } from './build-app.ts';
import { logWarnings } from './log-warnings.ts';
import { openHub } from './open-hub.ts';

/** One hub process: reads its settings, opens its domains, listens until it is told to stop. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = createLogger({ settings });
  logWarnings(logger);
  const tracing = startTracing({ settings });
  const hub = await openHub({
    settings,
    clock: systemClock,
    random: systemRandom,
    logger,
    environment: process.env,
  });
  const app = await buildApp(hub);
  await app.listen({ port: settings.port, host: settings.host });
  logger.info({ url: hub.publicUrl, roles: settings.roles, hubId: hub.hubId }, 'hub is ready');
  process.send?.('ready');

  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'hub stops');
    void (async () => {
      await app.close();
      await hub.close();
      await tracing.shutdown();
    })().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'hub did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // Whoever started this process over an IPC channel is gone.
  process.once('disconnect', () => stop('supervisor ended'));
}

main().catch((error: unknown) => {
  const logger = createLogger({ settings: { logLevel: 'info', logPretty: false } });
  logger.fatal({ err: error }, 'hub could not start');
  process.exit(1);
});
