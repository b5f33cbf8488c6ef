import type { Anonymity } from '../types.ts';
import type { Circle } from './find-circle.ts';

export interface ListedCircle extends Circle {
  /** Day, `YYYY-MM-DD`. */
  readonly foundedOn: string;
  readonly pseudonyms: number;
}

/** All circles, the newest first. */
export function listCircles({ database }: Pick<Anonymity, 'database'>): Promise<ListedCircle[]> {
  return database.query<ListedCircle & Record<string, unknown>>(
    `select circle_id as "circleId", name, purpose, minimum_tier as "minimumTier", founded_on::text as "foundedOn",
       (select count(*)::integer from anonymity.pseudonyms where pseudonyms.circle_id = circles.circle_id
         and state <> 'removed') as pseudonyms
     from anonymity.circles order by founded_on desc, circle_id`,
  );
}
