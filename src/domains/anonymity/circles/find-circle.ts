import type { Queryable } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import type { Tier } from '../types.ts';

export interface Circle {
  readonly circleId: string;
  readonly name: string;
  readonly purpose: string;
  /** `null`: members of any tier. */
  readonly minimumTier: Tier | null;
}

/** @throws `anonymity.no_such_circle` */
export async function findCircle(database: Queryable, circleId: string): Promise<Circle> {
  const [circle] = await database.query<Circle & Record<string, unknown>>(
    `select circle_id as "circleId", name, purpose, minimum_tier as "minimumTier"
     from anonymity.circles where circle_id = $1`,
    [circleId],
  );
  if (circle === undefined) throw anonymityErrors('anonymity.no_such_circle');
  return circle;
}
