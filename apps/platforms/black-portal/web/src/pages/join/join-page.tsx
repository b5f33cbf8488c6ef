import { useState, type ReactNode } from 'react';
import { hub } from '../../api/hub.ts';
import { useSession } from '../../api/use-session.ts';
import { NarrowPage } from '../../components/narrow-page.tsx';
import { RegisterDevice } from '../../passkeys/register-device.tsx';
import { forgetJoining, keepJoining, keptJoining, type KeptJoining } from './kept-joining.ts';
import { ProgressStep } from './progress-step.tsx';
import { RedeemStep } from './redeem-step.tsx';

/** From the invitation to the welcome: redeem, register this device, wait a moment. */
export function JoinPage(): ReactNode {
  const [joining, setJoining] = useState<KeptJoining | undefined>(keptJoining);
  const [isRegistered, setRegistered] = useState(false);
  const { refresh } = useSession();
  if (joining === undefined) {
    return (
      <RedeemStep
        onRedeemed={(redeemed) => {
          keepJoining(redeemed);
          setJoining(redeemed);
          // The code has done its work; it needs not stand in the address, or in the history.
          history.replaceState(null, '', '/join');
        }}
      />
    );
  }
  if (!isRegistered) {
    return (
      <NarrowPage title="Lock it to this device" lead="From here on, this device is your key.">
        <RegisterDevice
          options={joining.options}
          finish={(credential, deviceName) => hub.registerPasskey(joining.joiningId, credential, deviceName)}
          onDone={() => setRegistered(true)}
        />
      </NarrowPage>
    );
  }
  return (
    <ProgressStep
      joiningId={joining.joiningId}
      displayName={joining.displayName}
      onWelcome={() => {
        forgetJoining();
        refresh();
      }}
      onOver={() => {
        forgetJoining();
        setJoining(undefined);
        setRegistered(false);
      }}
    />
  );
}
