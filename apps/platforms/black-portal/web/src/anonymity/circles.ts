import { askAnonymously } from '../api/ask-anonymously.ts';
import type { Circle, CircleEntry, CirclePost, ListedCircle, Tier } from '../api/contract.ts';
import { send } from '../api/send.ts';
import { presentProof } from './present-proof.ts';

const place = '/api/circles';
/** Under which the list is kept. */
export const circlesKey = ['circles'] as const;

export interface NewCircle {
  readonly name: string;
  readonly purpose: string;
  readonly minimumTier: Tier | null;
}

/** Circles: the list is for members, by name; all else is done by proof, as nobody in particular. */
export const circles = {
  list: () => send<{ readonly circles: readonly ListedCircle[] }>(place),

  found: (tier: Tier, { name, purpose, minimumTier }: NewCircle) =>
    presentProof<Circle>({
      tier,
      scope: ({ day }) => ({ kind: 'founding', day }),
      message: ({ challenge }) => ({
        kind: 'found',
        name,
        purpose,
        minimumTier: minimumTier ?? '',
        challenge,
      }),
      present: (proof) =>
        askAnonymously(place, { method: 'POST', body: { ...proof, name, purpose, minimumTier } }),
    }),

  enter: (tier: Tier, circleId: string) =>
    presentProof<CircleEntry>({
      tier,
      scope: () => ({ kind: 'circle', circleId }),
      message: ({ challenge }) => ({ kind: 'enter', circleId, challenge }),
      present: (proof) => askAnonymously(`${place}/${circleId}/entries`, { method: 'POST', body: proof }),
    }),

  read: (circleId: string, token: string) =>
    askAnonymously<{ readonly posts: readonly CirclePost[] }>(`${place}/${circleId}/posts`, { token }),

  post: (tier: Tier, circleId: string, content: string) =>
    presentProof({
      tier,
      scope: () => ({ kind: 'circle', circleId }),
      message: ({ challenge }) => ({ kind: 'post', circleId, content, challenge }),
      present: (proof) =>
        askAnonymously(`${place}/${circleId}/posts`, { method: 'POST', body: { ...proof, content } }),
    }),
};
