import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { TextSeal } from '#infra/db';
import { cryptoErrors } from './errors.ts';
import type { MasterKey, MasterKeyVersion } from './master-key.ts';

const cipherName = 'aes-256-gcm';
const layout = { keyIdAt: 1, saltAt: 5, countAt: 21, tagAt: 27, ciphertextAt: 43 } as const;
const formatVersion = 1;
const nonceBytes = 12;
const countBytes = layout.tagAt - layout.countAt;
const textsMax = 2 ** 32;
const readersMax = 1_000;
/** Sealed texts begin with it, and JSON never does. */
const mark = '~';

interface Writer {
  readonly keyId: Buffer;
  readonly salt: Buffer;
  readonly key: KeyObject;
  count: number;
}

/**
 * Seals texts for columns that are written and read ten thousand times a second: AES-256-GCM under keys derived from the
 * master key, one for each process and 2³² texts, so that nonces are counted and never repeat. What stands in the database
 * is `~` and, in base64: version (1 byte), id of the master key (4), salt of the derived key (16), count (6), tag (16),
 * ciphertext. The context is additional data: a text that was moved to another row does not open.
 *
 * Texts without the mark are given back as they are: they were written before texts were sealed.
 *
 * @param purpose keeps the keys of one use apart from those of another
 */
export function createTextSeal(masterKey: MasterKey, purpose: string): TextSeal {
  let writer: Writer | undefined;
  const readers = new Map<string, KeyObject>();
  const derive = (version: MasterKeyVersion, salt: Uint8Array): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', version.sealing, salt, `interlock text ${purpose}`, 32)));

  function writerNow(): Writer {
    const { keyId } = masterKey;
    if (writer === undefined || writer.count >= textsMax || !writer.keyId.equals(keyId)) {
      const salt = randomBytes(layout.countAt - layout.saltAt);
      writer = { keyId, salt, key: derive(masterKey, salt), count: 0 };
    }
    return writer;
  }

  function readerOf(bytes: Buffer): KeyObject {
    const name = bytes.toString('latin1', layout.keyIdAt, layout.countAt);
    const known = readers.get(name);
    if (known !== undefined) return known;
    const version = masterKey.findVersion(bytes.subarray(layout.keyIdAt, layout.saltAt));
    if (version === undefined) {
      throw cryptoErrors('crypto.cannot_open', { detail: 'A text was sealed under another master key.' });
    }
    const key = derive(version, bytes.subarray(layout.saltAt, layout.countAt));
    if (readers.size >= readersMax) readers.clear();
    readers.set(name, key);
    return key;
  }

  return {
    seal(text, context) {
      const { keyId, salt, key, count } = writerNow();
      writer!.count = count + 1;
      const nonce = Buffer.alloc(nonceBytes);
      nonce.writeUIntBE(count, nonceBytes - countBytes, countBytes);
      const cipher = createCipheriv(cipherName, key, nonce).setAAD(Buffer.from(context));
      const ciphertext = cipher.update(text, 'utf8');
      cipher.final();
      const head = Buffer.allocUnsafe(layout.ciphertextAt);
      head[0] = formatVersion;
      keyId.copy(head, layout.keyIdAt);
      salt.copy(head, layout.saltAt);
      nonce.copy(head, layout.countAt, nonceBytes - countBytes);
      cipher.getAuthTag().copy(head, layout.tagAt);
      return mark + Buffer.concat([head, ciphertext]).toString('base64');
    },
    open(stored, context) {
      if (!stored.startsWith(mark)) return stored;
      const bytes = Buffer.from(stored.slice(mark.length), 'base64');
      if (bytes.length < layout.ciphertextAt || bytes[0] !== formatVersion) {
        throw cryptoErrors('crypto.cannot_open', {
          detail: 'A sealed text is cut off or of another version.',
        });
      }
      const nonce = Buffer.alloc(nonceBytes);
      bytes.copy(nonce, nonceBytes - countBytes, layout.countAt, layout.tagAt);
      const decipher = createDecipheriv(cipherName, readerOf(bytes), nonce, {
        authTagLength: layout.ciphertextAt - layout.tagAt,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(layout.tagAt, layout.ciphertextAt));
      try {
        const text = decipher.update(bytes.subarray(layout.ciphertextAt), undefined, 'utf8');
        return text + decipher.final('utf8');
      } catch (cause) {
        throw cryptoErrors('crypto.cannot_open', { detail: 'A sealed text was altered or moved.', cause });
      }
    },
  };
}
