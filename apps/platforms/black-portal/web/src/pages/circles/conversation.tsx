import { isProblem } from '@interlock/design';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { circles } from '../../anonymity/circles.ts';
import type { CircleEntry, CirclePost, Tier } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { Moment } from '../../components/moment.tsx';

const contentMax = 4_000;
const lookEveryMs = 5_000;

export interface ConversationProps {
  readonly tier: Tier;
  readonly circleId: string;
  readonly entry: CircleEntry;
  /** The token that lets read is over. */
  readonly onOver: () => void;
}

/** What is said in a circle, the newest first; each post is a proof over its very words. */
export function Conversation({ tier, circleId, entry, onOver }: ConversationProps): ReactNode {
  const id = useId();
  const [words, setWords] = useState('');
  const posts = useQuery({
    queryKey: ['posts', circleId, entry.pseudonymId],
    queryFn: () => circles.read(circleId, entry.token),
    refetchInterval: lookEveryMs,
  });
  const isOver = isProblem(posts.error, 'anonymity.circle_token_wrong');
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver, onOver]);
  const posting = useMutation({
    mutationFn: () => circles.post(tier, circleId, words.trim()),
    onSuccess: async () => {
      setWords('');
      await posts.refetch();
    },
  });
  return (
    <>
      <form
        className="form composer"
        onSubmit={(event) => {
          event.preventDefault();
          if (!posting.isPending) posting.mutate();
        }}
      >
        <div className="field">
          <label htmlFor={id}>
            Speaking as <strong className="pseudonym">{entry.pseudonym}</strong>
          </label>
          <textarea
            id={id}
            rows={3}
            value={words}
            maxLength={contentMax}
            required
            onChange={({ target }) => setWords(target.value)}
          />
        </div>
        <Mishap error={posting.error} />
        <div className="row">
          <Button tone="primary" type="submit" busy={posting.isPending}>
            Say it
          </Button>
          <output className="quiet">{posting.isPending ? 'Proving, on this device.' : ''}</output>
        </div>
      </form>
      <Mishap error={isOver ? null : posts.error} />
      <ul className="posts" aria-label="What was said" aria-live="polite">
        {posts.data?.posts.map((post) => (
          <Post key={post.postId} post={post} isOwn={post.pseudonymId === entry.pseudonymId} />
        ))}
      </ul>
      {posts.data?.posts.length === 0 ? <p className="quiet">Nobody has said anything yet.</p> : null}
    </>
  );
}

function Post({ post, isOwn }: { readonly post: CirclePost; readonly isOwn: boolean }): ReactNode {
  return (
    <li className="post">
      <p className="post-head">
        <span className="pseudonym">{post.pseudonym}</span>
        {isOwn ? <span className="tag">You</span> : null}
        <span className="quiet">
          <Moment at={post.postedAt} />
        </span>
      </p>
      <p className="post-words">{post.content ?? 'These words can no longer be read.'}</p>
    </li>
  );
}
