import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { createHubClient, type HubClient, type OutgoingEvent } from './create-hub-client.ts';

let hub: TestHub;
let client: HubClient;

beforeEach(async () => {
  hub = await openTestHub();
  client = createHubClient({ hubUrl: hub.url, serviceKey: 'ilk_test', timeoutMs: 2_000 });
});
afterEach(() => hub.close());

const event = (eventId: string): OutgoingEvent => ({
  eventId,
  timestamp: '2026-11-22T10:00:00Z',
  source: 'loyalty',
  eventType: 'service_request',
  payload: { userId: 'a' },
});

describe('the hub client', () => {
  test('sends events in order, with its key, and tells what became of each', async () => {
    hub.refuses = ({ eventId }) => eventId === 'e2';
    expect(await client.sendEvents([event('e1'), event('e2'), event('e3'), event('e1')])).toEqual([
      { eventId: 'e1', status: 'accepted' },
      { eventId: 'e2', status: 'refused', problem: { code: 'events.unknown_type' } },
      { eventId: 'e3', status: 'accepted' },
      { eventId: 'e1', status: 'duplicate' },
    ]);
    expect(hub.taken).toEqual([event('e1'), event('e3')]);
    expect([...hub.authorizations]).toEqual(['Bearer ilk_test']);
  });

  test('sends a single event', async () => {
    hub.refuses = ({ eventId }) => eventId === 'e2';
    expect(await client.sendEvent(event('e1'))).toEqual({ eventId: 'e1', status: 'accepted' });
    expect(await client.sendEvent(event('e1'))).toEqual({ eventId: 'e1', status: 'duplicate' });
    expect(await client.sendEvent(event('e2'))).toEqual({
      eventId: 'e2',
      status: 'refused',
      problem: { code: 'events.unknown_type' },
    });
  });

  test('sends nothing for no events', async () => {
    expect(await client.sendEvents([])).toEqual([]);
    expect(hub.requests).toEqual([]);
  });

  test.each([
    [503, 'hub_unavailable'],
    [500, 'hub_unavailable'],
    [429, 'hub_unavailable'],
    [401, 'hub_denied'],
    [403, 'hub_denied'],
    [413, 'hub_refused_request'],
    [415, 'hub_refused_request'],
  ])('takes a %d for %s', async (status, code) => {
    hub.interfere = () => ({
      status,
      headers: { 'retry-after': '7' },
      body: { code: 'hub.says', detail: 'no' },
    });
    const error = expect.objectContaining({
      code: `connector.${code}`,
      retryAfterSeconds: 7,
      message: `The hub answered ${status} hub.says: no`,
    });
    await expect(client.sendEvents([event('e1')])).rejects.toEqual(error);
    await expect(client.sendEvent(event('e1'))).rejects.toEqual(error);
  });

  test('does not take silence about an event for consent', async () => {
    hub.interfere = () => ({ status: 200, body: { results: [{ index: 0, status: 'accepted' }] } });
    await expect(client.sendEvents([event('e1'), event('e2')])).rejects.toMatchObject({
      code: 'connector.hub_unavailable',
    });
  });

  test('says so when nobody answers', async () => {
    await hub.close();
    await expect(client.sendEvents([event('e1')])).rejects.toMatchObject({
      code: 'connector.hub_unavailable',
    });
  });
});
