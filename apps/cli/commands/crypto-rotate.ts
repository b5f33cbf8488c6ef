import { Option, type Command } from 'commander';
import {
  replaceStatementKey,
  rotateKeys,
  rotateMasterKey,
  type KeyService,
  type RotationProgress,
} from '#infra/crypto';
import type { Settings } from '#infra/config';
import type { Database } from '#infra/db';
import { createLogger } from '#infra/telemetry';
import { masterKeyFileOf, openKeys } from '../../hub/open-keys.ts';
import { recordingAct } from '../hub/recording-act.ts';
import { withHubDatabase } from '../hub/with-hub-database.ts';
import type { CliContext } from '../context.ts';
import { action } from '../run-command.ts';
import { openProgress, type Progress } from '../terminal/open-progress.ts';

export function addCryptoRotate(crypto: Command): void {
  crypto
    .command('rotate')
    .description('make a new version of the master key and wrap every data key anew, while hubs run')
    .addOption(
      new Option('--rewrap-only', 'no new version: go on with a rotation that was cut off').default(false),
    )
    .addOption(
      new Option('--statements', 'instead: let another key sign the heads of the audit log from now on')
        .default(false)
        .conflicts('rewrapOnly'),
    )
    .action(
      action<{ rewrapOnly: boolean; statements: boolean }>(async (context, { rewrapOnly, statements }) => {
        if (statements) {
          await replaceForStatements(context);
          return;
        }
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

/** Both keys vouch for each other, and the audit log tells of it: who verifies it with either of them can follow. */
async function replaceForStatements(context: CliContext): Promise<void> {
  const { terminal } = context;
  const act = { action: 'statement_key.replaced', subject: null };
  const { from, to } = await withHubDatabase(context, async (database) => {
    const keyService = await openKeyService(context, database);
    return recordingAct(context, act, (complete) =>
      replaceStatementKey({ database, keyService, clock: context.clock }, async (_transaction, replaced) =>
        complete({
          subject: { kind: 'statement_key', id: replaced.to.keyId },
          details: { from: replaced.from.keyId, to: replaced.to.keyId },
        }),
      ),
    );
  });
  terminal.printJson({ from: from.keyId, to: to.keyId });
  terminal.print(`${terminal.style('green', '✓')} ${to.keyId} signs from now on, after ${from.keyId}`);
  if (!terminal.json) terminal.note('Give those who verify the log the new key: npx interlock audit key');
}

const logger = createLogger({
  settings: { logLevel: 'warn', logPretty: true },
  destination: process.stderr,
});

const settingsOf = ({ settings, folder }: CliContext): Settings => ({ ...settings, home: folder.root });

async function openKeyService(context: CliContext, database: Database): Promise<KeyService> {
  const { clock } = context;
  const { keyService } = await openKeys({ settings: settingsOf(context), clock, database, logger });
  return keyService;
}

/** The intent is in the audit log before anything changes: whoever is cut off in the middle, or cuts it off, stands in it. */
async function rotate(context: CliContext, rewrapOnly: boolean): Promise<RotationProgress> {
  const { settings, clock } = context;
  const makesVersion = !rewrapOnly && settings.keyService === 'embedded';
  return withHubDatabase(context, async (database) => {
    await note(context, database, 'keys.rotation_started', { newVersion: makesVersion });
    if (makesVersion) await rotateMasterKey(masterKeyFileOf(settingsOf(context)));
    const keyService = await openKeyService(context, database);
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
    await note(context, database, 'keys.rotated', { rewrapped: done.rewrapped, failed: done.failed });
    return done;
  });
}

function note(
  context: CliContext,
  database: Database,
  what: string,
  details: Readonly<Record<string, number | boolean>>,
): Promise<void> {
  const act = { action: what, subject: null, details };
  return recordingAct(context, act, () => database.transaction(async () => {}));
}
