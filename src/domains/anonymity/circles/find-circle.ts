import type { Queryable } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import type { Tier } from '../types.ts';
import { openCircle, type CircleTexts, type StoredCircle } from './sealed-circle.ts';

export interface Circle extends CircleTexts {
  readonly circleId: string;
  /** `null`: members of any tier. */
  readonly minimumTier: Tier | null;
}

/** @throws `anonymity.no_such_circle` */
export async function findCircle(database: Queryable, circleId: string): Promise<Circle> {
  const [found] = await database.query<Circle & StoredCircle & Record<string, unknown>>(
    `select circle_id as "circleId", name, purpose, sealed, minimum_tier as "minimumTier"
     from anonymity.circles where circle_id = $1`,
    [circleId],
  );
  if (found === undefined) throw anonymityErrors('anonymity.no_such_circle');
  const { sealed: _sealed, ...circle } = found;
  return { ...circle, ...openCircle(database.texts, found) };
}
