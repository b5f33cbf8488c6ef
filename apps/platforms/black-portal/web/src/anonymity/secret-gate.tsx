import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Mishap } from '../components/mishap.tsx';
import { enrolDevice, readStanding } from './membership.ts';

const standingKey = ['standing'] as const;

/** Shows what needs the anonymous secret once this device holds it; before, explains it and makes it. */
export function SecretGate({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const standing = useQuery({ queryKey: standingKey, queryFn: readStanding, staleTime: 60_000 });
  const enrolling = useMutation({
    mutationFn: enrolDevice,
    onSuccess: () => client.invalidateQueries({ queryKey: standingKey }),
  });
  if (standing.data === 'here') return children;
  const isElsewhere = standing.data === 'elsewhere';
  return (
    <section className="gate" aria-labelledby="gate" aria-busy={standing.isPending}>
      <h2 id="gate">{isElsewhere ? 'Your secret is on another device' : 'First, a secret of your own'}</h2>
      <p>
        {isElsewhere
          ? 'One device at a time can speak for you without saying who you are. Move it here, and the other can no longer; in circles you will be somebody new.'
          : 'This device makes a secret that never leaves it. With it you can show your tier, or speak, and nobody — not this portal, and not the hub behind it — can tell which member it was.'}
      </p>
      <Mishap error={standing.error ?? enrolling.error} />
      <div className="row">
        <Button
          tone="primary"
          busy={enrolling.isPending}
          disabled={standing.isPending}
          onClick={() => enrolling.mutate()}
        >
          {isElsewhere ? 'Move it to this device' : 'Make the secret'}
        </Button>
      </div>
    </section>
  );
}
