import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hub } from '../../api/hub.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { makePasskey } from '../../passkeys/make-passkey.ts';

/** A key that belongs to no device, for the day every device is gone. */
export function SecondKeySection(): ReactNode {
  const registering = useMutation({
    mutationFn: async () => {
      const { registrationId, options } = await hub.startSecondKey();
      await hub.finishRegistration(registrationId, await makePasskey(options), 'Second key');
    },
  });
  return (
    <section className="panel" aria-labelledby="second-key">
      <h2 id="second-key">A second key, put away</h2>
      <p>
        A security key that you register once and keep in a safe. If every device is lost, it lets you begin
        anew, without asking anybody. It signs nobody in.
      </p>
      <Mishap error={registering.error} />
      <div className="row" aria-live="polite">
        {registering.isSuccess ? (
          <p className="done">The second key is registered. Put it somewhere safe.</p>
        ) : (
          <Button busy={registering.isPending} onClick={() => registering.mutate()}>
            Register a second key
          </Button>
        )}
      </div>
    </section>
  );
}
