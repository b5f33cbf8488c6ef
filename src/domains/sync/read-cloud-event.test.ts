import { describe, expect, it } from 'vitest';
import { readBinaryCloudEvent } from './read-binary-cloud-event.ts';
import { readCloudEvent } from './read-cloud-event.ts';

const event = {
  specversion: '1.0',
  id: 'e-1',
  source: 'trading_platform',
  type: 'trade_executed',
  time: '2026-11-22T10:00:00+05:30',
  data: { userId: 'm' },
};

describe('a CloudEvent', () => {
  it.each([
    'trading_platform',
    '/trading_platform',
    'https://example.com/platforms/trading_platform',
    'urn:example:trading_platform',
  ])('may name its source as %s', (source) => {
    expect(readCloudEvent({ ...event, source })).toEqual({
      eventId: 'e-1',
      timestamp: '2026-11-22T10:00:00+05:30',
      source: 'trading_platform',
      eventType: 'trade_executed',
      payload: { userId: 'm' },
    });
  });

  it('may carry extensions, of which requiressync is read', () => {
    const read = readCloudEvent({
      ...event,
      traceparent: '00-…',
      requiressync: 'black_portal, support_portal',
    });
    expect(read).toMatchObject({ requiresSync: ['black_portal', 'support_portal'] });
  });

  it.each([
    ['specversion', { specversion: '0.3' }],
    ['id', { id: '' }],
    ['source', { source: undefined }],
    ['type', { type: 7 }],
    ['time', { time: undefined }],
    ['time', { time: 'yesterday' }],
    ['datacontenttype', { datacontenttype: 'text/xml' }],
    ['requiressync', { requiressync: 'Black Portal' }],
    ['data', { data: 'text' }],
    ['data_base64', { data_base64: 'AA==' }],
  ])('is refused for its %s', (attribute, change) => {
    expect(() => readCloudEvent({ ...event, ...change })).toThrow(
      expect.objectContaining({ code: 'sync.invalid_cloud_event', extensions: { attribute } }) as Error,
    );
  });

  it('is refused when it is no object', () => {
    expect(() => readCloudEvent('text')).toThrow(
      expect.objectContaining({ code: 'sync.invalid_cloud_event' }) as Error,
    );
  });
});

describe('binary mode', () => {
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': 'e%201',
    'ce-source': '/trading_platform',
    'ce-type': 'trade_executed',
    'ce-time': '2026-11-22T10:00:00Z',
    'content-type': 'application/json',
  };

  it('takes attributes from headers, percent-decoded, and data from the body', () => {
    expect(readBinaryCloudEvent(headers, { userId: 'm' })).toMatchObject({
      eventId: 'e 1',
      payload: { userId: 'm' },
    });
  });

  it('refuses a header that is not percent-encoded', () => {
    expect(() => readBinaryCloudEvent({ ...headers, 'ce-id': '%zz' }, {})).toThrow(
      expect.objectContaining({ code: 'sync.invalid_cloud_event' }) as Error,
    );
  });
});
