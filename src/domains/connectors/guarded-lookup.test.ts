import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { createAddressGuard } from './address-guard.ts';
import { createGuardedLookup } from './guarded-lookup.ts';

const guard = createAddressGuard([]);

const answering =
  (...addresses: string[]): LookupFunction =>
  (_hostname, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };

function look(resolve: LookupFunction, all: boolean): Promise<string[]> {
  return new Promise((settle, fail) => {
    createGuardedLookup(guard, resolve)('platform.example', { all }, (error, answer) => {
      if (error !== null) fail(error);
      else settle(typeof answer === 'string' ? [answer] : answer.map((each: LookupAddress) => each.address));
    });
  });
}

test.each([true, false])('answers what the guard lets pass (all: %j)', async (all) => {
  expect(await look(answering('8.8.8.8'), all)).toEqual(['8.8.8.8']);
});

test.each([true, false])('refuses a name that leads inside (all: %j)', async (all) => {
  for (const address of [
    '127.0.0.1',
    '169.254.169.254',
    '10.0.0.8',
    '::1',
    '::ffff:10.0.0.8',
    'fd00:ec2::254',
  ]) {
    await expect(look(answering(address), all)).rejects.toMatchObject({
      code: 'INTERLOCK_FORBIDDEN_ADDRESS',
    });
  }
});

test.each([true, false])('of a mixed answer leaves only what may be called (all: %j)', async (all) => {
  expect(await look(answering('127.0.0.1', '8.8.8.8', '::1'), all)).toEqual(['8.8.8.8']);
});

test('hands on the errors of the resolver', async () => {
  const failing: LookupFunction = (_hostname, _options, callback) =>
    callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 0);
  await expect(look(failing, true)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(look(answering(), true)).rejects.toMatchObject({ code: 'ENOTFOUND' });
});
