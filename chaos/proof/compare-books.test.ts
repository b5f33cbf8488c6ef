import { expect, test } from 'vitest';
import { seededRandom } from '#kernel/random';
import { drawBetween, drawOrder } from '../schedule/draw.ts';
import type { Execution } from '../load/ledger.ts';
import { compareBooks, type Difference } from './compare-books.ts';

const execution = (userId: string, sequence: number): Execution => ({
  userId,
  executionId: `${userId}-${sequence}`,
  sequence,
});

const laneOf = (userId: string, length: number): Execution[] =>
  Array.from({ length }, (_, index) => execution(userId, index + 1));

const alice = laneOf('alice', 5);
const bob = laneOf('bob', 3);
const expected = [...alice, ...bob];

function complaints(book: readonly Execution[]): string[] {
  return compareBooks(expected, book).map(({ kind, executionId }) => `${kind} ${executionId}`);
}

test('books that agree show no difference, however the lanes interleave', () => {
  const [first, ...rest] = alice as [Execution, ...Execution[]];
  expect(complaints([...bob.slice(0, 2), first, ...bob.slice(2), ...rest])).toEqual([]);
});

test('what is expected twice is expected once', () => {
  expect(compareBooks([...expected, ...alice], expected)).toEqual([]);
});

test('a lost execution is found', () => {
  expect(complaints(expected.filter(({ executionId }) => executionId !== 'alice-3'))).toEqual([
    'lost alice-3',
  ]);
});

test('a repeated execution is found, at once and later', () => {
  expect(complaints([...alice, execution('alice', 5), ...bob])).toEqual(['repeated alice-5']);
  expect(complaints([...alice, execution('alice', 2), ...bob])).toEqual(['repeated alice-2']);
});

test('an inversion is found', () => {
  const inverted = [1, 3, 2, 4, 5].map((sequence) => execution('alice', sequence));
  expect(complaints([...inverted, ...bob])).toEqual(['inverted alice-2']);
});

test('an execution that nobody sent is found, also one with another’s number or name', () => {
  expect(complaints([...expected, execution('carol', 1)])).toEqual(['invented carol-1']);
  const renumbered = { ...execution('bob', 3), sequence: 4 };
  expect(complaints([...alice, ...bob.slice(0, 2), renumbered])).toEqual(['invented bob-3']);
  const renamed = { ...execution('bob', 3), userId: 'carol' };
  expect(complaints([...alice, ...bob.slice(0, 2), renamed])).toEqual(['invented bob-3']);
});

test('one planted fault in a large book is always found, and nothing else', () => {
  const random = seededRandom(20_260_101);
  const people = Array.from({ length: 20 }, (_, index) => laneOf(`person-${index}`, 30));
  const all = people.flat();
  for (let round = 0; round < 300; round += 1) {
    const book = interleave(people, random);
    const place = drawBetween(random, 0, book.length - 1);
    const { userId, executionId, sequence } = book[place] as Execution;
    const plant = drawOrder(random, ['lost', 'repeated', 'inverted'] as const)[0] as Difference['kind'];
    if (plant === 'lost') book.splice(place, 1);
    if (plant === 'repeated')
      book.splice(drawBetween(random, place, book.length), 0, book[place] as Execution);
    if (plant === 'inverted') {
      // The last of a lane has nothing to be overtaken by.
      if (sequence === 30) continue;
      const [moved] = book.splice(place, 1) as [Execution];
      const next = book.findIndex((line) => line.userId === userId && line.sequence === sequence + 1);
      book.splice(next + 1, 0, moved);
    }
    expect(compareBooks(all, book)).toEqual([{ kind: plant, userId, executionId, sequence }]);
  }
});

function interleave(lanes: readonly (readonly Execution[])[], random: () => number): Execution[] {
  const rest = lanes.map((lane) => [...lane]);
  const book: Execution[] = [];
  while (rest.some((lane) => lane.length > 0)) {
    const next = rest[drawBetween(random, 0, rest.length - 1)]?.shift();
    if (next !== undefined) book.push(next);
  }
  return book;
}
