import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { Circuit } from './circuit.ts';

let clock: VirtualClock;
let circuit: Circuit<boolean>;
let positions: string[];

beforeEach(() => {
  clock = new VirtualClock();
  positions = [];
  circuit = new Circuit(
    clock,
    { failuresToOpen: 3, probeAfterMs: 1_000, probeAfterMsMax: 5_000 },
    (succeeded) => !succeeded,
    (position) => positions.push(position),
  );
});

const call = (succeeds: boolean): Promise<boolean> => circuit.run(() => Promise.resolve(succeeds));

async function open(): Promise<void> {
  for (let failure = 0; failure < 3; failure += 1) await call(false);
}

describe('closed', () => {
  test('opens after so many consecutive failures, and not before', async () => {
    await call(false);
    await call(false);
    expect([circuit.position, circuit.waitMs()]).toEqual(['closed', 0]);
    await call(false);
    expect([circuit.position, circuit.waitMs()]).toEqual(['open', 1_000]);
  });

  test('a success between failures starts the count anew', async () => {
    for (const succeeds of [false, false, true, false, false]) await call(succeeds);
    expect(circuit.position).toBe('closed');
  });
});

describe('open', () => {
  test('lets one probe through after the wait, and closes on its success', async () => {
    await open();
    clock.advance(999);
    expect(circuit.waitMs()).toBe(1);
    clock.advance(1);
    expect(circuit.waitMs()).toBe(0);
    await call(true);
    expect([circuit.position, circuit.waitMs()]).toEqual(['closed', 0]);
    expect(positions).toEqual(['open', 'half_open', 'closed']);
  });

  test('waits twice as long after each failed probe, up to the longest wait', async () => {
    await open();
    const waits = [];
    for (let probe = 0; probe < 5; probe += 1) {
      waits.push(circuit.waitMs());
      clock.advance(circuit.waitMs());
      await call(false);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  test('forgets its long wait when the platform seems to be back', async () => {
    await open();
    for (let probe = 0; probe < 3; probe += 1) {
      clock.advance(circuit.waitMs());
      await call(false);
    }
    clock.advance(400);
    expect(circuit.waitMs()).toBe(4_600);
    expect(circuit.probeSoon()).toBe(true);
    expect(circuit.waitMs()).toBe(600);
    expect(circuit.probeSoon()).toBe(false);
  });

  test('starts with the short wait again after it was closed', async () => {
    await open();
    clock.advance(1_000);
    await call(false);
    clock.advance(2_000);
    await call(true);
    await open();
    expect(circuit.waitMs()).toBe(1_000);
  });
});

test('half-open holds the others back while the probe is under way', async () => {
  await open();
  clock.advance(1_000);
  let finish = (_succeeded: boolean): void => {};
  const probe = circuit.run(() => new Promise((resolve) => (finish = resolve)));
  expect(circuit.position).toBe('half_open');
  expect(circuit.waitMs()).toBeGreaterThan(0);
  finish(true);
  await probe;
  expect(circuit.waitMs()).toBe(0);
});

test('nothing depends on the wall clock', async () => {
  await open();
  // The virtual clock stands still; real milliseconds pass.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(circuit.waitMs()).toBe(1_000);
});
