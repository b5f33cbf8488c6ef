import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSealingKey, openSealed, sealFor } from '#infra/crypto';
import { chunkBytes, headerBytes, tagBytes } from './sealed-stream.ts';

const key = createSealingKey(Buffer.alloc(32, 1));
const sealedChunkBytes = chunkBytes + tagBytes;
const refused = { code: 'crypto.cannot_open' };

/** Passes bytes through a step, in pieces of this size. */
async function pass(step: ReturnType<typeof sealFor>, bytes: Buffer, pieceBytes = 10_000): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes));
  const result: Buffer[] = [];
  await pipeline(Readable.from(pieces), step, async (source: AsyncIterable<Buffer>) => {
    for await (const part of source) result.push(part);
  });
  return Buffer.concat(result);
}

const seal = (bytes: Buffer): Promise<Buffer> => pass(sealFor(key.publicKey), bytes);
const open = (bytes: Buffer): Promise<Buffer> => pass(openSealed(key), bytes);

describe('a sealed stream', () => {
  const lengths = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes, 3 * chunkBytes + 5];
  test.each(lengths)('of %i bytes opens to what was sealed', async (length) => {
    const bytes = randomBytes(length);
    const sealed = await seal(bytes);
    expect(sealed).toHaveLength(
      headerBytes + length + tagBytes * Math.max(1, Math.ceil(length / chunkBytes)),
    );
    expect((await open(sealed)).equals(bytes)).toBe(true);
  });

  test('does not depend on the pieces in which it comes', async () => {
    const bytes = randomBytes(2 * chunkBytes + 100);
    const sealed = await seal(bytes);
    const pieces = fc.integer({ min: 500, max: 4 * chunkBytes });
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (first, second) => {
        expect((await pass(openSealed(key), sealed, first)).equals(bytes)).toBe(true);
        const again = await pass(sealFor(key.publicKey), bytes, second);
        expect((await pass(openSealed(key), again)).equals(bytes)).toBe(true);
      }),
      { numRuns: 10 },
    );
    expect((await pass(openSealed(key), sealed.subarray(0), 1_127)).equals(bytes)).toBe(true);
  });

  test('never looks the same twice, and shows nothing of what is in it', async () => {
    const bytes = Buffer.from('Asha Rao '.repeat(20_000));
    const [first, second] = [await seal(bytes), await seal(bytes)];
    expect(first.subarray(headerBytes).equals(second.subarray(headerBytes))).toBe(false);
    expect(first.includes('Asha')).toBe(false);
  });

  test('opens with its own key only', async () => {
    const sealed = await seal(Buffer.from('secret'));
    await expect(pass(openSealed(createSealingKey()), sealed)).rejects.toMatchObject(refused);
  });

  test('holds a chunk in memory, not the whole', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(chunkBytes);
      }
    }
    const sealed = sealFor(key.publicKey)(endless());
    for (let count = 0; count < 5; count += 1) await sealed.next();
    await sealed.return(undefined);
    expect(taken).toBeLessThan(8);
  });

  test('is sealed once with a step: the nonces would repeat', async () => {
    const step = sealFor(key.publicKey);
    await pass(step, Buffer.from('first'));
    await expect(pass(step, Buffer.from('second'))).rejects.toThrow(TypeError);
  });

  test.each([0, 1215, 1217])('is not made for a public key of %i bytes', (length) => {
    expect(() => sealFor(Buffer.alloc(length))).toThrow(
      expect.objectContaining({ code: 'crypto.invalid_public_key' }),
    );
  });
});

describe('whoever tampers is noticed', () => {
  const bytes = randomBytes(3 * chunkBytes + 5);
  const chunkAt = (index: number): number => headerBytes + index * sealedChunkBytes;
  const without = (sealed: Buffer, from: number, to: number): Buffer =>
    Buffer.concat([sealed.subarray(0, from), sealed.subarray(to)]);

  const tampering: readonly (readonly [string, (sealed: Buffer) => Buffer])[] = [
    ['nothing is left', () => Buffer.alloc(0)],
    ['cut within the header', (sealed) => sealed.subarray(0, headerBytes - 1)],
    ['cut after the header', (sealed) => sealed.subarray(0, headerBytes)],
    ['cut within the first tag', (sealed) => sealed.subarray(0, headerBytes + tagBytes - 1)],
    ['cut between two chunks', (sealed) => sealed.subarray(0, chunkAt(2))],
    ['cut before the last chunk', (sealed) => sealed.subarray(0, chunkAt(3))],
    ['cut by a byte', (sealed) => sealed.subarray(0, -1)],
    ['a byte added', (sealed) => Buffer.concat([sealed, Buffer.of(0)])],
    ['an empty chunk added', (sealed) => Buffer.concat([sealed, Buffer.alloc(tagBytes)])],
    ['the last chunk repeated', (sealed) => Buffer.concat([sealed, sealed.subarray(chunkAt(3))])],
    ['the first chunk left out', (sealed) => without(sealed, chunkAt(0), chunkAt(1))],
    ['a chunk in the middle left out', (sealed) => without(sealed, chunkAt(1), chunkAt(2))],
    [
      'two chunks exchanged',
      (sealed) =>
        Buffer.concat([
          sealed.subarray(0, chunkAt(0)),
          sealed.subarray(chunkAt(1), chunkAt(2)),
          sealed.subarray(chunkAt(0), chunkAt(1)),
          sealed.subarray(chunkAt(2)),
        ]),
    ],
  ];

  test.each(tampering)('%s', async (_what, tamper) => {
    await expect(open(tamper(await seal(bytes)))).rejects.toMatchObject(refused);
  });

  test('a chunk of another stream for the same key', async () => {
    const [first, second] = [await seal(bytes), await seal(bytes)];
    const mixed = Buffer.concat([
      first.subarray(0, chunkAt(1)),
      second.subarray(chunkAt(1), chunkAt(2)),
      first.subarray(chunkAt(2)),
    ]);
    await expect(open(mixed)).rejects.toMatchObject(refused);
  });

  test('a bit altered anywhere', async () => {
    const sealed = await seal(Buffer.from('a short secret'));
    for (let at = 0; at < sealed.length; at += at < headerBytes ? 61 : 1) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      await expect(open(altered), `byte ${at}`).rejects.toMatchObject(refused);
    }
  });

  test('before anything of the chunk comes out', async () => {
    const sealed = await seal(bytes);
    sealed[chunkAt(1) + 7]! ^= 1;
    const out: Buffer[] = [];
    const opening = pipeline(
      Readable.from([sealed]),
      openSealed(key),
      async (source: AsyncIterable<Buffer>) => {
        for await (const part of source) out.push(part);
      },
    );
    await expect(opening).rejects.toMatchObject(refused);
    expect(Buffer.concat(out).equals(bytes.subarray(0, chunkBytes))).toBe(true);
  });
});
