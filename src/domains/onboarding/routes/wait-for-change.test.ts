import { expect, it } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import type { FoundJoining } from '../find-joining.ts';
import { waitForChange } from './wait-for-change.ts';

/** Waits on a clock that runs as fast as it is asked; the state changes after so long. */
async function wait(changesAfterMs: number): Promise<{ state: string; waitedMs: number; reads: number }> {
  const clock = new VirtualClock();
  let reads = 0;
  let over = false;
  const read = async (): Promise<FoundJoining> => {
    reads += 1;
    const state = clock.monotonic() >= changesAfterMs ? 'welcome' : 'preparing';
    return { state } as FoundJoining;
  };
  const waiting = waitForChange(clock, read, 'preparing').finally(() => {
    over = true;
  });
  while (!over) {
    await new Promise(setImmediate);
    clock.advance(clock.untilNext() ?? 0);
  }
  return { state: (await waiting).state, waitedMs: clock.monotonic(), reads };
}

it('tells at once what has changed already', async () => {
  expect(await wait(0)).toEqual({ state: 'welcome', waitedMs: 0, reads: 1 });
});

it('notices soon what comes soon', async () => {
  const { state, waitedMs } = await wait(95);
  expect(state).toBe('welcome');
  expect(waitedMs).toBeLessThanOrEqual(115);
});

it('answers after ten seconds at most, and has not asked often', async () => {
  const { state, waitedMs, reads } = await wait(Number.POSITIVE_INFINITY);
  expect(state).toBe('preparing');
  expect(waitedMs).toBeLessThanOrEqual(10_200);
  expect(reads).toBeLessThan(100);
});
