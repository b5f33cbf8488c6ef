import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { Device, PersonDetail } from '../../api/people-contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { useMay } from '../../session/use-may.ts';

/** A person’s devices, those in use first. What the person calls them is theirs. */
export function Devices({ person: { personId, devices } }: { readonly person: PersonDetail }): ReactNode {
  const mayRevoke = useMay('devices:admin');
  const [leaving, setLeaving] = useState<Device>();
  const inUse = devices.filter(({ revokedAt }) => revokedAt === null).length;
  return (
    <Panel title="Devices" aside={<span className="panel-aside">{formatCount(inUse)} in use</span>}>
      {devices.length === 0 ? <p className="panel-text soft">No device was registered.</p> : null}
      <ul className="entries">
        {devices.map((device) => (
          <li key={device.deviceId}>
            <div className="entry-text">
              <code>{device.deviceId}</code>
              <span className="soft">
                Added <Time value={device.createdAt} />, last seen <Time value={device.lastSeenAt} as="ago" />
              </span>
              {device.revokedAt === null ? null : (
                <span className="soft">
                  Out since <Time value={device.revokedAt} />
                  {device.revokedBecause === null ? null : `: ${humanise(device.revokedBecause)}`}
                </span>
              )}
            </div>
            {device.revokedAt !== null ? <Badge tone="quiet">Out</Badge> : null}
            {device.revokedAt === null && mayRevoke ? (
              <button type="button" className="button button-small" onClick={() => setLeaving(device)}>
                Put out…
              </button>
            ) : null}
            {device.revokedAt === null && !mayRevoke ? <Badge tone="good">In use</Badge> : null}
          </li>
        ))}
      </ul>
      {leaving === undefined ? null : (
        <ReasonDialog
          title="Put this device out?"
          action="Put out"
          tone="danger"
          run={(reason) => peopleCommands.revokeDevice(personId, leaving.deviceId, reason)}
          done="The device is out, on every platform"
          refreshes={['person', 'people']}
          example="Reported stolen, ticket 4711"
          onClose={() => setLeaving(undefined)}
        >
          <p>
            <code>{leaving.deviceId}</code> is signed out everywhere within a second and cannot come back, and
            the second keys that were registered on it open nothing any more. The person keeps their other
            devices.
          </p>
        </ReasonDialog>
      )}
    </Panel>
  );
}
