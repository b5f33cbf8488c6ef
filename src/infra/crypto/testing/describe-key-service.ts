import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeyService } from '../key-service/key-service.ts';

export interface KeyServiceUnderTest {
  /** The service as one hub has it. */
  readonly service: KeyService;
  /** The service as another hub has it, which shares the master key. */
  readonly elsewhere: KeyService;
  /** A service with another master key. */
  readonly foreign: KeyService;
  rotate(): Promise<void>;
  close(): Promise<void>;
}

const key = Buffer.from(Array.from({ length: 64 }, (_byte, index) => index));
const context = { table: 'crypto.data_keys', personId: 'p1', purpose: 'identity' };
const refused = { code: 'crypto.cannot_unwrap' };

/** What every key service does, whoever guards its master key. */
export function describeKeyService(name: string, open: () => Promise<KeyServiceUnderTest>): void {
  describe(`the key service ${name}`, () => {
    let hub: KeyServiceUnderTest;
    beforeEach(async () => {
      hub = await open();
    });
    afterEach(() => hub.close());

    test('has its name', () => {
      expect(hub.service.name).toBe(name);
    });

    test('gives back what it wrapped, in another hub too, in whichever order the context is named', async () => {
      const wrapped = await hub.service.wrap(key, context);
      expect(await hub.service.unwrap(wrapped, context)).toEqual(key);
      const reordered = Object.fromEntries(Object.entries(context).toReversed());
      expect(await hub.elsewhere.unwrap(wrapped, reordered)).toEqual(key);
    });

    test('shows nothing of the key, and never wraps it the same way twice', async () => {
      const [first, second] = [await hub.service.wrap(key, context), await hub.service.wrap(key, context)];
      expect(first.bytes).not.toEqual(second.bytes);
      expect(first.bytes.includes(key.subarray(0, 16))).toBe(false);
    });

    test.each([
      ['another value', { ...context, personId: 'p2' }],
      ['a name less', { table: context.table, personId: context.personId }],
      ['a name more', { ...context, more: '' }],
      ['values exchanged', { ...context, personId: context.purpose, purpose: context.personId }],
    ])('unwraps and rewraps only in its place: not with %s', async (_what, other) => {
      const wrapped = await hub.service.wrap(key, context);
      await expect(hub.service.unwrap(wrapped, other)).rejects.toMatchObject(refused);
      await expect(hub.service.rewrap(wrapped, other)).rejects.toMatchObject(refused);
    });

    test('refuses what was altered, cut, or is nothing', async () => {
      const wrapped = await hub.service.wrap(key, context);
      const altered = Buffer.from(wrapped.bytes);
      altered[altered.length - 5]! ^= 1;
      for (const bytes of [altered, wrapped.bytes.subarray(0, 20), Buffer.alloc(0)]) {
        await expect(hub.service.unwrap({ ...wrapped, bytes }, context)).rejects.toMatchObject(refused);
      }
    });

    test('refuses what another master key wrapped, also under the name of its own', async () => {
      const wrapped = await hub.foreign.wrap(key, context);
      const { wrappedBy } = await hub.service.wrap(key, context);
      await expect(hub.service.unwrap(wrapped, context)).rejects.toMatchObject(refused);
      await expect(hub.service.unwrap({ ...wrapped, wrappedBy }, context)).rejects.toMatchObject(refused);
    });

    test('the newest version wraps, the former still unwraps, rewrapping brings it up to date', async () => {
      const wrapped = await hub.service.wrap(key, context);
      expect(wrapped.wrappedBy).toBe(await hub.service.newestVersion());
      await hub.rotate();
      const newest = await hub.service.newestVersion();
      expect(newest).not.toBe(wrapped.wrappedBy);
      expect(await hub.elsewhere.newestVersion()).toBe(newest);
      expect(await hub.service.unwrap(wrapped, context)).toEqual(key);
      const fresh = await hub.service.rewrap(wrapped, context);
      expect(fresh.wrappedBy).toBe(newest);
      expect(await hub.elsewhere.unwrap(fresh, context)).toEqual(key);
      expect((await hub.service.wrap(key, context)).wrappedBy).toBe(newest);
    });
  });
}
