import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { createDataKeyCache } from './data-key-cache.ts';

const owner = { personId: 'p1', purpose: 'identity' };
const key = createSecretKey(Buffer.alloc(32));

test('a key that was read before it was destroyed is not kept after', () => {
  const cache = createDataKeyCache({ clock: new VirtualClock(), keysMax: 10, ageMsMax: 1_000 });
  const mark = cache.mark();
  cache.drop(owner.personId, null);
  cache.put(owner, key, mark);
  expect(cache.get(owner)).toBeUndefined();
  cache.put(owner, key, cache.mark());
  expect(cache.get(owner)).toBe(key);
});

test('a key is not used for longer than it may without asking', () => {
  const clock = new VirtualClock();
  const cache = createDataKeyCache({ clock, keysMax: 10, ageMsMax: 1_000 });
  cache.put(owner, key, cache.mark());
  clock.advance(999);
  expect(cache.get(owner)).toBe(key);
  clock.advance(1);
  expect(cache.get(owner)).toBeUndefined();
});

test('one purpose is dropped without the others, a person with all of them', () => {
  const cache = createDataKeyCache({ clock: new VirtualClock(), keysMax: 10, ageMsMax: 1_000 });
  const owners = ['identity', 'chat', 'kyc'].map((purpose) => ({ personId: 'p1', purpose }));
  const other = { personId: 'p2', purpose: 'chat' };
  for (const each of [...owners, other]) cache.put(each, key, cache.mark());
  cache.drop('p1', 'chat');
  expect(owners.map((each) => cache.get(each))).toEqual([key, undefined, key]);
  cache.drop('p1', null);
  expect(owners.map((each) => cache.get(each))).toEqual([undefined, undefined, undefined]);
  expect(cache.get(other)).toBe(key);
});
