import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { sealFor } from '#infra/crypto';
import { readKeyFile } from '../home/read-key-file.ts';
import { action } from '../run-command.ts';

const publicKeyBytes = 1_216;

export function addCryptoSeal(crypto: Command): void {
  crypto
    .command('seal')
    .description('seal what comes in on standard input for the owner of a key')
    .requiredOption('-f, --for <file>', 'public key, as keygen made it')
    .action(
      action<{ for: string }>(async (_context, { for: file }) => {
        const publicKey = await readKeyFile(file, publicKeyBytes);
        await pipeline(process.stdin, sealFor(publicKey), process.stdout);
      }),
    );
}
