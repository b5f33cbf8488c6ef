import type { Command } from 'commander';
import { addCryptoKeygen } from './crypto-keygen.ts';
import { addCryptoOpen } from './crypto-open.ts';
import { addCryptoRotate } from './crypto-rotate.ts';
import { addCryptoSeal } from './crypto-seal.ts';

export function addCrypto(program: Command): void {
  const crypto = program
    .command('crypto')
    .description('keys over stored data, and exports and backups that only one person can open');
  addCryptoRotate(crypto);
  addCryptoKeygen(crypto);
  addCryptoSeal(crypto);
  addCryptoOpen(crypto);
}
