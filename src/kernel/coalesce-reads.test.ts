import { expect, test } from 'vitest';
import { coalesceReads } from './coalesce-reads.ts';

function controlledReads() {
  const reads: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const read = coalesceReads(
    () => new Promise<number>((resolve, reject) => void reads.push({ resolve, reject })),
  );
  return { reads, read };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('callers that come during a read share the next one, not the one that may have missed their change', async () => {
  const { reads, read } = controlledReads();
  const first = read();
  const [second, third] = [read(), read()];
  expect(reads).toHaveLength(1);
  reads[0]!.resolve(1);
  await settle();
  expect(reads).toHaveLength(2);
  reads[1]!.resolve(2);
  expect(await Promise.all([first, second, third])).toEqual([1, 2, 2]);
});

test('a failed read fails its own callers alone', async () => {
  const { reads, read } = controlledReads();
  const first = read();
  const second = read();
  reads[0]!.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await settle();
  reads[1]!.resolve(2);
  expect(await second).toBe(2);
});

test('a later call reads again', async () => {
  const { reads, read } = controlledReads();
  for (const value of [1, 2, 3]) {
    const answer = read();
    reads.at(-1)!.resolve(value);
    expect(await answer).toBe(value);
    await settle();
  }
});
