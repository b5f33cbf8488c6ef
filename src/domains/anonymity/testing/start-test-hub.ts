import { Writable } from 'node:stream';
import { readSettings } from '#infra/config';
import { createHttpApp } from '#infra/http';
import { createLogger, createMetricsRegistry } from '#infra/telemetry';
import { anonymityRoutes } from '../routes.ts';
import type { Anonymity } from '../types.ts';

export interface TestHub {
  readonly url: string;
  /** Log lines so far. */
  readonly log: string[];
  close(): Promise<void>;
}

/** A hub with nothing but this domain, which takes everybody for a member of staff. For tests. */
export async function startTestHub(anonymity: Anonymity): Promise<TestHub> {
  const log: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  const callers = ['staff'] as const;
  const app = await createHttpApp({
    settings: readSettings({}),
    logger: createLogger({ settings: { logLevel: 'debug', logPretty: false }, destination }),
    registry: createMetricsRegistry(),
    authorize: () => ({
      kind: 'staff',
      id: 'operator',
      roles: ['operator'],
      permissions: new Set(),
      source: null,
      requestsPerMinute: null,
      device: null,
    }),
    permissions: {
      'circles:own': { meaning: 'Take part in circles', callers },
      'circles:moderate': { meaning: 'Moderate circles', callers },
    },
    version: '0.0.0-test',
  });
  await app.register(anonymityRoutes(anonymity));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    log,
    async close() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
