import type { Anonymity } from '../types.ts';
import { sealCircle, type StoredCircle } from './sealed-circle.ts';

/** Seals the names and purposes of circles that were founded before these were sealed: nobody writes them again. */
export async function sealOldCircles({ database }: Pick<Anonymity, 'database'>): Promise<void> {
  const plain = await database.query<StoredCircle & Record<string, unknown>>(
    `select circle_id as "circleId", name, purpose, sealed from anonymity.circles where sealed is null`,
  );
  if (plain.length === 0) return;
  await database.query(
    `update anonymity.circles set sealed = opened.sealed, name = '', purpose = ''
       from unnest($1::uuid[], $2::text[]) as opened (circle_id, sealed)
      where circles.circle_id = opened.circle_id and circles.sealed is null`,
    [
      plain.map(({ circleId }) => circleId),
      plain.map((circle) => sealCircle(database.texts, circle.circleId, circle)),
    ],
  );
}
