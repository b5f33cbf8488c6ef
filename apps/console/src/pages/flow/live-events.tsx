import { Link } from '@interlock/design';
import { useState, type ReactNode } from 'react';
import { Panel } from '../../components/panel.tsx';
import { Time } from '../../components/time.tsx';
import { formatShort } from '../../format/numbers.ts';
import { useLive } from '../../live/live-context.tsx';
import { NothingYet } from './nothing-yet.tsx';

const shown = 14;

/** The newest events, a sample of them when there are many. It can be stopped to be read. */
export function LiveEvents(): ReactNode {
  const events = useLive((state) => state.events);
  const leftOut = useLive((state) => state.eventsLeftOut);
  const [frozen, setFrozen] = useState<typeof events>();
  const rows = (frozen ?? events).slice(0, shown);
  return (
    <Panel
      title="Latest events"
      className="live-events"
      aside={
        <button
          type="button"
          className="button button-quiet button-small"
          aria-pressed={frozen !== undefined}
          onClick={() => setFrozen(frozen === undefined ? events : undefined)}
        >
          {frozen === undefined ? 'Pause' : 'Resume'}
        </button>
      }
    >
      {rows.length === 0 ? (
        <NothingYet />
      ) : (
        <ol className="stream">
          {rows.map((event) => (
            <li key={event.position}>
              <Link to={`/events/${encodeURIComponent(event.eventId)}`} className="stream-row">
                <span className="stream-type">{event.eventType}</span>
                <span className="stream-user">{event.userId ?? event.source}</span>
                <Time value={event.acceptedAt} />
              </Link>
            </li>
          ))}
        </ol>
      )}
      {leftOut > 0 ? (
        <p className="panel-foot faint figures">
          A sample: {formatShort(leftOut)} more went by since you opened this.
        </p>
      ) : null}
    </Panel>
  );
}
