import { cryptoErrors } from './errors.ts';
import { masterKeyBytes } from './master-key.ts';

/** The versions in a master key file, oldest first. @throws `crypto.invalid_master_key` */
export function parseMasterKeyFile(file: string, written: string): readonly [Buffer, ...Buffer[]] {
  const lines = written.trim().split(/\r?\n/);
  const versions = lines.map((line) => Buffer.from(line, 'base64url'));
  const isWhole = versions.every(
    (bytes, place) => bytes.length === masterKeyBytes && bytes.toString('base64url') === lines[place],
  );
  const [oldest, ...younger] = versions;
  if (oldest === undefined || !isWhole || new Set(lines).size !== lines.length) {
    throw cryptoErrors('crypto.invalid_master_key', {
      detail: `${file} does not hold lines of ${masterKeyBytes} bytes in base64url, each another.`,
    });
  }
  return [oldest, ...younger];
}
