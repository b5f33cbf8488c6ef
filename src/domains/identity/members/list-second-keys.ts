import { decryptFor } from '#infra/crypto';
import type { Row } from '#infra/db';
import { personKey } from './person-key.ts';
import type { Members } from './types.ts';

export interface SecondKey {
  readonly secondKeyId: string;
  /** `null`: registered before they had names. */
  readonly name: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** The device that it was registered on, and goes with; `null`: from before that was remembered. */
  readonly registeredOn: string | null;
}

interface SecondKeyRow extends Row {
  readonly second_key_id: string;
  readonly name: Buffer | null;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly registered_on: string | null;
}

/** The second keys of a person that are good, the latest first. */
export async function listSecondKeys(
  { database, envelopes }: Pick<Members, 'database' | 'envelopes'>,
  personId: string,
): Promise<SecondKey[]> {
  const rows = await database.query<SecondKeyRow>(
    `select second_key_id, name, created_at, last_used_at, registered_on from identity.passkeys
     where person_id = $1 and device_id is null and revoked_at is null order by created_at desc`,
    [personId],
  );
  return Promise.all(
    rows.map(async ({ name, ...row }) => ({
      secondKeyId: row.second_key_id,
      name:
        name === null
          ? null
          : (await decryptFor(envelopes, personKey(personId), 'passkeys.name', name)).toString(),
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      registeredOn: row.registered_on,
    })),
  );
}
