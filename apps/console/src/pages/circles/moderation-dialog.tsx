import type { ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { CirclePost, PseudonymState } from '../../api/people-contract.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';

export type Moderation =
  | { readonly kind: 'post'; readonly post: CirclePost; readonly hidden: boolean }
  | { readonly kind: 'pseudonym'; readonly post: CirclePost; readonly state: PseudonymState };

interface Words {
  readonly title: string;
  readonly action: string;
  readonly done: string;
  readonly text: string;
}

const pseudonymWords: Readonly<Record<PseudonymState, (name: string) => Words>> = {
  active: (name) => ({
    title: `Restore ${name}?`,
    action: 'Restore',
    done: `${name} may speak again`,
    text: 'They may read and post again, under the same pseudonym.',
  }),
  silenced: (name) => ({
    title: `Silence ${name}?`,
    action: 'Silence',
    done: `${name} is silenced`,
    text: 'They may read on, and not post. Nobody gets around it: the same person has the same pseudonym here, for good.',
  }),
  removed: (name) => ({
    title: `Remove ${name}?`,
    action: 'Remove',
    done: `${name} is removed`,
    text: 'They may neither read nor post here. Their posts stay, unless you hide them too.',
  }),
};

const postWords = (hidden: boolean): Words =>
  hidden
    ? {
        title: 'Hide this post?',
        action: 'Hide',
        done: 'The post is hidden',
        text: 'The circle does not see it any more. Moderators do, and can show it again.',
      }
    : {
        title: 'Show this post again?',
        action: 'Show again',
        done: 'The post is shown again',
        text: 'The circle sees it as before.',
      };

export interface ModerationDialogProps {
  readonly circleId: string;
  readonly moderation: Moderation;
  readonly onClose: () => void;
}

/** Moderation without identity: of a post, or of a pseudonym, always with a reason. */
export function ModerationDialog({ circleId, moderation, onClose }: ModerationDialogProps): ReactNode {
  const { post } = moderation;
  const { text, ...words } =
    moderation.kind === 'post'
      ? postWords(moderation.hidden)
      : pseudonymWords[moderation.state](post.pseudonym);
  return (
    <ReasonDialog
      {...words}
      run={(reason) =>
        moderation.kind === 'post'
          ? peopleCommands.showPost(circleId, post.postId, moderation.hidden, reason)
          : peopleCommands.setPseudonym(circleId, post.pseudonymId, moderation.state, reason)
      }
      refreshes={['circle-posts', 'circles']}
      example="Against the rules of the circle"
      onClose={onClose}
    >
      <p>{text}</p>
    </ReasonDialog>
  );
}
