import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Mishap } from '../components/mishap.tsx';
import { serverNow } from '../device/server-clock.ts';
import { formatDay, formatMoment } from '../format/time.ts';
import { enrolDevice, readStanding } from './membership.ts';

const standingKey = ['standing'] as const;

/** Shows what needs the anonymous secret once this device holds it; before, explains it and makes it. */
export function SecretGate({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const standing = useQuery({
    queryKey: standingKey,
    queryFn: readStanding,
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.data?.place === 'awaited' ? 30_000 : false),
  });
  const enrolling = useMutation({
    mutationFn: enrolDevice,
    onSuccess: () => client.invalidateQueries({ queryKey: standingKey }),
  });
  const found = standing.data;
  if (found?.place === 'here') return children;
  if (found?.place === 'awaited') return <OnItsWay joinsAt={found.joinsAt} />;
  const isElsewhere = found?.place === 'elsewhere';
  const movableFrom = found?.place === 'elsewhere' ? found.movableFrom : null;
  return (
    <section className="gate" aria-labelledby="gate" aria-busy={standing.isPending}>
      <h2 id="gate">{isElsewhere ? 'Your secret is on another device' : 'First, a secret of your own'}</h2>
      <p>
        {isElsewhere
          ? 'One device at a time can speak for you without saying who you are. Move it here, and the other can no longer. In circles you will be somebody new, and it stays here for thirty days at least; it speaks from the next hour or the one after.'
          : 'This device makes a secret that never leaves it. With it you can show your tier, or speak, and nobody — not this portal, and not the hub behind it — can tell which member it was.'}
      </p>
      {movableFrom === null ? null : (
        <p>It moved a short while ago. It can move again from {formatDay(movableFrom)}.</p>
      )}
      <Mishap error={standing.error ?? enrolling.error} />
      <div className="row">
        <Button
          tone="primary"
          busy={enrolling.isPending}
          disabled={standing.isPending || movableFrom !== null}
          onClick={() => enrolling.mutate()}
        >
          {isElsewhere ? 'Move it to this device' : 'Make the secret'}
        </Button>
      </div>
    </section>
  );
}

function OnItsWay({ joinsAt }: { readonly joinsAt: string }): ReactNode {
  return (
    <section className="gate" aria-labelledby="gate">
      <h2 id="gate">Your secret is on its way here</h2>
      <p>
        A new secret is a new name, and nobody may have two in one hour. It speaks from{' '}
        <time dateTime={joinsAt}>{formatMoment(joinsAt, serverNow())}</time> on; until then, nobody speaks for
        you.
      </p>
    </section>
  );
}
