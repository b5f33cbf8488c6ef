import { pino } from 'pino';
import type { Act } from '#audit';
import {
  createEmbeddedKeyService,
  createMasterKey,
  hashPersonal,
  openEnvelopes,
  openTokenKeys,
  type TokenKeys,
} from '#infra/crypto';
import type { Database } from '#infra/db';
import { VirtualClock } from '#kernel/virtual-clock';
import { openAnonymity } from '../open-anonymity.ts';
import type { Anonymity } from '../types.ts';

export interface TestAnonymity {
  readonly anonymity: Anonymity;
  readonly clock: VirtualClock;
  readonly tokenKeys: TokenKeys;
  /** What was recorded so far. */
  readonly acts: Act[];
  close(): Promise<void>;
}

/** The domain with real keys and a real verifier; `audit` is a list. The platforms are `black_portal` and `support_portal`. */
export async function openTestAnonymity(database: Database): Promise<TestAnonymity> {
  const clock = new VirtualClock();
  const masterKey = createMasterKey();
  const keyService = createEmbeddedKeyService(masterKey);
  const logger = pino({ level: 'silent' });
  const tokenKeys = await openTokenKeys({
    database,
    keyService,
    clock,
    logger,
    issuer: 'https://hub.example',
  });
  const envelopes = await openEnvelopes({ database, keyService, clock, logger });
  const acts: Act[] = [];
  const anonymity = openAnonymity({
    database,
    clock,
    tokenKeys,
    envelopes,
    keyedHash: (kind, value) => hashPersonal(masterKey, kind, value),
    record(_transaction, act) {
      acts.push(act);
      return Promise.resolve();
    },
    isPlatform: (platform) => platform === 'black_portal' || platform === 'support_portal',
  });
  return {
    anonymity,
    clock,
    tokenKeys,
    acts,
    async close() {
      await anonymity.close();
      tokenKeys.close();
      await envelopes.close();
    },
  };
}
