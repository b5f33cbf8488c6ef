import { decryptAllFor } from '#infra/crypto';
import type { Anonymity } from '../types.ts';
import { contentField, ownerOfCircle } from './owner-of-circle.ts';

export interface PostSelection {
  readonly circleId: string;
  /** Only posts older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
  /** Moderators see what is hidden. */
  readonly includeHidden: boolean;
}

export interface Post {
  readonly postId: string;
  readonly pseudonym: string;
  readonly pseudonymId: string;
  readonly pseudonymState: 'active' | 'silenced' | 'removed';
  /** `null` when the key of the circle was destroyed. */
  readonly content: string | null;
  /** To the minute. */
  readonly postedAt: Date;
  readonly hidden: boolean;
}

interface PostRow extends Omit<Post, 'content'>, Record<string, unknown> {
  readonly ciphertext: Buffer;
}

/** Posts of a circle, the newest first. Those of removed pseudonyms stay, unless they are hidden as well. */
export async function readPosts(
  { database, envelopes }: Pick<Anonymity, 'database' | 'envelopes'>,
  { circleId, before, limit, includeHidden }: PostSelection,
): Promise<Post[]> {
  const rows = await database.query<PostRow>(
    `select post_id::text as "postId", name as pseudonym, pseudonym_id as "pseudonymId", state as "pseudonymState",
       content as ciphertext, posted_at as "postedAt", hidden
     from anonymity.posts join anonymity.pseudonyms using (circle_id, pseudonym_id)
     where circle_id = $1 and post_id < coalesce($2::bigint, 9223372036854775807) and ($4 or not hidden)
     order by post_id desc limit $3`,
    [circleId, before ?? null, limit, includeHidden],
  );
  const owner = ownerOfCircle(circleId);
  const contents = await decryptAllFor(
    envelopes,
    rows.map(({ ciphertext }) => ({ owner, field: contentField, ciphertext })),
  );
  return rows.map(({ ciphertext: _ciphertext, ...post }, place) => ({
    ...post,
    content: contents[place]?.toString('utf8') ?? null,
  }));
}
