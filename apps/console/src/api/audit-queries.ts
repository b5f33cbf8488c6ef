import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  AuditPage,
  AuditPublicKeys,
  ConsistencyProof,
  ProvenEntry,
  SignedHead,
} from './audit-contract.ts';
import type { Filters } from './queries.ts';
import { request, withQuery } from './request.ts';

const pageSize = 50;

/** What the console reads of the audit log, by the key it is kept under. */
export const auditQueries = {
  entries: (filters: Filters) =>
    infiniteQueryOptions({
      queryKey: ['audit-entries', filters],
      queryFn: ({ signal, pageParam }) =>
        request<AuditPage>(
          withQuery('/api/audit/entries', { ...filters, before: pageParam ?? undefined, limit: pageSize }),
          { signal },
        ),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.next,
    }),
  entry: (key: string) =>
    queryOptions({
      queryKey: ['audit-entry', key],
      queryFn: ({ signal }) =>
        request<ProvenEntry>(`/api/audit/entries/${encodeURIComponent(key)}`, { signal }),
    }),
  head: queryOptions({
    queryKey: ['audit-head'],
    queryFn: ({ signal }) => request<SignedHead>('/api/audit/head', { signal }),
  }),
  publicKey: queryOptions({
    queryKey: ['audit-public-key'],
    queryFn: ({ signal }) => request<AuditPublicKeys>('/api/audit/public-key', { signal }),
  }),
};

/** The proof that the log of one size begins with that of another. */
export const readConsistency = (from: number, to: number): Promise<ConsistencyProof> =>
  request<ConsistencyProof>(withQuery('/api/audit/consistency', { from, to }));

/** How the log writes a personal value. That somebody looked for it is recorded. */
export const hashPersonalValue = async (kind: string, value: string): Promise<string> =>
  (
    await request<{ personal: string }>('/api/audit/personal-values', {
      method: 'POST',
      body: { kind, value },
    })
  ).personal;
