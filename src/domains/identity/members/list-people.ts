import type { Tier } from '#kernel/tiers';
import type { Members, Person, PersonRow, PersonState } from './types.ts';
import { toPerson } from './to-person.ts';

export interface PeopleFilter {
  readonly tier?: Tier;
  readonly state?: PersonState;
  /** Go on after this one, the last of the page before. */
  readonly after?: string;
}

export interface PersonSummary extends Person {
  /** Devices in use. */
  readonly devices: number;
}

const statement = `
  select person_id, user_handle, role, tier, state, created_at,
    (select count(*)::integer from identity.devices device
      where device.person_id = person.person_id and revoked_at is null) as devices
  from identity.people person
  where ($1::text is null or tier = $1) and ($2::text is null or state = $2)
    and ($3::text is null or (created_at, person_id) <
         (select created_at, person_id from identity.people where person_id = $3))
  order by created_at desc, person_id desc limit $4`;

/** People, the latest first, without anything that tells who they are. */
export async function listPeople(
  { database }: Pick<Members, 'database'>,
  { tier, state, after }: PeopleFilter = {},
  limit = 100,
): Promise<PersonSummary[]> {
  const rows = await database.query<PersonRow & { readonly devices: number }>(statement, [
    tier ?? null,
    state ?? null,
    after ?? null,
    limit,
  ]);
  return rows.map((row) => ({ ...toPerson(row), devices: row.devices }));
}
