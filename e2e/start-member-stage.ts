import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPlatform } from '#connectors';
import { appendEvents } from '#events';
import { createInvitations, type PasskeyPolicy } from '#identity';
import { readSettings } from '#infra/config';
import { createLogger } from '#infra/telemetry';
import { systemRandom } from '#kernel/random';
import type { Tier } from '#kernel/tiers';
import { systemClock } from '#kernel/time';
import { buildApp } from '../apps/hub/build-app.ts';
import { openHub, type Hub } from '../apps/hub/open-hub.ts';
import { buildPages, isStale, portalPages } from '../apps/cli/up/build-pages.ts';
import { createBlackPortal } from '../apps/platforms/black-portal/create-black-portal.ts';
import type { PortalSettings } from '../apps/platforms/black-portal/read-portal-settings.ts';
import { absentHub } from '../apps/platforms/chassis/absent-hub.ts';
import { openPool } from '../apps/platforms/chassis/open-pool.ts';
import { createTestDatabase } from '../test/test-database.ts';
import { findFreePort } from './find-free-port.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';

/** The real hub and the real black portal, with the pages that members open; the other platforms stand in. */
export interface MemberStage {
  readonly hub: Hub;
  /** Where members open the pages. */
  readonly origin: string;
  readonly supportPortal: TestPlatform;
  invite(tier: Tier): Promise<string>;
  /** Tells the hub what happened elsewhere. */
  tell(eventType: string, payload: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

const projectRoot = path.dirname(import.meta.dirname);

/** @param policy what differs from the product’s policy of passkeys */
export async function startMemberStage(policy: Partial<PasskeyPolicy> = {}): Promise<MemberStage> {
  if (await isStale(projectRoot, portalPages)) await buildPages(projectRoot, portalPages);
  const [hubPort, portalPort] = [await findFreePort(), await findFreePort()];
  const hubUrl = `http://127.0.0.1:${hubPort}`;
  const origin = `http://localhost:${portalPort}`;
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const opened = await openTestHub(hubPort, { PUBLIC_URL: hubUrl, MEMBER_ORIGINS: origin });
  const { hub } = opened;
  Object.assign(hub.people.members.settings.policy, policy);
  const portal = await openPortal(portalPort, secret, {
    origins: [origin],
    hubUrl,
    issuer: hubUrl,
    houseKey: undefined,
  });
  const supportPortal = await startPlatform(secret);
  await register(hub, 'black_portal', `http://127.0.0.1:${portalPort}`, secret);
  await register(hub, 'support_portal', supportPortal.address, secret);
  return {
    hub,
    origin,
    supportPortal,
    async invite(tier) {
      const by = { kind: 'staff', id: 'operator' } as const;
      const { invitations } = await createInvitations(hub.people.members, { tier }, by);
      return invitations[0]?.code ?? '';
    },
    async tell(eventType, payload) {
      const eventId = randomBytes(8).toString('hex');
      const timestamp = new Date().toISOString();
      const source = 'support_portal';
      const [outcome] = await appendEvents(hub.log, [{ eventId, timestamp, source, eventType, payload }]);
      if (outcome?.status === 'refused') throw outcome.error;
    },
    async close() {
      await opened.close();
      await portal.close();
      await supportPortal.close();
    },
  };
}

async function openTestHub(port: number, settings: Readonly<Record<string, string>>) {
  const store = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-e2e-'));
  const hub = await openHub({
    settings: readSettings({
      DATABASE_URL: store.url,
      INTERLOCK_HOME: home,
      PORT: String(port),
      HOST: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.0/8,::1/128',
      LOG_LEVEL: 'silent',
      ...settings,
    }),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger({ settings: { logLevel: 'silent', logPretty: false } }),
    environment: {},
  });
  const app = await buildApp(hub);
  await app.listen({ port, host: '127.0.0.1' });
  return {
    hub,
    async close() {
      await app.close();
      await hub.close();
      await rm(home, { recursive: true, force: true });
      await store.drop();
    },
  };
}

async function openPortal(port: number, secret: string, settings: PortalSettings) {
  const store = await createTestDatabase('template0');
  const pool = openPool(store.url, 'black_portal');
  const parts = { pool, secrets: [secret], hub: absentHub, logs: false };
  const app = await createBlackPortal(parts, settings);
  await app.listen({ port, host: '127.0.0.1' });
  return {
    async close() {
      await app.close();
      await pool.end();
      await store.drop();
    },
  };
}

async function register(
  hub: Hub,
  id: 'black_portal' | 'support_portal',
  address: string,
  signingSecret: string,
): Promise<void> {
  await createPlatform(hub.connectors, {
    id,
    displayName: id,
    addresses: { primary: address },
    profile: id,
    signingSecret,
    allowedNetworks: ['127.0.0.0/8'],
  });
}
