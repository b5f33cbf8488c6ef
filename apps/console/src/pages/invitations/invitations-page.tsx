import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { Invitation, InvitationBatch } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { ChoiceFilter } from '../../components/choice-filter.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { invitationStates } from '../../components/states.ts';
import { TierFilter } from '../../components/tier-filter.tsx';
import { useFilters, type FilterState } from '../../navigation/use-filters.ts';
import { invitationColumns, shortId } from './invitation-columns.tsx';
import { MakeInvitations } from './make-invitations.tsx';
import { NewCodes } from './new-codes.tsx';

const filterNames = ['state', 'tier', 'batchId'] as const;

type Shown =
  | { readonly kind: 'make' }
  | {
      readonly kind: 'codes';
      readonly batch: InvitationBatch;
      readonly note: string;
      readonly forWhom: string;
    }
  | { readonly kind: 'revoke'; readonly invitation: Invitation }
  | { readonly kind: 'revoke-batch'; readonly batchId: string };

/** Invitations: who was asked in, and what became of it. */
export function InvitationsPage(): ReactNode {
  const state = useFilters(filterNames);
  const { filters, isFiltered, clear } = state;
  const query = useInfiniteQuery(peopleQueries.invitations(filters));
  const [shown, setShown] = useState<Shown>();
  const columns = useMemo(
    () => invitationColumns((invitation) => setShown({ kind: 'revoke', invitation })),
    [],
  );
  const batchId = filters['batchId'];
  return (
    <Page
      title="Invitations"
      name="Invitations"
      lead="Each lets one person in, once. The hub keeps only hashes of the codes."
      actions={
        <>
          {batchId === undefined ? null : (
            <button
              type="button"
              className="button"
              onClick={() => setShown({ kind: 'revoke-batch', batchId })}
            >
              Revoke all of these…
            </button>
          )}
          <button type="button" className="button button-primary" onClick={() => setShown({ kind: 'make' })}>
            Invite…
          </button>
        </>
      }
    >
      <InvitationFilters state={state} />
      <PagedList
        query={query}
        rowsOf={(page) => page}
        caption="Invitations, newest first"
        columns={columns}
        keyOf={({ invitationId }) => invitationId}
        empty={
          isFiltered ? (
            <NoMatch title="No invitation matches" clear={clear} />
          ) : (
            <EmptyState icon="invitations" title="Nobody was invited yet">
              An invitation is a code that works once. Make one, or a thousand; they can be revoked until they
              are redeemed.
            </EmptyState>
          )
        }
      />
      <Dialogs shown={shown} show={setShown} />
    </Page>
  );
}

function InvitationFilters({ state }: { readonly state: FilterState }): ReactNode {
  const batchId = state.filters['batchId'];
  return (
    <FilterBar state={state}>
      <ChoiceFilter state={state} name="state" label="State" all="All states" choices={invitationStates} />
      <TierFilter state={state} />
      {batchId === undefined ? null : (
        <p className="filters-note">
          Made together: <code>{shortId(batchId)}</code>
        </p>
      )}
    </FilterBar>
  );
}

interface DialogsProps {
  readonly shown: Shown | undefined;
  readonly show: (shown: Shown | undefined) => void;
}

function Dialogs({ shown, show }: DialogsProps): ReactNode {
  const close = (): void => show(undefined);
  switch (shown?.kind) {
    case 'make':
      return <MakeInvitations onClose={close} onMade={(made) => show({ kind: 'codes', ...made })} />;
    case 'codes':
      return <NewCodes batch={shown.batch} note={shown.note} forWhom={shown.forWhom} onClose={close} />;
    case 'revoke':
      return (
        <ConfirmDialog
          title="Revoke this invitation?"
          action="Revoke"
          tone="danger"
          run={() => peopleCommands.revokeInvitations({ invitationId: shown.invitation.invitationId })}
          done="The invitation is revoked"
          refreshes={['invitations']}
          onClose={close}
        >
          Its code lets nobody in any more, at once and for good. Whoever tries it is told what everybody is
          told whose code does not work.
        </ConfirmDialog>
      );
    case 'revoke-batch':
      return (
        <ConfirmDialog
          title="Revoke all that were made together?"
          action="Revoke all"
          tone="danger"
          run={() => peopleCommands.revokeInvitations({ batchId: shown.batchId })}
          done="Those that were open are revoked"
          refreshes={['invitations']}
          onClose={close}
        >
          Every open invitation of <code>{shortId(shown.batchId)}</code> stops working. People who came in by
          one of them stay.
        </ConfirmDialog>
      );
    case undefined:
      return null;
  }
}
