import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CirclePost, PseudonymState } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { pseudonymStates } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { ModerationDialog, type Moderation } from './moderation-dialog.tsx';

/** One circle as a moderator reads it, hidden posts included. */
export function CirclePage({ circleId }: { readonly circleId: string }): ReactNode {
  const circles = useQuery(peopleQueries.circles);
  const query = useInfiniteQuery(peopleQueries.circlePosts(circleId));
  const [moderation, setModeration] = useState<Moderation>();
  const circle = circles.data?.find((each) => each.circleId === circleId);
  const posts = query.data?.pages.flat() ?? [];
  return (
    <Page
      title={circle?.name ?? 'Circle'}
      name={circle?.name ?? 'Circle'}
      lead={circle === undefined || circle.purpose === '' ? undefined : circle.purpose}
      back={{ to: '/circles', label: 'Circles' }}
    >
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess && posts.length === 0 ? (
        <EmptyState icon="circles" title="Nobody has said anything yet" />
      ) : null}
      {posts.length === 0 ? null : (
        <ul className="posts" aria-label="Posts, the newest first">
          {posts.map((post) => (
            <Post key={post.postId} post={post} moderate={setModeration} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      {moderation === undefined ? null : (
        <ModerationDialog
          circleId={circleId}
          moderation={moderation}
          onClose={() => setModeration(undefined)}
        />
      )}
    </Page>
  );
}

interface PostProps {
  readonly post: CirclePost;
  readonly moderate: (moderation: Moderation) => void;
}

/** From each state to the others. */
const ways: Readonly<Record<PseudonymState, readonly PseudonymState[]>> = {
  active: ['silenced', 'removed'],
  silenced: ['active', 'removed'],
  removed: ['active'],
};

const verbs: Readonly<Record<PseudonymState, string>> = {
  active: 'Restore…',
  silenced: 'Silence…',
  removed: 'Remove…',
};

function Post({ post, moderate }: PostProps): ReactNode {
  const { pseudonym, pseudonymState, content, hidden, postedAt } = post;
  return (
    <li className={hidden ? 'post post-hidden' : 'post'}>
      <header className="post-head">
        <span className="strong">{pseudonym}</span>
        {pseudonymState === 'active' ? null : (
          <Badge tone={pseudonymStates[pseudonymState].tone}>{pseudonymStates[pseudonymState].label}</Badge>
        )}
        {hidden ? <Badge tone="quiet">Hidden</Badge> : null}
        <span className="faint post-time">
          <Time value={postedAt} />
        </span>
      </header>
      <p className={content === null ? 'post-text faint' : 'post-text'}>
        {content ?? 'Nobody can read this any more: the key of the circle was destroyed.'}
      </p>
      <div className="button-row">
        <button
          type="button"
          className="button button-small"
          onClick={() => moderate({ kind: 'post', post, hidden: !hidden })}
        >
          {hidden ? 'Show again…' : 'Hide…'}
        </button>
        {ways[pseudonymState].map((state) => (
          <button
            key={state}
            type="button"
            className="button button-small button-quiet"
            onClick={() => moderate({ kind: 'pseudonym', post, state })}
          >
            {verbs[state]}
          </button>
        ))}
      </div>
    </li>
  );
}
