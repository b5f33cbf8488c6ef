import { Link, navigate } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { commands } from '../../api/commands.ts';
import type { DeadLetter } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { Badge } from '../../components/badge.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Field } from '../../components/field.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { PlatformName } from '../../components/platform-name.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { letterStates } from '../../components/states.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useMay } from '../../session/use-may.ts';
import { EditAndReplay } from './edit-and-replay.tsx';

/** One dead letter: what was sent, what came back, and the way out. */
export function DeadLetterPage({ id }: { readonly id: number }): ReactNode {
  const query = useQuery(queries.deadLetter(id));
  const [discarding, setDiscarding] = useState(false);
  const mayDiscard = useMay('delivery:admin');
  return (
    <Page
      title={query.data?.eventType ?? 'Dead letter'}
      name="Dead letter"
      back={{ to: '/dead-letters', label: 'Dead letters' }}
      lead={query.data === undefined ? undefined : <Lead letter={query.data} />}
      actions={
        query.data?.state !== 'open' || !mayDiscard ? null : (
          <button type="button" className="button" onClick={() => setDiscarding(true)}>
            Discard…
          </button>
        )
      }
    >
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess ? <Detail letter={query.data} /> : null}
      {discarding ? <DiscardDialog id={id} onClose={() => setDiscarding(false)} /> : null}
    </Page>
  );
}

function Lead({ letter }: { readonly letter: DeadLetter }): ReactNode {
  return (
    <>
      For <PlatformName id={letter.platform} />, died <Time value={letter.diedAt} as="ago" /> after{' '}
      {formatCount(letter.attempts)} {letter.attempts === 1 ? 'attempt' : 'attempts'}.{' '}
      <Link to={`/events/${encodeURIComponent(letter.eventId)}`}>The event’s journey</Link>
    </>
  );
}

function Detail({ letter }: { readonly letter: DeadLetter }): ReactNode {
  const state = letterStates[letter.state];
  const mayReplay = useMay('delivery:admin');
  return (
    <div className="two-columns">
      <div className="stack">
        <Panel title="Why" aside={<Badge tone={state.tone}>{state.label}</Badge>}>
          <p className="panel-text">{letter.error.message}</p>
          <dl className="rows">
            <div>
              <dt>Code</dt>
              <dd>
                <code>{letter.error.code}</code>
              </dd>
            </div>
            <div>
              <dt>Sent to</dt>
              <dd>
                <code>{letter.error.address ?? 'nowhere'}</code>
              </dd>
            </div>
            <div>
              <dt>In batch</dt>
              <dd>
                <code>{letter.error.batchId}</code>
              </dd>
            </div>
            {letter.holdsLane ? (
              <div>
                <dt>Holds</dt>
                <dd>Later events of this member wait until it is resolved</dd>
              </div>
            ) : null}
            {letter.resolvedAt === null ? null : (
              <div>
                <dt>{state.label}</dt>
                <dd>
                  <Time value={letter.resolvedAt} /> by {letter.resolvedBy ?? 'the hub'}
                  {letter.note === null ? null : <span className="soft">“{letter.note}”</span>}
                </dd>
              </div>
            )}
          </dl>
        </Panel>
        {letter.response === null ? (
          <Panel title="Answer">
            <p className="panel-text soft">No answer came back.</p>
          </Panel>
        ) : (
          <JsonView
            label={`Answer, status ${letter.response.status}`}
            value={readBody(letter.response.body)}
          />
        )}
        <JsonView label="Request" value={letter.request} />
      </div>
      {letter.state === 'open' && mayReplay ? <EditAndReplay letter={letter} /> : null}
    </div>
  );
}

/** A body as JSON when it is JSON; the raw text otherwise. */
function readBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function DiscardDialog({ id, onClose }: { readonly id: number; readonly onClose: () => void }): ReactNode {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title="Discard this dead letter?"
      action="Discard"
      tone="danger"
      canRun={reason.trim() !== ''}
      run={() => commands.discardDeadLetter(id, reason.trim())}
      done="The dead letter was discarded"
      refreshes={['dead-letters', 'dead-letter']}
      onClose={onClose}
      onDone={() => navigate('/dead-letters')}
    >
      <p>
        The platform will never get this event. The event itself stays in the log, with your reason beside it.
      </p>
      <Field
        label="Reason"
        value={reason}
        placeholder="corrected by hand on the platform"
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
