import { Dialog } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Device } from '../../api/contract.ts';
import { hub } from '../../api/hub.ts';
import { accountKey } from '../../api/use-session.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Mishap } from '../../components/mishap.tsx';

const nameMax = 64;

export interface RenameDeviceDialogProps {
  readonly device: Device;
  readonly onClose: () => void;
}

export function RenameDeviceDialog({ device, onClose }: RenameDeviceDialogProps): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState(device.name);
  const renaming = useMutation({
    mutationFn: () => hub.renameDevice(device.deviceId, name.trim()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: accountKey });
      onClose();
    },
  });
  return (
    <Dialog title="Rename" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!renaming.isPending) renaming.mutate();
        }}
      >
        <Field label="Name of the device" value={name} onChange={setName} maxLength={nameMax} required />
        <Mishap error={renaming.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" busy={renaming.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
