import { Link } from '@interlock/design';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { circles, circlesKey } from '../../anonymity/circles.ts';
import { SecretGate } from '../../anonymity/secret-gate.tsx';
import type { Account, CircleEntry, Tier } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { Room } from '../../components/room.tsx';
import { Conversation } from './conversation.tsx';

export interface CirclePageProps {
  readonly account: Account;
  readonly circleId: string;
}

/** One circle: entered by proof, then read and spoken in under the name that one has there. */
export function CirclePage({ account: { tier }, circleId }: CirclePageProps): ReactNode {
  const list = useQuery({ queryKey: circlesKey, queryFn: circles.list });
  const circle = list.data?.circles.find((each) => each.circleId === circleId);
  if (list.data !== undefined && circle === undefined) {
    return (
      <Room title="There is no such circle">
        <p>
          <Link to="/circles">All circles</Link>
        </p>
      </Room>
    );
  }
  return (
    <Room title={circle?.name ?? 'Circle'} lead={circle?.purpose}>
      <Mishap error={list.error} />
      <SecretGate>{tier === null ? null : <Inside tier={tier} circleId={circleId} />}</SecretGate>
    </Room>
  );
}

function Inside({ tier, circleId }: { readonly tier: Tier; readonly circleId: string }): ReactNode {
  const client = useQueryClient();
  const [entry, setEntry] = useState<CircleEntry>();
  const entering = useMutation({
    mutationFn: () => circles.enter(tier, circleId),
    onSuccess: (entered) => {
      setEntry(entered);
      // Perhaps there is one voice more now.
      void client.invalidateQueries({ queryKey: circlesKey });
    },
  });
  if (entry !== undefined) {
    return <Conversation tier={tier} circleId={circleId} entry={entry} onOver={() => setEntry(undefined)} />;
  }
  return (
    <section className="gate" aria-labelledby="enter">
      <h2 id="enter">Enter as nobody in particular</h2>
      <p>
        Your device proves that you may. Inside you have a name that is yours here for good, and that nobody,
        not even who keeps order, can connect with you.
      </p>
      <Mishap error={entering.error} />
      <div className="row">
        <Button tone="primary" busy={entering.isPending} onClick={() => entering.mutate()}>
          Enter
        </Button>
        <output className="quiet">{entering.isPending ? 'Proving, on this device.' : ''}</output>
      </div>
    </section>
  );
}
