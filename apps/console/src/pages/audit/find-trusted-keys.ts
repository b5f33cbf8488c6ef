import type { QueryClient } from '@tanstack/react-query';
import type { AuditPublicKey } from '../../api/audit-contract.ts';
import { auditQueries } from '../../api/audit-queries.ts';
import type { RememberedHead } from './verify/remembered-head.ts';

/**
 * The keys by which this browser judges a head: the one that it remembers, or else the one that the hub gives now, and those
 * to which changes lead from there. The hub is asked anew for changes when they do not lead to the key of the head.
 */
export async function findTrustedKeys(
  client: QueryClient,
  remembered: RememberedHead | undefined,
  signerId: string,
): Promise<readonly AuditPublicKey[]> {
  const { followKeyChanges } = await import('./verify/follow-key-changes.ts');
  const given = await client.query(auditQueries.publicKey);
  const known = followKeyChanges(remembered?.key ?? given, given.changes);
  if (known.some(({ keyId }) => keyId === signerId)) return known;
  const anew = await client.query({ ...auditQueries.publicKey, staleTime: 0 });
  return followKeyChanges(remembered?.key ?? anew, anew.changes);
}
