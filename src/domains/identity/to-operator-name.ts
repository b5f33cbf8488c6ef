import { identityErrors } from './errors.ts';

const lengthMax = 100;
/** Control characters, and those that nobody sees: joiners, marks of direction, what has no meaning yet. */
const unseen = /\p{C}/u;

/**
 * The one form of a name under which somebody of the staff acts: Unicode NFKC, in small letters, without space around it. Two
 * names that people read as one must be one, or whoever has both is two people to the rule that another one decides.
 *
 * @throws `identity.operator_name_refused`
 */
export function toOperatorName(text: string): string {
  const name = text.normalize('NFKC').toLowerCase().normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
  if (name === '' || name.length > lengthMax || unseen.test(name)) {
    throw identityErrors('identity.operator_name_refused');
  }
  return name;
}
