import type { Queryable } from '../../chassis/open-pool.ts';
import type { Emergency } from '../../chassis/read-event.ts';

const teams: Readonly<Record<string, string>> = {
  medical: 'medical_team',
  security: 'security_team',
  legal: 'legal_counsel',
  financial: 'account_protection',
};

/**
 * Calls the team of the protocol (every team when none is named) and tells the butler, the concierge and,
 * where the person has linked it, WhatsApp. Told again of the same emergency, it takes over the severity.
 */
export async function activateResponders(transaction: Queryable, emergency: Emergency): Promise<void> {
  const { userId, emergencyId, protocol, severity, at } = emergency;
  const team = teams[protocol ?? ''];
  await transaction.query(
    `insert into support.emergencies (user_id, emergency_id, protocol, severity, responders, activated_at)
     values ($1, $2, $3, $4,
             $5::text[] || case when exists (select from support.people where user_id = $1 and whatsapp_linked)
                                then '{whatsapp}'::text[] else '{}' end,
             $6)
     on conflict (user_id, emergency_id) do update set severity = excluded.severity`,
    [
      userId,
      emergencyId,
      protocol,
      severity,
      [...(team === undefined ? Object.values(teams) : [team]), 'butler', 'concierge'],
      at,
    ],
  );
}
