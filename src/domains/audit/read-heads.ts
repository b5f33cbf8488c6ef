import type { Queryable } from '#infra/db';
import { parseHead } from './tree-head.ts';
import type { SignedHead } from './types.ts';

export interface HeadPage {
  /** Only heads of smaller trees than this: the last one of the previous page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface HeadRow extends Record<string, unknown> {
  readonly statement: string;
  readonly signature: Buffer;
}

/** Signed heads, the latest first. */
export async function readHeads(target: Queryable, { before, limit }: HeadPage): Promise<SignedHead[]> {
  const rows = await target.query<HeadRow>(
    `select statement, signature from audit.heads
      where $1::bigint is null or size < $1 order by size desc limit $2`,
    [before ?? null, limit],
  );
  return rows.map(({ statement, signature }) => parseHead(statement, signature));
}
