import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storableText } from './storable-text.ts';

test('holds no NUL and no half of a pair, and is never longer than it may be', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).map((each) => `${each}\0\uD83D${each}`);
  fc.assert(
    fc.property(text, fc.nat({ max: 80 }), (given, lengthMax) => {
      const stored = storableText(given, lengthMax);
      expect(stored.isWellFormed()).toBe(true);
      expect(stored).not.toContain('\0');
      expect(stored).toHaveLength(Math.min(given.length, lengthMax));
    }),
  );
});

test('leaves alone what can be stored', () => {
  expect(storableText('ünïcödé \u{1F512}', 100)).toBe('ünïcödé \u{1F512}');
});
