import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  BulkJob,
  DeadLetter,
  DeadLetterPage,
  EventJourney,
  EventPage,
  FlowHistory,
  FlowWindow,
  MemberGrowth,
  PlatformDetail,
  Replay,
  Session,
  UserPage,
  UserProfile,
} from './contract.ts';
import { request, withQuery } from './request.ts';

const pageSize = 50;
const segment = encodeURIComponent;
const settled: ReadonlySet<string> = new Set(['delivered', 'dead', 'discarded']);

/** Filters of a list, as they stand in the address bar. */
export type Filters = Readonly<Record<string, string | undefined>>;

/** Everything the console reads, by the key it is kept under. */
export const queries = {
  session: queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => request<Session>('/api/session', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  }),
  platforms: queryOptions({
    queryKey: ['platforms'],
    queryFn: async ({ signal }) =>
      (await request<{ platforms: readonly PlatformDetail[] }>('/api/admin/platforms', { signal })).platforms,
  }),
  flows: (window: FlowWindow) =>
    queryOptions({
      queryKey: ['flows', window],
      queryFn: ({ signal }) =>
        request<FlowHistory>(withQuery('/api/admin/analytics/flows', { window }), { signal }),
      refetchInterval: 30_000,
    }),
  members: queryOptions({
    queryKey: ['members'],
    queryFn: ({ signal }) => request<MemberGrowth>('/api/admin/analytics/members?days=30', { signal }),
  }),
  events: (filters: Filters) =>
    infiniteQueryOptions({
      queryKey: ['events', filters],
      queryFn: ({ signal, pageParam }) =>
        request<EventPage>(
          withQuery('/api/admin/events', { ...filters, before: pageParam ?? undefined, limit: pageSize }),
          { signal },
        ),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.next,
    }),
  event: (eventId: string) =>
    queryOptions({
      queryKey: ['event', eventId],
      queryFn: ({ signal }) => request<EventJourney>(`/api/admin/events/${segment(eventId)}`, { signal }),
      // A journey that is not over is looked at again.
      refetchInterval: ({ state }) =>
        state.data?.journey.some(({ state: leg }) => !settled.has(leg)) ? 2_000 : false,
    }),
  deadLetters: (filters: Filters) =>
    infiniteQueryOptions({
      queryKey: ['dead-letters', filters],
      queryFn: ({ signal, pageParam }) =>
        request<DeadLetterPage>(
          withQuery('/api/admin/dead-letters', {
            ...filters,
            before: pageParam ?? undefined,
            limit: pageSize,
          }),
          { signal },
        ),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.next,
    }),
  deadLetter: (id: number) =>
    queryOptions({
      queryKey: ['dead-letter', id],
      queryFn: ({ signal }) => request<DeadLetter>(`/api/admin/dead-letters/${id}`, { signal }),
    }),
  users: (filters: Filters) =>
    infiniteQueryOptions({
      queryKey: ['users', filters],
      queryFn: ({ signal, pageParam }) =>
        request<UserPage>(
          withQuery('/api/admin/users', { ...filters, after: pageParam ?? undefined, limit: pageSize }),
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  user: (userId: string) =>
    queryOptions({
      queryKey: ['user', userId],
      queryFn: ({ signal }) => request<UserProfile>(`/api/admin/users/${segment(userId)}`, { signal }),
    }),
  replays: queryOptions({
    queryKey: ['replays'],
    queryFn: async ({ signal }) =>
      (await request<{ replays: readonly Replay[] }>('/api/admin/replays', { signal })).replays,
  }),
  bulkJobs: queryOptions({
    queryKey: ['bulk-jobs'],
    queryFn: async ({ signal }) =>
      (await request<{ jobs: readonly BulkJob[] }>('/api/integration/sync/bulk', { signal })).jobs,
  }),
};
