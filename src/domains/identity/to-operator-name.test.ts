import { describe, expect, it } from 'vitest';
import { toOperatorName } from './to-operator-name.ts';

describe('a name of staff', () => {
  it.each([
    ['Asha', 'asha'],
    ['  ASHA\t', 'asha'],
    ['Ａｓｈａ', 'asha'],
    ['Åsa', 'åsa'],
    ['A\u030Asa', 'åsa'],
    ['asha  rao', 'asha rao'],
    ['ﬁnn', 'finn'],
    ['İpek', 'i̇pek'],
  ])('%j is %j', (text, name) => {
    expect(toOperatorName(text)).toBe(name);
    expect(toOperatorName(name)).toBe(name);
  });

  it.each(['', '  ', 'as\u200bha', 'asha\u202e', 'as\u0000ha', 'a'.repeat(101)])('is not %j', (text) => {
    expect(() => toOperatorName(text)).toThrow(
      expect.objectContaining({ code: 'identity.operator_name_refused' }),
    );
  });
});
