import { isProblem, Link, navigate } from '@interlock/design';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Registration } from '../api/contract.ts';
import { hub } from '../api/hub.ts';
import { useSession } from '../api/use-session.ts';
import { Button } from '../components/button.tsx';
import { Mishap } from '../components/mishap.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { RegisterDevice } from '../passkeys/register-device.tsx';
import { showPasskey } from '../passkeys/show-passkey.ts';

/** Nothing to type: the device asks for the person, and the passkey says who it is. */
export function SignInPage(): ReactNode {
  const { refresh } = useSession();
  const [replacement, setReplacement] = useState<Registration>();
  const enter = (): void => {
    refresh();
    navigate('/', { replace: true });
  };
  const signing = useMutation({
    mutationFn: async () => hub.signIn(await showPasskey()),
    onSuccess: enter,
  });
  const replacing = useMutation({
    mutationFn: async () => hub.replacePasskey(await showPasskey()),
    onSuccess: setReplacement,
  });
  const isOutgrown = isProblem(signing.error, 'identity.passkey_outgrown');
  if (replacement !== undefined) return <ReplacePasskey registration={replacement} onDone={enter} />;
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
        <Mishap error={replacing.error ?? signing.error} />
        {isOutgrown ? (
          <Button tone="primary" busy={replacing.isPending} onClick={() => replacing.mutate()}>
            Make another passkey
          </Button>
        ) : (
          <Button tone="primary" busy={signing.isPending} onClick={() => signing.mutate()}>
            Sign in with your passkey
          </Button>
        )}
      </div>
    </NarrowPage>
  );
}

interface ReplacePasskeyProps {
  readonly registration: Registration;
  readonly onDone: () => void;
}

/** The device stays; only what it asks its owner with changes. */
function ReplacePasskey({ registration, onDone }: ReplacePasskeyProps): ReactNode {
  return (
    <NarrowPage
      title="Another passkey for this device"
      lead="It takes the place of the one you had. Nothing else changes."
    >
      <RegisterDevice
        options={registration.options}
        finish={(credential, name) => hub.finishRegistration(registration.registrationId, credential, name)}
        onDone={onDone}
      />
    </NarrowPage>
  );
}
