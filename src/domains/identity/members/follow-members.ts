import { consumeEvents, type Consumer, type LogEvent } from '#events';
import type { Transaction } from '#infra/db';
import { tiers, type Tier } from '#kernel/tiers';
import { erasePerson } from './erase-person.ts';
import { record } from './record.ts';
import type { Caller, Members, PersonState } from './types.ts';

/**
 * Follows what the log says of people: a tier that changed, a person who left for good. One path for all, durable and
 * in order; people whom identity does not know are passed over, and so is the word of platforms that have no say in
 * memberships: a key that may send events must not be enough to shred somebody’s data.
 */
export function followMembers(members: Members): Consumer {
  return consumeEvents(members.log, {
    name: 'identity.members',
    eventTypes: ['user_upgraded', 'user_erased'],
    batchSize: 100,
    async handle(transaction, events) {
      // Before anything takes the log’s lock: who changes one of these people waits for that lock with the person locked.
      const ids = [...new Set(events.flatMap(({ userId }) => userId ?? []))];
      await transaction.query(
        'select from identity.people where person_id = any ($1) order by person_id for update',
        [ids],
      );
      for (const event of events) await apply(members, transaction, event);
    },
    onError: (error) => members.logger.warn({ err: error }, 'events about members will be read again'),
  });
}

async function apply(members: Members, transaction: Transaction, event: LogEvent): Promise<void> {
  const { userId, eventType, source } = event;
  if (userId === null || !maySay(members, source)) return;
  const by: Caller = { kind: 'hub', id: source };
  if (eventType === 'user_erased') {
    const states = ['joining', 'active', 'suspended'] as const;
    await erasePerson(members, transaction, userId, states, 'user_erased', by);
    return;
  }
  const { tier } = event.event.payload as { tier?: unknown };
  const wanted = tiers.find((candidate) => candidate === tier);
  if (wanted !== undefined) await applyTier(members, transaction, userId, wanted, by);
}

function maySay({ settings }: Members, source: string): boolean {
  return source === 'hub' || settings.membershipSources.includes(source);
}

async function applyTier(
  members: Members,
  transaction: Transaction,
  personId: string,
  tier: Tier,
  by: Caller,
): Promise<void> {
  const [changed] = await transaction.query<{ state: PersonState }>(
    `update identity.people set tier = $2, changed_at = $3
     where person_id = $1 and tier <> $2 and state <> 'erased' returning state`,
    [personId, tier, new Date(members.clock.now())],
  );
  if (changed === undefined) return;
  // Somebody suspended is in no group, but must not come back with the tier of before.
  if (changed.state !== 'suspended') await members.lifecycle.tierChanged(transaction, personId, tier);
  await record(members, transaction, by, {
    action: 'person.tier_changed',
    personId,
    details: { tier },
  });
}
