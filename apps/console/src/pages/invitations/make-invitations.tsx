import { Dialog } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { InvitationBatch, InvitationRequest, MemberRole } from '../../api/people-contract.ts';
import type { Tier } from '../../api/contract.ts';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { tierOrder } from '../../components/tier-order.ts';

const roles: readonly MemberRole[] = [
  'member',
  'contractor',
  'school_staff',
  'district_admin',
  'arxos_support',
];
const countMax = 10_000;
const dayHours = 24;
const lifetimes = [
  { value: String(dayHours), label: 'A day' },
  { value: String(7 * dayHours), label: 'A week' },
  { value: String(14 * dayHours), label: 'Two weeks' },
  { value: String(30 * dayHours), label: 'A month' },
  { value: String(90 * dayHours), label: 'Three months' },
  { value: String(366 * dayHours), label: 'A year' },
];

export interface MadeInvitations {
  readonly batch: InvitationBatch;
  readonly note: string;
  readonly forWhom: string;
}

export interface MakeInvitationsProps {
  readonly onClose: () => void;
  readonly onMade: (made: MadeInvitations) => void;
}

const start: InvitationRequest = {
  role: 'member',
  tier: 'onyx',
  count: 1,
  lifetimeHours: 14 * dayHours,
  note: '',
};

/** Makes invitations, all alike. */
export function MakeInvitations({ onClose, onMade }: MakeInvitationsProps): ReactNode {
  const client = useQueryClient();
  const [wanted, setWanted] = useState(start);
  const change = (changes: Partial<InvitationRequest>): void =>
    setWanted((known) => ({ ...known, ...changes }));
  const mutation = useMutation({
    mutationFn: () => peopleCommands.makeInvitations(wanted),
    onSuccess: async (batch) => {
      const { tier, role, note } = wanted;
      onMade({ batch, note, forWhom: tier ?? role });
      await client.invalidateQueries({ queryKey: ['invitations'] });
    },
  });
  const countIsGood = Number.isInteger(wanted.count) && wanted.count >= 1 && wanted.count <= countMax;
  return (
    <Dialog title="Invite people" onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (countIsGood) mutation.mutate();
        }}
      >
        <InvitationFields wanted={wanted} change={change} />
        {countIsGood ? null : (
          <p className="text-bad" role="alert">
            Between 1 and {formatCount(countMax)} at once.
          </p>
        )}
        {mutation.isError ? <ProblemNotice error={mutation.error} /> : null}
        <DialogFoot
          action={describe(wanted.count)}
          running="Making them…"
          canRun={countIsGood}
          isRunning={mutation.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface InvitationFieldsProps {
  readonly wanted: InvitationRequest;
  readonly change: (changes: Partial<InvitationRequest>) => void;
}

function InvitationFields({ wanted, change }: InvitationFieldsProps): ReactNode {
  return (
    <>
      <Select
        label="They come as"
        value={wanted.role}
        options={roles.map((role) => ({ value: role, label: humanise(role) }))}
        onChange={(role) =>
          change({ role: role as MemberRole, tier: role === 'member' ? (wanted.tier ?? 'onyx') : null })
        }
      />
      {wanted.tier === null ? null : (
        <div className="field">
          <span className="field-label">Tier</span>
          <Segmented<Tier>
            label="Tier"
            value={wanted.tier}
            options={tierOrder.map((tier) => ({ value: tier, label: humanise(tier) }))}
            onChange={(tier) => change({ tier })}
          />
        </div>
      )}
      <div className="form-pair">
        <Field
          label="How many"
          type="number"
          value={Number.isNaN(wanted.count) ? '' : String(wanted.count)}
          onChange={(text) => change({ count: text === '' ? Number.NaN : Number(text) })}
        />
        <Select
          label="Good for"
          value={String(wanted.lifetimeHours)}
          options={lifetimes}
          onChange={(hours) => change({ lifetimeHours: Number(hours) })}
        />
      </div>
      <Field
        label="Note, for whoever reads the list later"
        value={wanted.note}
        placeholder="Diwali reception, Mumbai"
        onChange={(note) => change({ note })}
      />
    </>
  );
}

const describe = (count: number): string =>
  Number.isNaN(count) || count === 1 ? 'Make the invitation' : `Make ${formatCount(count)} invitations`;
