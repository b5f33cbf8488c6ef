import { navigate } from '@interlock/design';
import { useState, type ReactNode } from 'react';
import { commands } from '../../api/commands.ts';
import type { DeadLetter } from '../../api/contract.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { JsonEditor } from '../../components/json-editor.tsx';
import { parsePayload } from '../../components/parse-payload.ts';
import { PlatformName } from '../../components/platform-name.tsx';

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** The payload, to be corrected and sent again; unchanged, it is simply retried. */
export function EditAndReplay({ letter }: { readonly letter: DeadLetter }): ReactNode {
  const original = pretty(letter.request.payload);
  const [text, setText] = useState(original);
  const [confirming, setConfirming] = useState(false);
  const parsed = parsePayload(text);
  const isEdited = !parsed.ok || pretty(parsed.payload) !== original;
  return (
    <section className="panel editor-panel" aria-label="Edit and replay">
      <JsonEditor label="Payload" text={text} onChange={setText} />
      <footer className="editor-foot">
        <button
          type="button"
          className="button button-quiet"
          disabled={text === original}
          onClick={() => setText(original)}
        >
          Undo edits
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={!parsed.ok}
          onClick={() => {
            if (parsed.ok) setText(pretty(parsed.payload));
          }}
        >
          Format
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={!parsed.ok}
          onClick={() => setConfirming(true)}
        >
          {isEdited ? 'Replay with edits…' : 'Retry as it is…'}
        </button>
      </footer>
      {confirming && parsed.ok ? (
        <ConfirmDialog
          title={isEdited ? 'Replay with the edited payload?' : 'Retry this delivery?'}
          action={isEdited ? 'Replay' : 'Retry'}
          run={() => commands.retryDeadLetter(letter.id, isEdited ? parsed.payload : undefined)}
          done="It is on its way again"
          refreshes={['dead-letters', 'dead-letter', 'event']}
          onClose={() => setConfirming(false)}
          onDone={() => navigate(`/events/${encodeURIComponent(letter.eventId)}`)}
        >
          It goes to <PlatformName id={letter.platform} /> alone
          {isEdited ? ', with your payload instead of the original one, which stays in the log' : ''}. Later
          events of the same member keep their order.
        </ConfirmDialog>
      ) : null}
    </section>
  );
}
