import type { Queryable } from '#infra/db';

/** Something that works once. */
export interface Spendable {
  readonly kind: 'nullifier' | 'challenge';
  readonly hash: string;
  /** From then on it is refused for its age, and is forgotten. Milliseconds since 1970. */
  readonly untilMs: number;
}

/** Uses it up. False when it was used before, also by another hub in this very moment. */
export async function spend(database: Queryable, { kind, hash, untilMs }: Spendable): Promise<boolean> {
  const spent = await database.query(
    `insert into anonymity.used (kind, hash, expires_at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (kind, hash) do nothing returning kind`,
    [kind, hash, untilMs],
  );
  return spent.length === 1;
}
