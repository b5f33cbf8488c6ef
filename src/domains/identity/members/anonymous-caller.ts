import type { RequestHead } from '../types.ts';
import type { Caller } from './types.ts';

/** Whoever makes a request and has not shown who they are. */
export function anonymousCaller({ ip, id }: Pick<RequestHead, 'ip' | 'id'>): Caller {
  return {
    kind: 'anonymous',
    id: 'anonymous',
    ...(ip === undefined ? {} : { address: ip }),
    ...(id === undefined ? {} : { requestId: id }),
  };
}
