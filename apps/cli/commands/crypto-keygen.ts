import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { createSealingKey } from '#infra/crypto';
import { cliErrors } from '../errors.ts';
import { action } from '../run-command.ts';

const seedBytes = 32;

export function addCryptoKeygen(crypto: Command): void {
  crypto
    .command('keygen')
    .description('make a key for whoever may open sealed exports and backups: <name>.key and <name>.pub')
    .argument('<name>', 'path of the two files, without their ending')
    .action(
      action(async ({ terminal }, _options, name = '') => {
        const seed = randomBytes(seedBytes);
        const { publicKey } = createSealingKey(seed);
        const files = { privateKey: `${name}.key`, publicKey: `${name}.pub` };
        await writeNew(files.privateKey, seed.toString('base64url'), 0o600);
        await writeNew(files.publicKey, publicKey.toString('base64url'), 0o644);
        terminal.printJson(files);
        terminal.print(`${files.privateKey} opens what is sealed for ${files.publicKey}`);
        if (!terminal.json) terminal.note('Keep the first where the sealed files are not.');
      }),
    );
}

/** @throws `cli.bad_argument` rather than lose a key that is there */
async function writeNew(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode).catch((cause: unknown) => {
    throw cliErrors('cli.bad_argument', { detail: `${file} cannot be made anew.`, cause });
  });
  await handle.writeFile(`${text}\n`);
  await handle.close();
}
