import { anonymityErrors } from '../errors.ts';
import type { Anonymity } from '../types.ts';
import type { Pseudonym } from './find-pseudonym.ts';
import type { Moderator } from './moderator.ts';

const actionFor = {
  active: 'circle_pseudonym.restored',
  silenced: 'circle_pseudonym.silenced',
  removed: 'circle_pseudonym.removed',
} as const;

/**
 * Silences, removes or restores a pseudonym in its circle. Nobody learns whose it is, and nobody gets around it: the
 * same person has the same pseudonym there, for good.
 *
 * @throws `anonymity.no_such_pseudonym`
 */
export async function moderatePseudonym(
  { database, record }: Pick<Anonymity, 'database' | 'record'>,
  { circleId, pseudonymId, state }: { circleId: string; pseudonymId: string; state: Pseudonym['state'] },
  { actor, reason, origin }: Moderator,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const changed = await transaction.query(
      `update anonymity.pseudonyms set state = $3 where circle_id = $1 and pseudonym_id = $2
       returning pseudonym_id`,
      [circleId, pseudonymId, state],
    );
    if (changed.length === 0) throw anonymityErrors('anonymity.no_such_pseudonym');
    await record(transaction, {
      actor,
      origin,
      reason,
      action: actionFor[state],
      subject: { kind: 'circle', id: circleId },
      details: { pseudonymId },
    });
  });
}
