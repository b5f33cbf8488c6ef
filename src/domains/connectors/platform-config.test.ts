import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { platformConfigJsonSchema, platformConfigSchema } from './platform-config.ts';
import { platformsFileJsonSchema } from './platforms-file.ts';

const minimal = {
  id: 'black_portal',
  displayName: 'Black Portal',
  addresses: { primary: 'https://portal.example' },
};

test('what has a default may be absent', () => {
  const config = platformConfigSchema.parse(minimal);
  expect(config).toMatchObject({
    enabled: true,
    addresses: { standbys: [] },
    subscriptions: { eventTypes: '*' },
    delivery: { rateLimitPerSecond: null, onDeadLetter: 'continue', retry: { attemptsMax: 12 } },
    profile: null,
    allowedNetworks: [],
  });
  expect(platformConfigSchema.parse(config)).toEqual(config);
});

test.each([
  ['https://portal.example/', 'https://portal.example'],
  ['https://PORTAL.example:443/api//', 'https://portal.example/api'],
  ['http://0x7f.1:8080', 'http://127.0.0.1:8080'],
  ['http://[::FFFF:127.0.0.1]', 'http://[::ffff:7f00:1]'],
])('%s is kept as %s', (written, kept) => {
  const config = platformConfigSchema.parse({ ...minimal, addresses: { primary: written } });
  expect(config.addresses.primary).toBe(kept);
});

describe('refused, naming the field', () => {
  test.each([
    ['addresses.primary', { addresses: { primary: 'portal' } }, 'is not a URL'],
    ['addresses.primary', { addresses: { primary: 'file:///etc/passwd' } }, 'http://'],
    ['addresses.primary', { addresses: { primary: 'gopher://portal.example' } }, 'http://'],
    ['addresses.primary', { addresses: { primary: 'https://me:pw@portal.example' } }, 'credentials'],
    ['addresses.primary', { addresses: { primary: 'https://portal.example?a=b' } }, 'query'],
    [
      'addresses.standbys',
      { addresses: { primary: 'https://a.example', standbys: ['https://a.example/'] } },
      'different',
    ],
    ['id', { id: 'Black Portal' }, 'lower-case'],
    ['delivery.batchSize', { delivery: { batchSize: 0 } }, '>=1'],
    ['allowedNetworks.0', { allowedNetworks: ['10.0.0.0/40'] }, '10.1.0.0/16'],
    ['it', { adresses: {} }, 'adresses'],
  ])('%s', (field, change, words) => {
    const attempt = (): unknown => parseConfig(platformConfigSchema, { ...minimal, ...change }, 'platform');
    expect(attempt).toThrow(expect.objectContaining({ code: 'connectors.invalid_config' }));
    expect(attempt).toThrow(new RegExp(`${field.replaceAll('.', '\\.')} .*${words}`));
  });

  test('with credentials, without repeating them', () => {
    const change = { addresses: { primary: 'https://me:hunter2@portal.example' } };
    expect(() => parseConfig(platformConfigSchema, { ...minimal, ...change }, 'platform')).not.toThrow(
      /hunter2/,
    );
  });
});

test('the JSON schemas say what is required, and describe what is there', () => {
  expect(platformConfigJsonSchema()).toMatchObject({
    required: ['id', 'displayName', 'addresses'],
    additionalProperties: false,
    properties: { delivery: { properties: { batchSize: { default: 500 } } } },
  });
  expect(platformsFileJsonSchema()).toMatchObject({ required: ['platforms'] });
});
