import { Dialog } from '@interlock/design';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Device } from '../../api/contract.ts';
import { hub } from '../../api/hub.ts';
import { useSession } from '../../api/use-session.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { forgetEverything } from '../../device/keep.ts';

export interface RemoveDeviceDialogProps {
  readonly device: Device;
  readonly isThis: boolean;
  /** How many second keys were registered on it: they go with it. */
  readonly secondKeys: number;
  readonly onClose: () => void;
}

/** Removing cannot be undone, so it is said before what will happen, and the safe answer comes first: it has the focus. */
export function RemoveDeviceDialog({
  device,
  isThis,
  secondKeys,
  onClose,
}: RemoveDeviceDialogProps): ReactNode {
  const { refresh } = useSession();
  const removing = useMutation({
    mutationFn: async () => {
      await hub.removeDevice(device.deviceId);
      if (isThis) await forgetEverything();
    },
    onSuccess: () => {
      onClose();
      refresh();
    },
  });
  return (
    <Dialog title={`Remove ${device.name}?`} onClose={onClose}>
      <p>
        {isThis
          ? 'This is the device in your hands. You are signed out on every platform at once, and need another device, or a second key that was registered on another, to come back.'
          : 'It is signed out on every platform within a second, and its passkey opens nothing any more. To bring it back, add it again with a code.'}
      </p>
      {secondKeys === 0 ? null : (
        <p>
          {secondKeys === 1 ? 'The second key that was' : 'The second keys that were'} registered on it will
          open nothing any more either.
        </p>
      )}
      <Mishap error={removing.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>Keep it</Button>
        <Button tone="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
          {isThis ? 'Remove this device' : 'Remove'}
        </Button>
      </div>
    </Dialog>
  );
}
