import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { createSealingKey, openSealed } from '#infra/crypto';
import { readKeyFile } from '../home/read-key-file.ts';
import { action } from '../run-command.ts';

const seedBytes = 32;

export function addCryptoOpen(crypto: Command): void {
  crypto
    .command('open')
    .description('open what comes in on standard input')
    .addHelpText(
      'after',
      '\nWhat is cut off or altered ends with an error; what came out until then must be thrown away.',
    )
    .requiredOption('-k, --key <file>', 'private key, as keygen made it')
    .action(
      action<{ key: string }>(async (_context, { key: file }) => {
        const key = createSealingKey(await readKeyFile(file, seedBytes));
        await pipeline(process.stdin, openSealed(key), process.stdout);
      }),
    );
}
