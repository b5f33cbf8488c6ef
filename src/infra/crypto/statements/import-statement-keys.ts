import { cryptoErrors } from '../errors.ts';
import { importStatementKey } from './import-statement-key.ts';
import type { StatementPublicKey } from './statement-key.ts';

const pemBlocks = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/**
 * Reads one key or several: PEM blocks, two for each key, or JSON of one key, of which `keys` may list all.
 *
 * @throws `crypto.invalid_public_key`
 */
export function importStatementKeys(text: string): StatementPublicKey[] {
  if (text.trimStart().startsWith('{')) {
    const { keys } = readJson(text);
    if (!Array.isArray(keys)) return [importStatementKey(text)];
    return keys.map((key: unknown) => importStatementKey(JSON.stringify(key)));
  }
  const blocks = text.match(pemBlocks) ?? [];
  if (blocks.length === 0) throw cryptoErrors('crypto.invalid_public_key');
  return Array.from({ length: Math.ceil(blocks.length / 2) }, (_, place) =>
    importStatementKey(blocks.slice(2 * place, 2 * place + 2).join('\n')),
  );
}

function readJson(text: string): { readonly keys?: unknown } {
  try {
    return JSON.parse(text) as { readonly keys?: unknown };
  } catch (cause) {
    throw cryptoErrors('crypto.invalid_public_key', { cause });
  }
}
