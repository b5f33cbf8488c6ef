import type { Stage } from '../stage/types.ts';

const platformsCount = 3;

/**
 * Looks at what became of everybody who began to join: each is a member, once, with one device and one passkey, and every
 * platform has confirmed it; nobody is half in, and no invitation was used twice.
 *
 * @param welcomed ids of those who saw their welcome
 * @returns what is not so, as sentences; empty: all is well
 */
export async function proveJoinings({ hubDatabase }: Stage, welcomed: readonly string[]): Promise<string[]> {
  const rows = await hubDatabase.query<{ person_id: string; wrong: string }>(
    `with seen as (
       select person.person_id, person.state, joining.state as joining,
         (select count(*) from identity.devices where person_id = person.person_id and revoked_at is null) as devices,
         (select count(*) from identity.passkeys where person_id = person.person_id and revoked_at is null) as passkeys,
         (select count(*) from identity.invitations where person_id = person.person_id) as invitations,
         (select count(*) from sync.platform_states where user_id = person.person_id
            and confirmed_version = desired_version) as platforms,
         (select count(*) from audit.entries where subject_id = person.person_id and action = 'person.joined')
           + (select count(*) from audit.pending
              where content like '%person.joined%' and content like '%' || person.person_id || '%') as welcomes
       from identity.people person left join onboarding.joinings joining using (person_id))
     select person_id, to_jsonb(seen)::text as wrong from seen
     where state <> 'active' or joining is distinct from 'welcome' or devices <> 1 or passkeys <> 1
       or invitations <> 1 or platforms <> $1 or welcomes <> 1`,
    [platformsCount],
  );
  const wrong = rows.map((row) => `not as it must be: ${row.wrong}`);
  const [count] = await hubDatabase.query<{ active: number }>(
    "select count(*)::integer as active from identity.people where state = 'active'",
  );
  if (count?.active !== welcomed.length) {
    wrong.push(`${welcomed.length} saw their welcome, and ${count?.active ?? 0} are members`);
  }
  const flows = await hubDatabase.query<{ status: string; flows: number }>(
    `select status, count(*)::integer as flows from dbos.workflow_status
     where status <> 'SUCCESS' group by status`,
  );
  wrong.push(...flows.map(({ status, flows: each }) => `${each} flows have not ended well: ${status}`));
  return wrong;
}
