import { Link, navigate } from '@interlock/design';
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

/** For the day every device is gone: the second key, or a code from those who help. */
export function RecoverPage(): ReactNode {
  const [registration, setRegistration] = useState<Registration>();
  const { refresh } = useSession();
  if (registration !== undefined) {
    return (
      <NarrowPage
        title="Begin anew on this device"
        lead="Your second key was right. When this device has its passkey, all others are out."
      >
        <RegisterDevice
          options={registration.options}
          finish={(credential, name) => hub.finishRegistration(registration.registrationId, credential, name)}
          onDone={() => {
            refresh();
            navigate('/', { replace: true });
          }}
        />
      </NarrowPage>
    );
  }
  return <SecondKeyStep onRecovered={setRegistration} />;
}

function SecondKeyStep({
  onRecovered,
}: {
  readonly onRecovered: (registration: Registration) => void;
}): ReactNode {
  const recovering = useMutation({
    mutationFn: async () => hub.recover(await showPasskey()),
    onSuccess: onRecovered,
  });
  return (
    <NarrowPage
      title="Recover your membership"
      lead="Take the second key that you put away for this day. This device takes the place of all others."
      foot={<Link to="/sign-in">Back to signing in</Link>}
    >
      <div className="form">
        <Mishap error={recovering.error} />
        <Button tone="primary" busy={recovering.isPending} onClick={() => recovering.mutate()}>
          Use the second key
        </Button>
      </div>
      <section className="aside">
        <h2>No second key?</h2>
        <p>
          Ask your concierge. Two people of the house confirm together that it is you, and you are given a
          code: <Link to="/add-device">type it here</Link>.
        </p>
      </section>
    </NarrowPage>
  );
}
