import { Link, navigate } from '@interlock/design';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hub } from '../api/hub.ts';
import { useSession } from '../api/use-session.ts';
import { Button } from '../components/button.tsx';
import { Mishap } from '../components/mishap.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { showPasskey } from '../passkeys/show-passkey.ts';

/** Nothing to type: the device asks for the person, and the passkey says who it is. */
export function SignInPage(): ReactNode {
  const { refresh } = useSession();
  const signing = useMutation({
    mutationFn: async () => hub.signIn(await showPasskey()),
    onSuccess: () => {
      refresh();
      navigate('/', { replace: true });
    },
  });
  return (
    <NarrowPage
      title="Good to see you again"
      lead="There is nothing to type. Your device asks for you, and opens the door."
      foot={
        <>
          Another device? <Link to="/add-device">Add this one with a code</Link>
          <br />
          Lost them all? <Link to="/recover">Recover your membership</Link>
        </>
      }
    >
      <div className="form">
        <Mishap error={signing.error} />
        <Button tone="primary" busy={signing.isPending} onClick={() => signing.mutate()}>
          Sign in with your passkey
        </Button>
      </div>
    </NarrowPage>
  );
}
