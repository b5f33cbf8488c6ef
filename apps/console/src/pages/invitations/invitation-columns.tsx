import { Link } from '@interlock/design';
import type { ReactNode } from 'react';
import type { Invitation } from '../../api/people-contract.ts';
import { Badge } from '../../components/badge.tsx';
import { invitationStates } from '../../components/states.ts';
import type { Column } from '../../components/table.tsx';
import { TierName } from '../../components/tier-name.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { Nothing } from '../../components/nothing.tsx';

/** The end of an id tells those made at the same moment apart; its beginning is the moment. */
export const shortId = (id: string): string => id.slice(-8);

/** How invitations are listed. */
export function invitationColumns(revoke: (invitation: Invitation) => void): readonly Column<Invitation>[] {
  return [
    {
      title: 'For',
      phone: 'main',
      width: '12%',
      render: ({ role, tier }) =>
        tier === null ? <span className="strong">{humanise(role)}</span> : <TierName tier={tier} />,
    },
    {
      title: 'Note',
      phone: 'below',
      width: '21%',
      render: ({ note }) => (note === '' ? <Nothing /> : note),
    },
    {
      title: 'State',
      phone: 'side',
      width: '12%',
      render: (invitation) => <State invitation={invitation} />,
    },
    {
      title: 'Made',
      width: '17%',
      render: ({ createdAt, createdBy }) => (
        <>
          <Time value={createdAt} as="ago" /> <span className="faint">by {createdBy}</span>
        </>
      ),
    },
    {
      title: 'Good until',
      phone: 'below',
      isTitledOnPhone: true,
      width: '14%',
      render: ({ expiresAt }) => <Time value={expiresAt} />,
    },
    {
      title: 'Made together',
      width: '12%',
      render: ({ batchId }) => (
        <Link
          to={`/invitations?batchId=${encodeURIComponent(batchId)}`}
          aria-label="Those made together with it"
        >
          <code>{shortId(batchId)}</code>
        </Link>
      ),
    },
    {
      title: 'Act',
      phone: 'below',
      width: '12%',
      align: 'end',
      render: (invitation) =>
        invitation.state === 'open' ? (
          <button type="button" className="button button-small" onClick={() => revoke(invitation)}>
            Revoke…
          </button>
        ) : null,
    },
  ];
}

function State({ invitation: { state, personId } }: { readonly invitation: Invitation }): ReactNode {
  const badge = <Badge tone={invitationStates[state].tone}>{invitationStates[state].label}</Badge>;
  if (personId === null) return badge;
  return (
    <Link to={`/people/${encodeURIComponent(personId)}`} title="The person who redeemed it">
      {badge}
    </Link>
  );
}
