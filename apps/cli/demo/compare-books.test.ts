import { expect, test } from 'vitest';
import { compareBook, readTradingBook, type BookLine } from './compare-books.ts';

async function* lines(...book: readonly [string, string][]): AsyncGenerator<BookLine> {
  for (const [index, [userId, executionId]] of book.entries())
    yield { userId, executionId, sequence: index + 1 };
}

const trading = await readTradingBook(lines(['ann', 'a1'], ['ann', 'a2'], ['ann', 'a3'], ['bob', 'b1']));
const compare = (...book: readonly [string, string][]) => compareBook('portfolio', trading, lines(...book));
const inShort = (differences: Awaited<ReturnType<typeof compare>>) =>
  differences.map(({ kind, executionId }) => `${kind} ${executionId}`);

test('books that agree have no differences, in whatever order the people come', async () => {
  expect(await compare(['bob', 'b1'], ['ann', 'a1'], ['ann', 'a2'], ['ann', 'a3'])).toEqual([]);
});

test('what is missing is found, also of people who are missing altogether', async () => {
  expect(inShort(await compare(['ann', 'a1'], ['ann', 'a3']))).toEqual(['missing a2', 'missing b1']);
});

test('what is there twice is found', async () => {
  const twice = await compare(['ann', 'a1'], ['ann', 'a2'], ['ann', 'a2'], ['ann', 'a3'], ['bob', 'b1']);
  expect(inShort(twice)).toEqual(['repeated a2']);
});

test('what came in another order is found', async () => {
  const swapped = await compare(['ann', 'a1'], ['ann', 'a3'], ['ann', 'a2'], ['bob', 'b1']);
  expect(inShort(swapped)).toEqual(['out_of_order a2']);
});

test('what the trading platform never executed is found', async () => {
  const invented = await compare(
    ['ann', 'a1'],
    ['ann', 'a2'],
    ['ann', 'a3'],
    ['ann', 'x'],
    ['bob', 'b1'],
    ['eve', 'e1'],
  );
  expect(inShort(invented)).toEqual(['unknown x', 'unknown e1']);
});

test('a difference names the book and the person', async () => {
  expect(await compare(['ann', 'a1'], ['ann', 'a2'], ['ann', 'a3'])).toEqual([
    { book: 'portfolio', kind: 'missing', userId: 'bob', executionId: 'b1' },
  ]);
});

test('trades of other sources are left out of account', async () => {
  async function* withForeign(): AsyncGenerator<BookLine> {
    yield* lines(['ann', 'a1'], ['ann', 'a2'], ['ann', 'a3'], ['bob', 'b1']);
    yield { userId: 'bob', executionId: 'elsewhere', sequence: null };
  }
  expect(await compareBook('portfolio', trading, withForeign())).toEqual([]);
});
