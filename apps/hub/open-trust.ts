import { openAudit, type Audit } from '#audit';
import {
  hashPersonal,
  openEnvelopes,
  openStatementKeys,
  openTokenKeys,
  type Envelopes,
  type TokenKeys,
} from '#infra/crypto';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import type { Keys } from './open-keys.ts';

export interface TrustDependencies extends Keys {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hubId: string;
  /** Whom tokens name as their issuer. */
  readonly publicUrl: string;
}

/** The keys of a hub, and the record of what was done with them. */
export interface Trust extends Keys {
  readonly envelopes: Envelopes;
  readonly tokens: TokenKeys;
  readonly audit: Audit;
  close(): Promise<void>;
}

/** Opens data keys, token keys and the audit log. */
export async function openTrust(dependencies: TrustDependencies): Promise<Trust> {
  const { masterKey, keyService, database, clock, logger, hubId, publicUrl } = dependencies;
  const shared = { database, keyService, clock, logger };
  const [envelopes, tokens, statementKeys] = await Promise.all([
    openEnvelopes(shared),
    openTokenKeys({ ...shared, issuer: publicUrl }),
    openStatementKeys(shared),
  ]);
  const audit = openAudit({
    database,
    clock,
    logger,
    hubId,
    hashPersonal: (kind, value) => hashPersonal(masterKey, kind, value),
    statementKeys,
  });
  return {
    masterKey,
    keyService,
    envelopes,
    tokens,
    audit,
    async close() {
      audit.close();
      tokens.close();
      await envelopes.close();
    },
  };
}
