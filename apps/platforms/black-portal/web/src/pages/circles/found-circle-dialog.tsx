import { Dialog, navigate } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { circles, circlesKey } from '../../anonymity/circles.ts';
import type { Tier } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { tierNames, tiersUpTo } from '../../words/tiers.ts';

const nameMax = 80;
const purposeMax = 500;

export interface FoundCircleDialogProps {
  readonly tier: Tier;
  readonly onClose: () => void;
}

/** Founds a circle, by proof: nobody learns who founded it. */
export function FoundCircleDialog({ tier, onClose }: FoundCircleDialogProps): ReactNode {
  const client = useQueryClient();
  const id = useId();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [minimumTier, setMinimumTier] = useState<Tier | null>(null);
  const founding = useMutation({
    mutationFn: () => circles.found(tier, { name: name.trim(), purpose: purpose.trim(), minimumTier }),
    onSuccess: ({ circleId }) => {
      void client.invalidateQueries({ queryKey: circlesKey });
      navigate(`/circles/${circleId}`);
    },
  });
  return (
    <Dialog title="Found a circle" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!founding.isPending) founding.mutate();
        }}
      >
        <Field label="Name" value={name} onChange={setName} maxLength={nameMax} required />
        <Field
          label="What it is for"
          hint="Once a day you can found one. Nobody learns that it was you."
          value={purpose}
          onChange={setPurpose}
          maxLength={purposeMax}
        />
        <div className="field">
          <label htmlFor={id}>Who may enter</label>
          <select
            id={id}
            value={minimumTier ?? ''}
            onChange={({ target }) => setMinimumTier(target.value === '' ? null : (target.value as Tier))}
          >
            <option value="">Every member</option>
            {tiersUpTo(tier).map((each) => (
              <option key={each} value={each}>
                {tierNames[each]} and above
              </option>
            ))}
          </select>
        </div>
        <Mishap error={founding.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" busy={founding.isPending}>
            Found it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
