import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { createPlatform } from '#connectors';
import { createInvitations } from '#identity';
import { readSettings } from '#infra/config';
import type { Database } from '#infra/db';
import type { HttpApp } from '#infra/http';
import { createLogger } from '#infra/telemetry';
import type { Tier } from '#kernel/tiers';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { buildApp } from '../apps/hub/build-app.ts';
import { openHub, type Hub } from '../apps/hub/open-hub.ts';
import { createTestDatabase } from '../test/test-database.ts';
import { findFreePort } from './find-free-port.ts';
import { MemberClient } from './member-client.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';

/** The real hub in this process, with the three counting platforms, for members to join. */
export interface MemberHub {
  readonly hub: Hub;
  readonly app: HttpApp;
  readonly url: string;
  readonly database: Database;
  readonly platforms: readonly TestPlatform[];
  /** Everything it logged, at the level `debug`. */
  readonly log: readonly string[];
  invite(tier?: Tier, lifetimeMs?: number): Promise<string>;
  /** A member’s browser; with a network address of its own unless told otherwise. */
  makeClient(address?: string): Promise<MemberClient>;
  close(): Promise<void>;
}

const by = { kind: 'staff', id: 'operator' } as const;
const secret = `whsec_${Buffer.from('a secret for tests only, 32 byte').toString('base64')}`;
const ids = ['black_portal', 'trading_platform', 'support_portal'] as const;

export async function startMemberHub(roles = 'api,dispatcher,worker'): Promise<MemberHub> {
  const store = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-members-'));
  const port = await findFreePort();
  const log: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  const hub = await openHub({
    settings: readSettings({
      DATABASE_URL: store.url,
      INTERLOCK_HOME: home,
      PORT: String(port),
      HOST: '127.0.0.1',
      INTERLOCK_ROLES: roles,
      TRUSTED_PROXIES: '127.0.0.1/32',
      HEALTH_INTERVAL_MS: '500',
    }),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger({ settings: { logLevel: 'debug', logPretty: false }, destination }),
    environment: {},
  });
  const app = await buildApp(hub);
  await app.listen({ port, host: '127.0.0.1' });
  const platforms = await Promise.all(ids.map((id) => register(hub, id)));
  const url = `http://127.0.0.1:${port}`;
  let clients = 0;
  return {
    hub,
    app,
    url,
    database: store.database,
    platforms,
    log,
    async invite(tier = 'onyx', lifetimeMs = 3_600_000) {
      const { invitations } = await createInvitations(hub.people.members, { tier, lifetimeMs }, by);
      return invitations[0]!.code;
    },
    makeClient(address) {
      clients += 1;
      return MemberClient.make(url, undefined, address ?? `10.2.${clients >> 8}.${clients & 255}`);
    },
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await hub.close();
      await Promise.all(platforms.map((platform) => platform.close()));
      await rm(home, { recursive: true, force: true });
      await store.drop();
    },
  };
}

async function register(hub: Hub, id: (typeof ids)[number]): Promise<TestPlatform> {
  const platform = await startPlatform(secret);
  await createPlatform(hub.connectors, {
    id,
    displayName: id,
    addresses: { primary: platform.address },
    subscriptions: { eventTypes: ['device_revoked', 'butler_interaction'] },
    profile: id,
    signingSecret: secret,
    allowedNetworks: ['127.0.0.0/8'],
    delivery: { timeoutMs: 1_000, retry: { delayMsBase: 50, delayMsMax: 200 } },
    circuit: { failuresToOpen: 50, probeAfterMs: 50, probeAfterMsMax: 200 },
  });
  return platform;
}
