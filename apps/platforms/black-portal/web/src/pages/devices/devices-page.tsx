import { useState, type ReactNode } from 'react';
import type { Account, Device } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/moment.tsx';
import { Room } from '../../components/room.tsx';
import { formatDay } from '../../format/time.ts';
import { AddDeviceDialog } from './add-device-dialog.tsx';
import { RemoveDeviceDialog } from './remove-device-dialog.tsx';
import { RenameDeviceDialog } from './rename-device-dialog.tsx';
import { SecondKeySection } from './second-key-section.tsx';

type Opened =
  { readonly kind: 'add' } | { readonly kind: 'rename' | 'remove'; readonly device: Device } | undefined;

/** The devices that open the door, and the key for the day they are all gone. */
export function DevicesPage({ account }: { readonly account: Account }): ReactNode {
  const [opened, setOpened] = useState<Opened>();
  const devices = account.devices.filter(({ revokedAt }) => revokedAt === null);
  const close = (): void => setOpened(undefined);
  const isFull = devices.length >= account.devicesMax;
  return (
    <Room
      title="Devices"
      lead={`${devices.length} of ${account.devicesMax}. Each has a key of its own that cannot leave it.`}
    >
      <ul className="devices">
        {devices.map((device) => (
          <DeviceItem
            key={device.deviceId}
            device={device}
            isThis={device.deviceId === account.deviceId}
            onRename={() => setOpened({ kind: 'rename', device })}
            onRemove={() => setOpened({ kind: 'remove', device })}
          />
        ))}
      </ul>
      <div className="row">
        <Button tone="primary" disabled={isFull} onClick={() => setOpened({ kind: 'add' })}>
          Add a device
        </Button>
        {isFull ? <p className="quiet">Every place is taken. Remove a device to add another.</p> : null}
      </div>
      <SecondKeySection account={account} />
      {opened?.kind === 'add' ? <AddDeviceDialog known={devices.length} onClose={close} /> : null}
      {opened?.kind === 'rename' ? <RenameDeviceDialog device={opened.device} onClose={close} /> : null}
      {opened?.kind === 'remove' ? (
        <RemoveDeviceDialog
          device={opened.device}
          isThis={opened.device.deviceId === account.deviceId}
          secondKeys={
            account.secondKeys.filter(({ registeredOn }) => registeredOn === opened.device.deviceId).length
          }
          onClose={close}
        />
      ) : null}
    </Room>
  );
}

interface DeviceItemProps {
  readonly device: Device;
  readonly isThis: boolean;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

function DeviceItem({ device, isThis, onRename, onRemove }: DeviceItemProps): ReactNode {
  const { name, createdAt, lastSeenAt } = device;
  return (
    <li className="device">
      <div className="device-what">
        <p className="device-name">
          {name}
          {isThis ? <span className="tag">This device</span> : null}
        </p>
        <p className="quiet">
          Added {formatDay(createdAt)}
          {isThis ? null : (
            <>
              {' '}
              · seen <Moment at={lastSeenAt} />
            </>
          )}
        </p>
      </div>
      <div className="device-acts">
        <Button tone="quiet" onClick={onRename} aria-label={`Rename ${name}`}>
          Rename
        </Button>
        <Button tone="quiet" onClick={onRemove} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </div>
    </li>
  );
}
