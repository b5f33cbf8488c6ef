import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Mishap } from '../components/mishap.tsx';
import { suggestName } from '../device/suggest-name.ts';
import { makePasskey } from './make-passkey.ts';

export interface RegisterDeviceProps {
  readonly options: PublicKeyCredentialCreationOptionsJSON;
  /** Gives the passkey to the hub; what it refuses is explained, and can be tried again with another key. */
  readonly finish: (credential: RegistrationResponseJSON, deviceName: string) => Promise<unknown>;
  readonly onDone: () => void;
}

const deviceNameMax = 64;

/** Makes this device’s passkey: says what will be asked and why, before the browser asks it. */
export function RegisterDevice({ options, finish, onDone }: RegisterDeviceProps): ReactNode {
  const [name, setName] = useState(() => suggestName(navigator.userAgent));
  const making = useMutation({
    mutationFn: async () => finish(await makePasskey(options), name.trim()),
    onSuccess: onDone,
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!making.isPending) making.mutate();
      }}
    >
      <ul className="reasons">
        <li>
          <strong>Your device will ask for you</strong> — fingerprint, face or PIN. None of it leaves the
          device.
        </li>
        <li>
          <strong>It makes a key</strong> that only this portal can use. There is no password to lose.
        </li>
        <li>
          <strong>Your session stays here.</strong> Copied to another machine, it opens nothing.
        </li>
      </ul>
      <Field
        label="What do you call this device?"
        value={name}
        onChange={setName}
        maxLength={deviceNameMax}
        required
        autoComplete="off"
      />
      <Mishap error={making.error} />
      <Button tone="primary" type="submit" busy={making.isPending}>
        {making.isError ? 'Try again' : 'Create the passkey'}
      </Button>
    </form>
  );
}
