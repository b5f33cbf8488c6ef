import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasterKey } from './master-key.ts';
import { createTextSeal } from './create-text-seal.ts';

const bytes = (fill: number): Buffer => Buffer.alloc(32, fill);
const seal = createTextSeal(createMasterKey(bytes(7)), 'events');
const cannotOpen = expect.objectContaining({ code: 'crypto.cannot_open' }) as Error;

describe('texts at rest', () => {
  it('open to what was sealed, whatever it was, in every process with the same master key', () => {
    const other = createTextSeal(createMasterKey(bytes(7)), 'events');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, context) => {
        fc.pre(text.isWellFormed() && context.isWellFormed());
        const sealed = seal.seal(text, context);
        expect(sealed).toMatch(/^~[A-Za-z0-9+/]+=*$/);
        expect(seal.open(sealed, context)).toBe(text);
        expect(other.open(sealed, context)).toBe(text);
      }),
    );
  });

  it('never use a nonce twice under one key, in one process or in two', () => {
    const seals = [seal, createTextSeal(createMasterKey(bytes(7)), 'events')];
    const used = seals.flatMap((each) =>
      Array.from({ length: 200 }, () =>
        Buffer.from(each.seal('the same', 'here').slice(1), 'base64').toString('hex', 5, 27),
      ),
    );
    expect(new Set(used).size).toBe(used.length);
  });

  it('do not open when any bit was altered, cut off, or moved to another row', () => {
    const sealed = Buffer.from(seal.seal('{"userId":"asha"}', 'e-1').slice(1), 'base64');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => seal.open(`~${altered.toString('base64')}`, 'e-1')).toThrow(cannotOpen);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length).toString('base64');
      expect(() => seal.open(`~${cut}`, 'e-1')).toThrow(cannotOpen);
    }
    expect(() => seal.open(`~${sealed.toString('base64')}`, 'e-2')).toThrow(cannotOpen);
  });

  it('open under another master key, or for another purpose, not at all', () => {
    const sealed = seal.seal('text', 'e');
    expect(() => createTextSeal(createMasterKey(bytes(8)), 'events').open(sealed, 'e')).toThrow(cannotOpen);
    expect(() => createTextSeal(createMasterKey(bytes(7)), 'other').open(sealed, 'e')).toThrow(cannotOpen);
  });

  it('stay readable after the master key was rotated, and new ones are sealed under the newest', () => {
    const rotated = createTextSeal(createMasterKey(bytes(7), bytes(8)), 'events');
    expect(rotated.open(seal.seal('old', 'e'), 'e')).toBe('old');
    expect(() => seal.open(rotated.seal('new', 'e'), 'e')).toThrow(cannotOpen);
  });

  it('that were written before there were seals are given back as they are', () => {
    expect(seal.open('{"plain":true}', 'e')).toBe('{"plain":true}');
  });
});
