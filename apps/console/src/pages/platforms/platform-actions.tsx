import { useState, type ReactNode } from 'react';
import { commands } from '../../api/commands.ts';
import type { PlatformStatus } from '../../api/contract.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Select } from '../../components/select.tsx';
import { useMay } from '../../session/use-may.ts';

type Action = 'disable' | 'enable' | 'failover';

/** What an operator can do to a platform. Each asks first, because members notice. */
export function PlatformActions({ platform }: { readonly platform: PlatformStatus }): ReactNode {
  const [action, setAction] = useState<Action>();
  const isPermitted = useMay('platforms:admin');
  const close = (): void => setAction(undefined);
  if (!isPermitted) return null;
  return (
    <>
      <div className="button-row">
        {platform.addresses.length > 1 ? (
          <button type="button" className="button button-small" onClick={() => setAction('failover')}>
            Fail over…
          </button>
        ) : null}
        <button
          type="button"
          className="button button-small"
          onClick={() => setAction(platform.enabled ? 'disable' : 'enable')}
        >
          {platform.enabled ? 'Disable…' : 'Enable…'}
        </button>
      </div>
      {action === 'failover' ? <FailOverDialog platform={platform} onClose={close} /> : null}
      {action === 'disable' ? (
        <ConfirmDialog
          title={`Disable ${platform.displayName}?`}
          action="Disable"
          tone="danger"
          run={() => commands.disablePlatform(platform.platformId)}
          done={`${platform.displayName} is disabled`}
          refreshes={['platforms']}
          onClose={close}
        >
          Nothing more is sent to it. Its events wait, in order, and are delivered once it is enabled again.
          Other platforms go on.
        </ConfirmDialog>
      ) : null}
      {action === 'enable' ? (
        <ConfirmDialog
          title={`Enable ${platform.displayName}?`}
          action="Enable"
          run={() => commands.enablePlatform(platform.platformId)}
          done={`${platform.displayName} is enabled`}
          refreshes={['platforms']}
          onClose={close}
        >
          Everything that waited for it is delivered, in order, at the rate it allows.
        </ConfirmDialog>
      ) : null}
    </>
  );
}

interface FailOverDialogProps {
  readonly platform: PlatformStatus;
  readonly onClose: () => void;
}

function FailOverDialog({ platform, onClose }: FailOverDialogProps): ReactNode {
  const [primary] = platform.addresses;
  const others = platform.addresses.filter((address) => address !== platform.activeAddress);
  const [address, setAddress] = useState(others[0] ?? platform.activeAddress);
  return (
    <ConfirmDialog
      title={`Fail ${platform.displayName} over?`}
      action="Fail over"
      tone="danger"
      run={() => commands.preferAddress(platform.platformId, address === primary ? null : address)}
      done={`${platform.displayName} now runs at ${address}`}
      refreshes={['platforms']}
      onClose={onClose}
    >
      <p>
        Events now go to <code>{platform.activeAddress}</code>. Those under way are finished or sent again;
        the order is kept, and nothing is sent twice with effect.
      </p>
      <Select
        label="Send them to"
        value={address}
        options={others.map((other) => ({
          value: other,
          label: other === primary ? `${other} (primary)` : other,
        }))}
        onChange={setAddress}
      />
    </ConfirmDialog>
  );
}
