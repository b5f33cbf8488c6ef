import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Account, SecondKey } from '../../api/contract.ts';
import { hub } from '../../api/hub.ts';
import { accountKey } from '../../api/use-session.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { formatDay } from '../../format/time.ts';
import { confirmPerson } from '../../passkeys/confirm-person.ts';
import { makePasskey } from '../../passkeys/make-passkey.ts';

/** Keys that belong to no device, for the day every device is gone. */
export function SecondKeySection({ account }: { readonly account: Account }): ReactNode {
  const client = useQueryClient();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: accountKey });
  const registering = useMutation({
    mutationFn: async () => {
      const { registrationId, options } = await hub.startSecondKey(await confirmPerson('second_key'));
      await hub.finishRegistration(registrationId, await makePasskey(options), 'Second key');
    },
    onSuccess: refresh,
  });
  const removing = useMutation({ mutationFn: hub.removeSecondKey, onSuccess: refresh });
  const isFull = account.secondKeys.length >= account.secondKeysMax;
  return (
    <section className="panel" aria-labelledby="second-key">
      <h2 id="second-key">A second key, put away</h2>
      <p>
        A security key that you register once and keep in a safe. If every device is lost, it lets you begin
        anew, without asking anybody. It signs nobody in. It goes with the device that you register it on:
        when you remove that device, register the key anew on another.
      </p>
      {account.secondKeys.length > 0 && (
        <ul className="devices">
          {account.secondKeys.map((key) => (
            <SecondKeyItem
              key={key.secondKeyId}
              secondKey={key}
              device={account.devices.find(({ deviceId }) => deviceId === key.registeredOn)?.name}
              busy={removing.isPending}
              onRemove={() => removing.mutate(key.secondKeyId)}
            />
          ))}
        </ul>
      )}
      <Mishap error={registering.error ?? removing.error} />
      <div className="row" aria-live="polite">
        {registering.isSuccess ? (
          <p className="done">The second key is registered. Put it somewhere safe.</p>
        ) : (
          <Button busy={registering.isPending} disabled={isFull} onClick={() => registering.mutate()}>
            Register a second key
          </Button>
        )}
      </div>
    </section>
  );
}

interface SecondKeyItemProps {
  readonly secondKey: SecondKey;
  /** What the device is called that it was registered on. */
  readonly device: string | undefined;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

function SecondKeyItem({ secondKey, device, busy, onRemove }: SecondKeyItemProps): ReactNode {
  const name = secondKey.name ?? 'Second key';
  return (
    <li className="device">
      <div className="device-what">
        <p className="device-name">{name}</p>
        <p className="quiet">
          Registered {formatDay(secondKey.createdAt)}
          {device === undefined ? null : ` on ${device}, and goes with it`}
        </p>
      </div>
      <div className="device-acts">
        <Button tone="quiet" busy={busy} onClick={onRemove} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </div>
    </li>
  );
}
