import { randomBytes, randomUUID } from 'node:crypto';
import { decodeSecret, signMessage } from '@interlock/connector';
import type {
  BatchAnswer,
  DigestAnswer,
  HubClient,
  PlatformEvent,
  ProfileBase,
  ProfileDigest,
} from '@interlock/connector';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type pg from 'pg';
import { createTestDatabase } from '../../../test/test-database.ts';
import { absentHub } from '../chassis/absent-hub.ts';
import { openPool } from '../chassis/open-pool.ts';
import type { PlatformDefinition } from '../chassis/run-platform.ts';

/** A platform with a database of its own, and what the hub and its users do to it. */
export interface TestPlatform {
  readonly app: FastifyInstance;
  readonly pool: pg.Pool;
  readonly secret: string;
  /** Sends a request of a user; the answer’s body parsed. */
  request<Body = Record<string, unknown>>(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: Body }>;
  /** The rows of an NDJSON export. */
  readLines(url: string): Promise<Record<string, unknown>[]>;
  /** Delivers events as the hub does, signed. */
  deliver(events: readonly PlatformEvent[]): Promise<BatchAnswer>;
  deliverProfiles(profiles: readonly ProfileBase[]): Promise<BatchAnswer>;
  readDigests(userIds: readonly string[]): Promise<readonly ProfileDigest[]>;
  /** Ends the platform and starts it again on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestPlatform(
  definition: Pick<PlatformDefinition, 'id' | 'create'>,
  hub: HubClient = absentHub,
): Promise<TestPlatform> {
  const database = await createTestDatabase('template0');
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const start = async (): Promise<{ pool: pg.Pool; app: FastifyInstance }> => {
    const pool = openPool(database.url, definition.id);
    return { pool, app: await definition.create({ pool, secrets: [secret], hub, logs: false }) };
  };
  const stop = async (): Promise<void> => {
    await running.app.close();
    await running.pool.end();
  };
  let running = await start();
  const post = async <Answer>(url: string, body: object): Promise<Answer> => {
    const answer = await running.app.inject(sign(secret, url, { ...body, platform: definition.id }));
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
    return answer.json<Answer>();
  };
  return {
    get app() {
      return running.app;
    },
    get pool() {
      return running.pool;
    },
    secret,
    async request<Body>(
      method: 'GET' | 'POST',
      url: string,
      body?: object,
      headers: Readonly<Record<string, string>> = {},
    ) {
      const answer = await running.app.inject({ method, url, headers, ...(body !== undefined && { body }) });
      return { status: answer.statusCode, body: JSON.parse(answer.body || 'null') as Body };
    },
    async readLines(url) {
      const { body } = await running.app.inject({ method: 'GET', url });
      const lines = body.split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    deliver: (events) => post('/interlock/events', { batchId: randomUUID(), events }),
    deliverProfiles: (profiles) => post('/interlock/profiles', { batchId: randomUUID(), profiles }),
    readDigests: async (userIds) =>
      (await post<DigestAnswer>('/interlock/profiles/digest', { userIds })).profiles,
    async restart() {
      await stop();
      running = await start();
    },
    async close() {
      await stop();
      await database.drop();
    },
  };
}

function sign(secret: string, url: string, body: object): InjectOptions {
  const message = {
    id: randomUUID(),
    timestamp: String(Math.floor(Date.now() / 1000)),
    body: JSON.stringify(body),
  };
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': message.timestamp,
      'webhook-signature': signMessage(decodeSecret(secret), message),
    },
    body: message.body,
  };
}

/** An event as the hub would deliver it. */
export function eventOf(
  eventType: string,
  payload: PlatformEvent['payload'],
  own: Partial<PlatformEvent> = {},
): PlatformEvent {
  return {
    eventId: randomUUID(),
    timestamp: '2025-01-31T10:00:00Z',
    source: 'test',
    eventType,
    payload,
    requiresSync: [],
    ...own,
  };
}
