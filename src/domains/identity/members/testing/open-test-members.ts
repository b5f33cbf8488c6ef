import { pino } from 'pino';
import { openAudit } from '#audit';
import { openEventLog } from '#events';
import { readSettings } from '#infra/config';
import {
  createEmbeddedKeyService,
  createMasterKey,
  createStatementKey,
  hashPersonal,
  openEnvelopes,
  openTokenKeys,
  type MasterKey,
} from '#infra/crypto';
import type { Database } from '#infra/db';
import { createHttpApp } from '#infra/http';
import { createMetricsRegistry } from '#infra/telemetry';
import type { Tier } from '#kernel/tiers';
import { VirtualClock } from '#kernel/virtual-clock';
import { authorizeRequests } from '../../authorize-requests.ts';
import { openIdentity } from '../../open-identity.ts';
import { permissions } from '../../permissions.ts';
import { memberRoutes } from '../member-routes.ts';
import { standardPasskeyPolicy, type PasskeyPolicy } from '../passkey-policy.ts';
import type { MemberLifecycle, Members } from '../types.ts';

export const testOrigin = 'https://black.example';

/** What the audit log was told. */
export interface RecordedAct {
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly reason: string | null;
  readonly details?: Record<string, unknown>;
}

/** One hub’s members, with its routes, on the database and the clock of a test. */
export interface TestMembers {
  readonly members: Members;
  readonly clock: VirtualClock;
  readonly url: string;
  /** Who left, and whose tier changed, as others were told. */
  readonly told: string[];
  /** What was audited so far, in order. */
  acts(action?: string): Promise<RecordedAct[]>;
  close(): Promise<void>;
}

export interface TestMembersOptions {
  readonly policy?: Partial<PasskeyPolicy>;
  readonly clock?: VirtualClock;
  readonly masterKey?: MasterKey;
}

export async function openTestMembers(
  database: Database,
  { policy = {}, clock = new VirtualClock(), masterKey = createMasterKey() }: TestMembersOptions = {},
): Promise<TestMembers> {
  const logger = pino({ level: 'silent' });
  const shared = { database, clock, logger, keyService: createEmbeddedKeyService(masterKey) };
  const told: string[] = [];
  const statementKey = createStatementKey();
  const audit = openAudit({
    database,
    clock,
    logger,
    hubId: 'test',
    hashPersonal: (kind, value) => hashPersonal(masterKey, kind, value),
    statementKeys: {
      current: statementKey,
      publicKeys: [statementKey.publicKey],
      changes: [],
      refresh: async () => {},
    },
  });
  const envelopes = await openEnvelopes(shared);
  const tokens = await openTokenKeys({ ...shared, issuer: 'https://hub.example' });
  const log = await openEventLog({
    database,
    clock,
    routing: {
      isPlatform: () => false,
      isSource: () => true,
      allowsUnknownTypes: () => false,
      targetsOf: () => [],
    },
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
  const members: Members = {
    ...shared,
    log,
    audit,
    envelopes,
    tokens,
    settings: {
      origins: [testOrigin],
      rpId: new URL(testOrigin).hostname,
      rpName: 'Black Portal',
      policy: { ...standardPasskeyPolicy, ...policy },
      membershipSources: ['black_portal'],
    },
    isPlatform: (id) => id === 'black_portal',
    lifecycle: tellTo(told),
  };
  const { url, close } = await listen(members);
  return {
    members,
    clock,
    url,
    told,
    acts: (action) => readActs(database, action),
    async close() {
      await close();
      audit.close();
      tokens.close();
      await log.close();
      await envelopes.close();
    },
  };
}

function tellTo(told: string[]): MemberLifecycle {
  return {
    async tierChanged(_transaction, personId: string, tier: Tier) {
      told.push(`${personId} is ${tier}`);
    },
    async left(_transaction, personId: string) {
      told.push(`${personId} left`);
    },
  };
}

async function listen(members: Members): Promise<{ url: string; close(): Promise<void> }> {
  const { database, clock, logger } = members;
  const identity = openIdentity({
    database,
    clock,
    logger,
    publicUrl: 'https://hub.example',
    members,
    audit: members.audit,
  });
  const app = await createHttpApp({
    settings: readSettings({ TRUSTED_PROXIES: '127.0.0.1/32' }),
    logger,
    registry: createMetricsRegistry(),
    authorize: authorizeRequests(identity),
    permissions,
    version: '0.0.0-test',
  });
  await app.register(memberRoutes(members));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await identity.close();
    },
  };
}

async function readActs(database: Database, action: string | undefined): Promise<RecordedAct[]> {
  const rows = await database.query<{ content: string; leaf_hash: string; reason: string | null }>(
    "select content, encode(leaf_hash, 'hex') as leaf_hash, reason from audit.pending order by pending_id",
  );
  return rows
    .map(({ content, leaf_hash: leafHash, reason }) => ({
      ...(JSON.parse(content.replace(/^~/, '')) as RecordedAct),
      reason:
        reason === null
          ? null
          : (JSON.parse(database.texts.open(reason, `audit reason ${leafHash}`)) as string),
    }))
    .filter((act) => action === undefined || act.action === action);
}
