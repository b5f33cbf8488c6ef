import { Dialog, Icon } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { auditQueries } from '../../api/audit-queries.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { saveText } from '../../components/save-text.ts';

const exportFile = 'interlock-audit.ndjson';
const keyFile = 'interlock-audit-key.json';
const command = `npx interlock audit verify ${exportFile} --key ${keyFile}`;

/** The whole log and the key, to check it where the hub has no say. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const key = useQuery(auditQueries.publicKey);
  return (
    <Dialog title="Take the log with you" onClose={onClose}>
      <div className="dialog-text">
        <p>
          The export holds every entry and every signed head. It is verified offline, without this hub, with
          nothing but the public key. Keep the key apart from it: a hub that lies would bring its own.
        </p>
      </div>
      <div className="button-row button-row-wrap">
        <a className="button button-primary" href="/api/audit/export" download={exportFile}>
          <Icon name="download" />
          Download the log
        </a>
        <button
          type="button"
          className="button"
          disabled={key.data === undefined}
          onClick={() => saveText(keyFile, 'application/json', `${JSON.stringify(key.data)}\n`)}
        >
          <Icon name="keys" />
          Download the public key
        </button>
      </div>
      <div className="secret">
        <code>
          {command.split(' ').map((word) => (
            <Fragment key={word}>
              <span className="word">{word}</span>{' '}
            </Fragment>
          ))}
        </code>
        <CopyButton text={command} label="Copy the command" />
      </div>
    </Dialog>
  );
}
