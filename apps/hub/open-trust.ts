import { openAudit, type Audit } from '#audit';
import type { Settings } from '#infra/config';
import {
  hashPersonal,
  openEnvelopes,
  openStatementKeys,
  openTokenKeys,
  type Envelopes,
  type KeyService,
  type MasterKey,
  type TokenKeys,
} from '#infra/crypto';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { openKeyService } from './open-key-service.ts';

export interface TrustDependencies {
  readonly masterKey: MasterKey;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Settings;
  readonly hubId: string;
  /** Whom tokens name as their issuer. */
  readonly publicUrl: string;
}

/** The keys of a hub, and the record of what was done with them. */
export interface Trust {
  readonly masterKey: MasterKey;
  readonly keyService: KeyService;
  readonly envelopes: Envelopes;
  readonly tokens: TokenKeys;
  readonly audit: Audit;
  close(): Promise<void>;
}

/** Opens master key, data keys, token keys and the audit log. */
export async function openTrust(dependencies: TrustDependencies): Promise<Trust> {
  const { masterKey, database, clock, logger, settings, hubId, publicUrl } = dependencies;
  const keyService = await openKeyService({ settings, clock, masterKey });
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
