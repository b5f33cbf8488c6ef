import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Circle,
  CirclePost,
  Invitation,
  Joining,
  PersonDetail,
  PersonSummary,
  Recovery,
  ServiceKey,
} from './people-contract.ts';
import type { Filters } from './queries.ts';
import { request, withQuery } from './request.ts';

const pageSize = 50;
/** The most that one answer gives. */
const answerSizeMax = 1_000;
const segment = encodeURIComponent;

/** Some lists are told page by page without saying whether it was the last one: it was when it is not full. */
const lastOfFull = <Row>(rows: readonly Row[], idOf: (row: Row) => string): string | null => {
  const last = rows.at(-1);
  return last === undefined || rows.length < pageSize ? null : idOf(last);
};

const underWay: ReadonlySet<string> = new Set(['awaiting_passkey', 'preparing']);

/** What the console reads of people, by the key it is kept under. */
export const peopleQueries = {
  people: (filters: Filters) =>
    infiniteQueryOptions({
      queryKey: ['people', filters],
      queryFn: async ({ signal, pageParam }) =>
        (
          await request<{ people: readonly PersonSummary[] }>(
            withQuery('/api/people', { ...filters, after: pageParam ?? undefined, limit: pageSize }),
            { signal },
          )
        ).people,
      initialPageParam: null as string | null,
      getNextPageParam: (page) => lastOfFull(page, ({ personId }) => personId),
    }),
  person: (personId: string) =>
    queryOptions({
      queryKey: ['person', personId],
      queryFn: ({ signal }) => request<PersonDetail>(`/api/people/${segment(personId)}`, { signal }),
    }),
  recoveries: queryOptions({
    queryKey: ['recoveries'],
    queryFn: async ({ signal }) =>
      (await request<{ recoveries: readonly Recovery[] }>('/api/recoveries', { signal })).recoveries,
    // Somebody waits for a second person, who may sit before this screen.
    refetchInterval: 30_000,
  }),
  invitations: (filters: Filters) =>
    infiniteQueryOptions({
      queryKey: ['invitations', filters],
      queryFn: async ({ signal, pageParam }) =>
        (
          await request<{ invitations: readonly Invitation[] }>(
            withQuery('/api/invitations', { ...filters, after: pageParam ?? undefined, limit: pageSize }),
            { signal },
          )
        ).invitations,
      initialPageParam: null as string | null,
      getNextPageParam: (page) => lastOfFull(page, ({ invitationId }) => invitationId),
    }),
  joinings: (filters: Filters) =>
    queryOptions({
      queryKey: ['joinings', filters],
      queryFn: async ({ signal }) =>
        (
          await request<{ joinings: readonly Joining[] }>(
            withQuery('/api/joinings', { ...filters, limit: answerSizeMax }),
            { signal },
          )
        ).joinings,
      // Those under way are watched; new ones appear by themselves.
      refetchInterval: ({ state }) =>
        state.data?.some(({ state: joining }) => underWay.has(joining)) === true ? 2_000 : 15_000,
    }),
  keys: queryOptions({
    queryKey: ['keys'],
    queryFn: async ({ signal }) =>
      (await request<{ keys: readonly ServiceKey[] }>('/api/admin/keys', { signal })).keys,
  }),
  circles: queryOptions({
    queryKey: ['circles'],
    queryFn: async ({ signal }) =>
      (await request<{ circles: readonly Circle[] }>('/api/admin/circles', { signal })).circles,
  }),
  circlePosts: (circleId: string) =>
    infiniteQueryOptions({
      queryKey: ['circle-posts', circleId],
      queryFn: async ({ signal, pageParam }) =>
        (
          await request<{ posts: readonly CirclePost[] }>(
            withQuery(`/api/admin/circles/${segment(circleId)}/posts`, {
              before: pageParam ?? undefined,
              limit: pageSize,
            }),
            { signal },
          )
        ).posts,
      initialPageParam: null as string | null,
      getNextPageParam: (page) => lastOfFull(page, ({ postId }) => postId),
    }),
};
