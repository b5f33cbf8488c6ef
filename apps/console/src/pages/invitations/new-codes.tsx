import { Icon } from '@interlock/design';
import { useState, type ReactNode } from 'react';
import type { InvitationBatch } from '../../api/people-contract.ts';
import { GuardedDialog } from '../../components/shown-once.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { saveText } from '../../components/save-text.ts';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { toCsv } from '../../format/to-csv.ts';

/** More than this nobody reads on a screen; the file has them all. */
const shownMax = 100;

export interface NewCodesProps {
  readonly batch: InvitationBatch;
  readonly note: string;
  /** A tier or a role. */
  readonly forWhom: string;
  readonly onClose: () => void;
}

/** The codes that were just made: the only time they are seen. */
export function NewCodes({ batch, note, forWhom, onClose }: NewCodesProps): ReactNode {
  const [kept, setKept] = useState(false);
  const { invitations, expiresAt } = batch;
  const codes = invitations.map(({ code }) => code);
  const download = (): void => {
    const rows = invitations.map(({ code, invitationId }) => [code, invitationId, forWhom, expiresAt, note]);
    const csv = toCsv(['code', 'invitation_id', 'for', 'expires_at', 'note'], rows);
    saveText(`invitations-${batch.batchId}.csv`, 'text/csv', csv);
    setKept(true);
  };
  return (
    <GuardedDialog
      title={codes.length === 1 ? 'The invitation' : `${formatCount(codes.length)} invitations`}
      kept={kept}
      onClose={onClose}
    >
      <div className="dialog-text">
        <p>
          For {humanise(forWhom)}, good until <Time value={expiresAt} />. The codes are seen{' '}
          <strong>this once</strong>: the hub keeps only hashes of them.
        </p>
      </div>
      <ul className="codes" aria-label="Codes">
        {codes.slice(0, shownMax).map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
        {codes.length > shownMax ? (
          <li className="faint">and {formatCount(codes.length - shownMax)} more, in the file</li>
        ) : null}
      </ul>
      <div className="button-row">
        <button type="button" className="button" onClick={download}>
          <Icon name="download" />
          Download as CSV
        </button>
        <CopyButton text={codes.join('\n')} label="Copy the codes" onCopied={() => setKept(true)} />
      </div>
    </GuardedDialog>
  );
}
