import { anonymityErrors } from '../errors.ts';
import type { Anonymity } from '../types.ts';
import { circleTokenPurpose } from './circle-token-purpose.ts';
import { findPseudonym } from './find-pseudonym.ts';

/**
 * Returns when the token lets its bearer read the circle. Whether the pseudonym was removed is looked up each time, so
 * that a removed one is out at once and not when its token ends.
 *
 * @param authorization the header
 * @throws `anonymity.circle_token_wrong`, `anonymity.pseudonym_removed`
 */
export async function admitReader(
  { database, tokenKeys }: Pick<Anonymity, 'database' | 'tokenKeys'>,
  circleId: string,
  authorization: string | undefined,
): Promise<void> {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw anonymityErrors('anonymity.circle_token_wrong');
  const claims = await tokenKeys.verify(token, circleTokenPurpose(circleId)).catch((cause: unknown) => {
    throw anonymityErrors('anonymity.circle_token_wrong', { cause });
  });
  const pseudonym = await findPseudonym(database, circleId, claims.sub ?? '');
  if (pseudonym === undefined) throw anonymityErrors('anonymity.circle_token_wrong');
  if (pseudonym.state === 'removed') throw anonymityErrors('anonymity.pseudonym_removed');
}
