import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { AuditPublicKey, SignedHead } from '../../api/audit-contract.ts';
import { auditQueries, readConsistency } from '../../api/audit-queries.ts';
import type { HeadVerdict } from './verify/check-head.ts';
import { readRememberedHead, rememberHead, type RememberedHead } from './verify/remembered-head.ts';

/**
 * How the log goes on from what this browser saw of it before. `new`: it saw nothing yet. `other_key`: nothing can be
 * said, because another key signs now. The last two mean that somebody changed what was written.
 */
export type Continuity = 'new' | 'continues' | 'other_key' | 'shorter' | 'changed';

export interface Trust {
  readonly head: SignedHead;
  readonly key: AuditPublicKey;
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
      const [head, key] = await Promise.all([
        client.query({ ...auditQueries.head, staleTime: 0 }),
        client.query(auditQueries.publicKey),
      ]);
      const verdict = checkHead(head, key);
      const continuity = await compare(before, verdict, key);
      if (verdict.outcome === 'genuine' && verdict.tree !== undefined && isHarmless(continuity)) {
        rememberHead({ ...verdict.tree, key });
      }
      return { head, key, verdict, continuity, before };
    },
    refetchInterval: 15_000,
    staleTime: 0,
  });
}

const isHarmless = (continuity: Continuity): boolean => continuity === 'new' || continuity === 'continues';

async function compare(
  before: RememberedHead | undefined,
  { tree }: HeadVerdict,
  key: AuditPublicKey,
): Promise<Continuity> {
  if (before === undefined || tree === undefined) return 'new';
  const isSameKey = before.key.ed25519 === key.ed25519 && before.key.mlDsa65 === key.mlDsa65;
  if (!isSameKey) return 'other_key';
  if (tree.size < before.size) return 'shorter';
  const { verifyConsistency } = await import('./verify/verify-consistency.ts');
  const proof = tree.size === before.size ? [] : (await readConsistency(before.size, tree.size)).proof;
  return verifyConsistency({ earlier: before, later: tree, proof }) ? 'continues' : 'changed';
}
