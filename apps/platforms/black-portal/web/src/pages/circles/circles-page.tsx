import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { circles, circlesKey } from '../../anonymity/circles.ts';
import { SecretGate } from '../../anonymity/secret-gate.tsx';
import type { Account, ListedCircle } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { Room } from '../../components/room.tsx';
import { tierNames } from '../../words/tiers.ts';
import { FoundCircleDialog } from './found-circle-dialog.tsx';

/** Where members speak with each other, each under one name that is not theirs. */
export function CirclesPage({ account: { tier } }: { readonly account: Account }): ReactNode {
  const [isFounding, setFounding] = useState(false);
  const list = useQuery({ queryKey: circlesKey, queryFn: circles.list });
  return (
    <Room
      title="Circles"
      lead="In each you have one name, always the same, and another in every other. Nobody can tell that it is you."
    >
      <SecretGate>
        <div className="row">
          <Button tone="primary" onClick={() => setFounding(true)}>
            Found a circle
          </Button>
        </div>
        <Mishap error={list.error} />
        {list.data?.circles.length === 0 ? (
          <p className="quiet">There is no circle yet. Somebody has to be first.</p>
        ) : null}
        <ul className="circles">
          {list.data?.circles.map((circle) => (
            <CircleItem key={circle.circleId} circle={circle} />
          ))}
        </ul>
        {isFounding && tier !== null ? (
          <FoundCircleDialog tier={tier} onClose={() => setFounding(false)} />
        ) : null}
      </SecretGate>
    </Room>
  );
}

function countVoices(voices: number): string {
  if (voices === 0) return 'No voice yet';
  return voices === 1 ? 'One voice' : `${voices} voices`;
}

function CircleItem({ circle }: { readonly circle: ListedCircle }): ReactNode {
  const { circleId, name, purpose, minimumTier, pseudonyms } = circle;
  return (
    <li className="circle-item">
      <h2>
        <Link to={`/circles/${circleId}`}>{name}</Link>
        {minimumTier === null ? null : <span className="tag">{tierNames[minimumTier]} and above</span>}
      </h2>
      {purpose === '' ? null : <p>{purpose}</p>}
      <p className="quiet">{countVoices(pseudonyms)}</p>
    </li>
  );
}
