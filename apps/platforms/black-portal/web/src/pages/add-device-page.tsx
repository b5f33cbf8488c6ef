import { Link, navigate } from '@interlock/design';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Registration } from '../api/contract.ts';
import { hub } from '../api/hub.ts';
import { useSession } from '../api/use-session.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Mishap } from '../components/mishap.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { RegisterDevice } from '../passkeys/register-device.tsx';

const codeMax = 64;

/** Lets this device in by a code: of another device of the person, or of those who help. */
export function AddDevicePage(): ReactNode {
  const [registration, setRegistration] = useState<Registration>();
  const { refresh } = useSession();
  if (registration === undefined) return <CodeStep onRedeemed={setRegistration} />;
  return (
    <NarrowPage title="Lock it to this device" lead="The code is right. This device gets a key of its own.">
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

function CodeStep({ onRedeemed }: { readonly onRedeemed: (registration: Registration) => void }): ReactNode {
  const [code, setCode] = useState('');
  const redeeming = useMutation({
    mutationFn: () => hub.redeemDeviceCode(code.trim()),
    onSuccess: onRedeemed,
  });
  return (
    <NarrowPage
      title="Add this device"
      lead="On a device that is signed in, open Devices and choose “Add a device”. Type here what it shows."
      foot={
        <>
          No device left? <Link to="/recover">Recover your membership</Link>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!redeeming.isPending) redeeming.mutate();
        }}
      >
        <Field
          label="Code"
          hint="Good once, for ten minutes. A code from your concierge goes here too."
          value={code}
          onChange={setCode}
          className="code"
          maxLength={codeMax}
          required
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
        />
        <Mishap error={redeeming.error} />
        <Button tone="primary" type="submit" busy={redeeming.isPending}>
          Continue
        </Button>
      </form>
    </NarrowPage>
  );
}
