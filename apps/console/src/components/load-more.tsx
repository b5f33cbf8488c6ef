import type { ReactNode } from 'react';

export interface LoadMoreProps {
  /** What is read page by page. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): Promise<unknown>;
  };
}

/** Asks for the next page of a list, as long as there is one. */
export function LoadMore({ query }: LoadMoreProps): ReactNode {
  if (!query.hasNextPage) return null;
  return (
    <div className="list-foot">
      <button
        type="button"
        className="button"
        disabled={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
      </button>
    </div>
  );
}
