import { readFile } from 'node:fs/promises';
import { cliErrors } from '../errors.ts';

/**
 * Reads a key that stands in a file in base64url.
 *
 * @throws `cli.bad_argument` when it is not there, or of another length
 */
export async function readKeyFile(file: string, length: number): Promise<Buffer> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw cliErrors('cli.bad_argument', { detail: `${file} cannot be read.`, cause });
  });
  const bytes = Buffer.from(text.trim(), 'base64url');
  if (bytes.length !== length) {
    throw cliErrors('cli.bad_argument', {
      detail: `${file} does not hold a key of ${length} bytes in base64url.`,
    });
  }
  return bytes;
}
