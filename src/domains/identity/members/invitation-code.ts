import { hash, randomBytes } from 'node:crypto';

// Crockford’s alphabet: no I, L, O or U, so that a code can be read out and typed.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeBits = 128;
const groupLength = 5;

/** 128 random bits in groups of five characters: `7ZJ4C-0T9QW-…`. */
export function createCode(): string {
  let value = BigInt(`0x${randomBytes(codeBits / 8).toString('hex')}`);
  let text = '';
  for (let length = 0; length < Math.ceil(codeBits / 5); length += 1) {
    text = alphabet[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text.match(new RegExp(`.{1,${groupLength}}`, 'g'))!.join('-');
}

/** SHA-256 of a code as people type it: any case, with or without dashes and spaces, O for 0, I or L for 1. */
export function hashCode(code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return hash('sha256', `code ${plain}`, 'buffer');
}
