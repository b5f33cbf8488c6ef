import { useQuery } from '@tanstack/react-query';
import type { Session } from '../api/contract.ts';
import { queries } from '../api/queries.ts';

/** Who is signed in. Only for what is shown to somebody who is. */
export function useSession(): Session {
  const { data } = useQuery(queries.session);
  if (data === undefined) throw new Error('useSession is used where nobody is signed in');
  return data;
}
