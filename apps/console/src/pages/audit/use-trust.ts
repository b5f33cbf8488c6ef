import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { SignedHead } from '../../api/audit-contract.ts';
import { auditQueries, readConsistency } from '../../api/audit-queries.ts';
import { findTrustedKeys } from './find-trusted-keys.ts';
import type { HeadVerdict } from './verify/check-head.ts';
import { readRememberedHead, rememberHead, type RememberedHead } from './verify/remembered-head.ts';

/**
 * How the log goes on from what this browser saw of it before. `new`: it saw nothing yet. `other_key`: nothing can be
 * said, because a key signs now for which the remembered one does not vouch. The last two mean that somebody changed what was written.
 */
export type Continuity = 'new' | 'continues' | 'other_key' | 'shorter' | 'changed';

export interface Trust {
  readonly head: SignedHead;
  readonly verdict: HeadVerdict;
  readonly continuity: Continuity;
  /** What was remembered before this look. */
  readonly before: RememberedHead | undefined;
}

/**
 * The newest head, checked here: its signature, and that the log begins with everything that this browser saw before. A
 * good head is remembered, so every console is a witness.
 */
export function useTrust(): UseQueryResult<Trust> {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['audit-head', 'trust'],
    queryFn: async (): Promise<Trust> => {
      // Before the head is asked for: another window may remember a newer one meanwhile.
      const before = readRememberedHead();
      const { checkHead } = await import('./verify/check-head.ts');
      const head = await client.query({ ...auditQueries.head, staleTime: 0 });
      const verdict = checkHead(head, await findTrustedKeys(client, before, head.keyId));
      const continuity = await compare(before, verdict);
      const { outcome, tree, key } = verdict;
      if (outcome === 'genuine' && tree !== undefined && key !== undefined && isHarmless(continuity)) {
        rememberHead({ ...tree, key });
      }
      return { head, verdict, continuity, before };
    },
    refetchInterval: 15_000,
    staleTime: 0,
  });
}

const isHarmless = (continuity: Continuity): boolean => continuity === 'new' || continuity === 'continues';

async function compare(before: RememberedHead | undefined, { tree, key }: HeadVerdict): Promise<Continuity> {
  if (before === undefined || tree === undefined) return 'new';
  if (key === undefined) return 'other_key';
  if (tree.size < before.size) return 'shorter';
  const { verifyConsistency } = await import('./verify/verify-consistency.ts');
  const proof = tree.size === before.size ? [] : (await readConsistency(before.size, tree.size)).proof;
  return verifyConsistency({ earlier: before, later: tree, proof }) ? 'continues' : 'changed';
}
