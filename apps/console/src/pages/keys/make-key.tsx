import { Dialog } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { CreatedServiceKey, NewServiceKey } from '../../api/people-contract.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Select } from '../../components/select.tsx';
import { useLive } from '../../live/live-context.tsx';
import { useSession } from '../../session/use-session.ts';
import { scopeMeanings } from './scope-meanings.ts';

const dayMs = 86_400_000;
const lifetimes = [
  { value: '30', label: 'A month' },
  { value: '90', label: 'Three months' },
  { value: '365', label: 'A year' },
  { value: '', label: 'For ever' },
];
const limits = [
  { value: '', label: 'The hub’s default' },
  { value: '600', label: '600 a minute' },
  { value: '6000', label: '6,000 a minute' },
  { value: '60000', label: '60,000 a minute' },
  { value: '0', label: 'None' },
];

interface Wish extends Omit<NewServiceKey, 'expiresAt'> {
  /** Days; empty: for ever. */
  readonly lifetimeDays: string;
}

const start: Wish = { name: '', scopes: [], source: null, requestsPerMinute: null, lifetimeDays: '365' };

export interface MakeKeyProps {
  readonly onClose: () => void;
  readonly onMade: (key: CreatedServiceKey) => void;
}

/** Makes a service key with as few rights as it needs. */
export function MakeKey({ onClose, onMade }: MakeKeyProps): ReactNode {
  const client = useQueryClient();
  const [wish, setWish] = useState(start);
  const change = (changes: Partial<Wish>): void => setWish((known) => ({ ...known, ...changes }));
  const mutation = useMutation({
    mutationFn: () => {
      const { lifetimeDays, ...wanted } = wish;
      const expiresAt =
        lifetimeDays === '' ? null : new Date(Date.now() + Number(lifetimeDays) * dayMs).toISOString();
      return peopleCommands.makeKey({ ...wanted, name: wish.name.trim(), expiresAt });
    },
    onSuccess: async (key) => {
      onMade(key);
      await client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const isWhole = wish.name.trim() !== '' && wish.scopes.length > 0;
  return (
    <Dialog title="New service key" onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) mutation.mutate();
        }}
      >
        <Field
          label="What it is for"
          value={wish.name}
          placeholder="trading platform, production"
          onChange={(name) => change({ name })}
        />
        <Scopes chosen={wish.scopes} onChange={(scopes) => change({ scopes })} />
        <Bounds wish={wish} change={change} />
        {mutation.isError ? <ProblemNotice error={mutation.error} /> : null}
        <DialogFoot
          action="Make the key"
          running="Making it…"
          canRun={isWhole}
          isRunning={mutation.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface ScopesProps {
  readonly chosen: readonly string[];
  readonly onChange: (scopes: readonly string[]) => void;
}

/** Nobody can grant more than they may do themselves. */
function Scopes({ chosen, onChange }: ScopesProps): ReactNode {
  const { permissions } = useSession();
  return (
    <fieldset className="scopes">
      <legend>It may</legend>
      <div className="scopes-list">
        {Object.entries(scopeMeanings).map(([scope, meaning]) => (
          <Checkbox
            key={scope}
            label={<code>{scope}</code>}
            description={meaning}
            checked={chosen.includes(scope)}
            disabled={!permissions.includes(scope)}
            onChange={(checked) =>
              onChange(checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

interface BoundsProps {
  readonly wish: Wish;
  readonly change: (changes: Partial<Wish>) => void;
}

function Bounds({ wish, change }: BoundsProps): ReactNode {
  const platforms = useLive((state) => state.platforms);
  return (
    <>
      <Select
        label="Sends events of"
        value={wish.source ?? ''}
        options={[
          { value: '', label: 'Any source' },
          ...platforms.map(({ platformId, displayName }) => ({
            value: platformId,
            label: `${displayName} only`,
          })),
        ]}
        onChange={(source) => change({ source: source === '' ? null : source })}
      />
      <div className="form-pair">
        <Select
          label="Good for"
          value={wish.lifetimeDays}
          options={lifetimes}
          onChange={(lifetimeDays) => change({ lifetimeDays })}
        />
        <Select
          label="Limit"
          value={wish.requestsPerMinute === null ? '' : String(wish.requestsPerMinute)}
          options={limits}
          onChange={(limit) => change({ requestsPerMinute: limit === '' ? null : Number(limit) })}
        />
      </div>
    </>
  );
}
