import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { createStatementKey } from '#infra/crypto';
import { systemClock, type Clock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { openAudit } from '../open-audit.ts';
import type { Act, Audit } from '../types.ts';

export interface TestAudit {
  readonly test: TestDatabase;
  readonly audit: Audit;
  /** Another hub on the same database. */
  openAnother(hubId: string): Audit;
  /** Takes the triggers away, as somebody who owns the tables can. */
  tamper(statement: string): Promise<void>;
  close(): Promise<void>;
}

export const testKey = createStatementKey(Buffer.alloc(64, 7));

/** An audit log of its own, with a known key. */
export async function openTestAudit(clock: Clock = systemClock): Promise<TestAudit> {
  const test = await createTestDatabase();
  const open = (hubId: string): Audit =>
    openAudit({
      database: test.database,
      clock,
      logger: pino({ level: 'silent' }),
      hubId,
      hashPersonal: (kind, value) => createHmac('sha256', 'test').update(`${kind}\0${value}`).digest('hex'),
      statementKeys: {
        current: testKey,
        publicKeys: [testKey.publicKey],
        changes: [],
        refresh: async () => {},
      },
    });
  const audits = [open('hub-1')];
  return {
    test,
    audit: audits[0]!,
    openAnother(hubId) {
      const another = open(hubId);
      audits.push(another);
      return another;
    },
    async tamper(statement) {
      await test.database.transaction(async (transaction) => {
        await transaction.query("set local session_replication_role = 'replica'");
        await transaction.query(statement);
      });
    },
    async close() {
      for (const each of audits) each.close();
      await test.drop();
    },
  };
}

/** Some act, told apart by a number. */
export const someAct = (number: number, act: Partial<Act> = {}): Act => ({
  actor: { kind: 'staff', id: 'asha' },
  action: 'platform.changed',
  subject: { kind: 'platform', id: `p-${number}` },
  reason: 'because',
  ...act,
});
