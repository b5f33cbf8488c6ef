import type { Command } from 'commander';
import { loadMasterKey, rotateKeys, rotateMasterKey, type RotationProgress } from '#infra/crypto';
import { createLogger } from '#infra/telemetry';
import { openKeyService } from '../../hub/open-key-service.ts';
import { recordingAct } from '../hub/recording-act.ts';
import { withHubDatabase } from '../hub/with-hub-database.ts';
import type { CliContext } from '../context.ts';
import { action } from '../run-command.ts';
import { openProgress, type Progress } from '../terminal/open-progress.ts';

export function addCryptoRotate(crypto: Command): void {
  crypto
    .command('rotate')
    .description('make a new version of the master key and wrap every data key anew, while hubs run')
    .option('--rewrap-only', 'no new version: go on with a rotation that was cut off', false)
    .action(
      action<{ rewrapOnly: boolean }>(async (context, { rewrapOnly }) => {
        const progress = await rotate(context, rewrapOnly);
        const { terminal } = context;
        terminal.printJson(progress);
        terminal.print(
          `${terminal.style('green', '✓')} ${progress.rewrapped} keys are under the newest version`,
        );
        if (progress.failed > 0)
          terminal.note(`${progress.failed} could not be unwrapped; the log names them.`);
      }),
    );
}

async function rotate(context: CliContext, rewrapOnly: boolean): Promise<RotationProgress> {
  const { settings, clock, folder } = context;
  const file = settings.masterKeyFile || `${folder.root}/master.key`;
  if (!rewrapOnly && settings.keyService === 'embedded') await rotateMasterKey(file);
  const keyService = await openKeyService({ settings, clock, masterKey: await loadMasterKey(file) });
  const logger = createLogger({
    settings: { logLevel: 'warn', logPretty: true },
    destination: process.stderr,
  });
  return withHubDatabase(context, async (database) => {
    let bar: Progress | undefined;
    const done = await rotateKeys({
      database,
      keyService,
      logger,
      onProgress({ total, rewrapped, failed }) {
        bar ??= openProgress(context.terminal, clock, { title: 'Wrapping anew', total, unit: 'keys' });
        bar.update(rewrapped + failed);
      },
    });
    bar?.finish();
    await recordingAct(
      context,
      { action: 'keys.rotated', subject: null, details: { rewrapped: done.rewrapped, failed: done.failed } },
      () => database.transaction(async () => {}),
    );
    return done;
  });
}
