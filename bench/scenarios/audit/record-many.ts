import { recordActs, type Act, type Audit } from '#audit';

/** Acts in one transaction. */
const perTransaction = 100;
const writers = 4;

/** Records acts as a busy hub does: several transactions at a time, each with many acts. */
export async function recordMany(audit: Audit, count: number): Promise<void> {
  let begun = 0;
  const write = async (): Promise<void> => {
    while (begun < count) {
      const first = begun;
      begun += perTransaction;
      const acts = Array.from({ length: Math.min(perTransaction, count - first) }, (_, offset) =>
        makeAct(first + offset),
      );
      await audit.database.transaction((transaction) => recordActs(audit, transaction, acts));
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
}

const makeAct = (number: number): Act => ({
  actor: { kind: 'staff', id: `operator-${number % 20}` },
  action: 'person.looked_at',
  subject: { kind: 'person', id: `person-${number % 1_000}` },
  reason: 'ticket 4711',
  origin: { address: `192.0.2.${number % 250}`, requestId: `request-${number}` },
  details: { fields: ['tier', 'pseudonym'] },
  personal: { email: `person-${number % 1_000}@example.org` },
});
