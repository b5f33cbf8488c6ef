import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Every way in which a text may stand in a file, told apart by name. Base64 at each of its three offsets. */
function encodingsOf(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  const found = new Map<string, Buffer>([
    ['UTF-8', utf8],
    ['UTF-16, little endian', utf16],
    ['UTF-16, big endian', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['JSON with escapes', Buffer.from(JSON.stringify(text).slice(1, -1))],
    ['URL', Buffer.from(encodeURIComponent(text))],
  ]);
  for (const before of [0, 1, 2]) {
    // Only the characters that depend on nothing but the text.
    const encoded = Buffer.concat([Buffer.alloc(before), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = encoded.slice(Math.ceil((before * 4) / 3), Math.floor(((before + utf8.length) * 8) / 6));
    found.set(`base64, ${before} bytes on`, Buffer.from(whole));
    found.set(`base64url, ${before} bytes on`, Buffer.from(whole.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return found;
}

/**
 * Looks for texts in the raw bytes of all files under some folders, in any usual encoding.
 *
 * @returns what was found and where, as sentences; empty: nothing
 */
export async function findInFiles(folders: readonly string[], texts: readonly string[]): Promise<string[]> {
  const wanted = texts.flatMap((text) =>
    [...encodingsOf(text)].map(([encoding, planted]) => ({ name: `“${text}” as ${encoding}`, planted })),
  );
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      // Files come and go while the server runs.
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      for (const { name, planted } of wanted) if (bytes.includes(planted)) found.push(`${name} in ${file}`);
    }
  }
  return found;
}
