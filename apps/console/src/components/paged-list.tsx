import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadMore } from './load-more.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Skeleton } from './skeleton.tsx';
import { Table, type Column } from './table.tsx';

export interface PagedListProps<Page, Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page>>;
  readonly rowsOf: (page: Page) => readonly Row[];
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Shown when there is nothing at all. */
  readonly empty: ReactNode;
}

/** A list that is read page by page, with its waiting, failed and empty states. */
export function PagedList<Page, Row>(props: PagedListProps<Page, Row>): ReactNode {
  const { query, rowsOf, caption, columns, keyOf, empty } = props;
  if (query.isPending) return <Skeleton lines={8} />;
  if (query.isError) return <ProblemNotice error={query.error} />;
  const rows = query.data.pages.flatMap((page) => [...rowsOf(page)]);
  if (rows.length === 0) return empty;
  return (
    <>
      <Table caption={caption} columns={columns} rows={rows} keyOf={keyOf} />
      <LoadMore query={query} />
    </>
  );
}
