import { expect, test } from 'vitest';
import { shareRuns } from './share-runs.ts';

test('callers share the run that begins after they called, never one under way', async () => {
  const starts: PromiseWithResolvers<void>[] = [];
  const run = shareRuns(() => {
    const started = Promise.withResolvers<void>();
    starts.push(started);
    return started.promise;
  });
  const first = run();
  const second = run();
  const third = run();
  expect(starts).toHaveLength(1);
  starts[0]?.resolve();
  await first;
  await expect.poll(() => starts.length).toBe(2);
  let done = false;
  const both = Promise.all([second, third]).then(() => {
    done = true;
  });
  await Promise.resolve();
  expect(done).toBe(false);
  starts[1]?.resolve();
  await both;
  expect(starts).toHaveLength(2);
});

test('a run that fails is reported to its own callers; the next one starts afresh', async () => {
  let attempt = 0;
  const run = shareRuns(async () => {
    attempt += 1;
    if (attempt === 1) throw new Error('away');
  });
  const failing = run();
  const following = run();
  await expect(failing).rejects.toThrow('away');
  await expect(following).resolves.toBeUndefined();
});
