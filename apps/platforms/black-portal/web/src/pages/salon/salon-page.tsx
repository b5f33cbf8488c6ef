import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { SecretGate } from '../../anonymity/secret-gate.tsx';
import { countGroup, keptToken, openSalon, proveTier } from '../../anonymity/tier-proof.ts';
import type { Account, Tier } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { Room } from '../../components/room.tsx';
import { tierNames } from '../../words/tiers.ts';
import { SalonRooms } from './salon-rooms.tsx';

const salonKey = ['salon'] as const;

/** Rooms that open to a tier and not to a name. */
export function SalonPage({ account: { tier } }: { readonly account: Account }): ReactNode {
  const salon = useQuery({
    queryKey: salonKey,
    queryFn: async () => {
      const token = await keptToken();
      return token === undefined ? null : openSalon(token);
    },
  });
  return (
    <Room
      title="The salon"
      lead="These rooms open to a tier, never to a name. Show that you belong, and stay nobody in particular."
    >
      {tier === null || salon.data === undefined ? (
        <Mishap error={salon.error} />
      ) : salon.data === null ? (
        <SecretGate>
          <TierProof tier={tier} />
        </SecretGate>
      ) : (
        <SalonRooms salon={salon.data} />
      )}
    </Room>
  );
}

/** Honest about the one case in which a proof is no disguise. */
function describeGroup(members: number, tier: Tier): string {
  return members > 1
    ? `${members} members stand in this group. The proof says that you are one of them, and not which.`
    : `So far you are the only ${tierNames[tier]} member here. Until others come, the proof says as much as your name.`;
}

function TierProof({ tier }: { readonly tier: Tier }): ReactNode {
  const client = useQueryClient();
  const [progress, setProgress] = useState('');
  const group = useQuery({ queryKey: ['group', tier], queryFn: () => countGroup(tier) });
  const proving = useMutation({
    mutationFn: async () => {
      setProgress('Fetching everybody of your tier, so that nobody learns who asks.');
      const token = await proveTier(tier, (step) => {
        setProgress(
          step === 'proving' ? 'Proving, on this device.' : 'Handing over the proof, without your name.',
        );
      });
      client.setQueryData(salonKey, await openSalon(token));
    },
    onSettled: () => setProgress(''),
  });
  return (
    <section className="gate" aria-labelledby="prove">
      <h2 id="prove">Prove that you are {tierNames[tier]}</h2>
      <dl className="knows">
        <div>
          <dt>What this portal learns</dt>
          <dd>Somebody is {tierNames[tier]}.</dd>
          <dd>A name for them that lasts an hour.</dd>
        </div>
        <div>
          <dt>What nobody learns</dt>
          <dd>Who you are, or on which device.</dd>
          <dd>Whether you were here an hour ago.</dd>
          <dd>What you are called elsewhere.</dd>
        </div>
      </dl>
      <p>{group.data === undefined ? ' ' : describeGroup(group.data, tier)}</p>
      <Mishap error={proving.error} />
      <div className="row">
        <Button tone="primary" busy={proving.isPending} onClick={() => proving.mutate()}>
          Prove my tier
        </Button>
        <output className="quiet">{progress}</output>
      </div>
    </section>
  );
}
