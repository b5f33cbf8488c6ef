import { expect, test } from 'vitest';
import { toCsv } from './to-csv.ts';

test('values with commas, quotes and line breaks stay one value', () => {
  expect(toCsv(['code', 'note'], [['AB-CD', 'for Asha, “VIP”\n"today"']])).toBe(
    'code,note\r\nAB-CD,"for Asha, “VIP”\n""today"""\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('%j is no formula', (note) => {
  expect(toCsv(['note'], [[note]])).toBe(`note\r\n'${note}\r\n`);
});
