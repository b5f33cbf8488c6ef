import type { Anonymity } from '../types.ts';
import type { Circle } from './find-circle.ts';
import { openCircle, type StoredCircle } from './sealed-circle.ts';

export interface ListedCircle extends Circle {
  /** Day, `YYYY-MM-DD`. */
  readonly foundedOn: string;
  readonly pseudonyms: number;
}

/** All circles, the newest first. */
export async function listCircles({ database }: Pick<Anonymity, 'database'>): Promise<ListedCircle[]> {
  const rows = await database.query<ListedCircle & StoredCircle & Record<string, unknown>>(
    `select circle_id as "circleId", name, purpose, sealed, minimum_tier as "minimumTier",
       founded_on::text as "foundedOn",
       (select count(*)::integer from anonymity.pseudonyms where pseudonyms.circle_id = circles.circle_id
         and state <> 'removed') as pseudonyms
     from anonymity.circles order by founded_on desc, circle_id`,
  );
  return rows.map((row) => {
    const { sealed: _sealed, ...circle } = row;
    return { ...circle, ...openCircle(database.texts, row) };
  });
}
