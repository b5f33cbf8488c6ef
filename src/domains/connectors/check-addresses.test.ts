import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { VirtualClock } from '#kernel/virtual-clock';
import { checkAddresses } from './check-addresses.ts';

const settings = { healthIntervalMs: 5_000, allowedPrivateNetworks: ['10.9.0.0/16'] };

const names: Readonly<Record<string, string[]>> = {
  'public.example': ['8.8.8.8'],
  'inside.example': ['192.168.1.1', 'fd00::1'],
  'mixed.example': ['192.168.1.1', '8.8.8.8'],
  'allowed.example': ['10.9.0.1'],
};

const resolve: LookupFunction = (hostname, _options, callback) => {
  const addresses = names[hostname];
  if (addresses === undefined) {
    callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 0);
  } else {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }
};

function check(primary: string, standbys: string[] = [], allowedNetworks: string[] = []): Promise<void> {
  const config = { id: 'black_portal', addresses: { primary, standbys }, allowedNetworks };
  return checkAddresses({ clock: systemClock, settings, resolve }, config);
}

test.each([
  'https://public.example',
  'https://mixed.example',
  'https://allowed.example',
  'https://not-yet-registered.example',
  'http://8.8.8.8:8080',
  'http://10.9.1.2',
])('accepts %s', async (address) => {
  await expect(check(address)).resolves.toBeUndefined();
});

test.each([
  ['https://inside.example', 'inside.example → 192.168.1.1 is private'],
  ['http://127.0.0.1', '127.0.0.1 is loopback'],
  ['http://[::1]:4101', '::1 is loopback'],
  ['http://[::ffff:7f00:1]', '::ffff:7f00:1 is loopback'],
  ['http://[fd00:ec2::254]', 'fd00:ec2::254 is private'],
  ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is link-local'],
  ['http://0.0.0.0:4101', '0.0.0.0 is unspecified'],
])('refuses %s and says why', async (address, words) => {
  await expect(check(address)).rejects.toMatchObject({
    code: 'connectors.forbidden_address',
    message: expect.stringContaining(words),
    fix: expect.stringContaining('allowedNetworks'),
  });
});

test('refuses a standby like a primary, and takes the platform’s own networks into account', async () => {
  await expect(check('https://public.example', ['http://192.168.1.1'])).rejects.toThrow('192.168.1.1');
  await expect(
    check('https://public.example', ['http://192.168.1.1'], ['192.168.0.0/16']),
  ).resolves.toBeUndefined();
});

test('a resolver that says nothing holds up nobody for long', async () => {
  const clock = new VirtualClock();
  const config = {
    id: 'black_portal',
    addresses: { primary: 'https://slow.example', standbys: [] },
    allowedNetworks: [],
  };
  const checked = checkAddresses({ clock, settings, resolve: () => {} }, config);
  clock.advance(2_000);
  await expect(checked).resolves.toBeUndefined();
});
