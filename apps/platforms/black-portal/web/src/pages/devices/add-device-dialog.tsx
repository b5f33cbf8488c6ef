import { Dialog } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { hub } from '../../api/hub.ts';
import { accountKey } from '../../api/use-session.ts';
import { Mishap } from '../../components/mishap.tsx';
import { serverNow } from '../../device/server-clock.ts';
import { confirmPerson } from '../../passkeys/confirm-person.ts';
import { formatMoment } from '../../format/time.ts';

const lookEveryMs = 2_000;

export interface AddDeviceDialogProps {
  /** Devices there are when the window opens; one more closes it. */
  readonly known: number;
  readonly onClose: () => void;
}

/** Shows a code, large enough to be read across a table, and closes when the other device has used it. */
export function AddDeviceDialog({ known, onClose }: AddDeviceDialogProps): ReactNode {
  const [before] = useState(known);
  const code = useQuery({
    queryKey: ['device-code'],
    queryFn: async () => hub.inviteDevice(await confirmPerson('device_code')),
    // Each is good for one window: asked for once, and forgotten with it.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const account = useQuery({ queryKey: accountKey, queryFn: hub.account, refetchInterval: lookEveryMs });
  const count = account.data?.devices.filter(({ revokedAt }) => revokedAt === null).length ?? before;
  useEffect(() => {
    if (count > before) onClose();
  }, [count, before, onClose]);
  return (
    <Dialog title="Add a device" onClose={onClose}>
      <p>
        On the other device, open <strong>{location.host}/add-device</strong> and type this code.
      </p>
      <p className="big-code" aria-live="polite" aria-busy={code.isPending}>
        {code.data?.code.split('-').map((group) => (
          <span key={group}>{group}</span>
        ))}
      </p>
      <p className="quiet">
        {code.data === undefined
          ? 'First your device asks for you, so that nobody adds one behind your back.'
          : `Good once, until ${formatMoment(code.data.expiresAt, serverNow())}.`}
      </p>
      <Mishap error={code.error} />
    </Dialog>
  );
}
