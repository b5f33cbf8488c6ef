import { Link, Mark } from '@interlock/design';
import type { ReactNode } from 'react';
import type { EventJourney, JourneyLeg } from '../../api/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { PlatformName } from '../../components/platform-name.tsx';
import { legStates } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { formatCount, formatDuration } from '../../format/numbers.ts';

/** One event’s way as a picture: from its source into the log, and from there to each platform, to scale. */
export function Journey({ journey }: { readonly journey: EventJourney }): ReactNode {
  const { event, acceptedAt, position, journey: legs } = journey;
  const slowestMs = Math.max(1, ...legs.map(({ latencyMs }) => latencyMs ?? 0));
  return (
    <div className="journey">
      <div className="journey-stop">
        <span className="journey-name">
          <PlatformName id={event.source} />
        </span>
        <span className="soft">
          said it <Time value={event.timestamp} as="precise" />
        </span>
      </div>
      <div className="journey-line" aria-hidden="true" />
      <div className="journey-stop journey-hub">
        <span className="journey-name">
          <Mark size={18} /> Accepted
        </span>
        <span className="soft figures">
          <Time value={acceptedAt} as="precise" /> · position {formatCount(position)}
        </span>
      </div>
      <ol className="journey-legs" aria-label="Where it went">
        {legs.map((leg) => (
          <Leg key={leg.platform} leg={leg} slowestMs={slowestMs} />
        ))}
        {legs.length === 0 ? <li className="soft journey-nobody">No platform needs this event.</li> : null}
      </ol>
    </div>
  );
}

function Leg({ leg, slowestMs }: { readonly leg: JourneyLeg; readonly slowestMs: number }): ReactNode {
  const state = legStates[leg.state];
  return (
    <li className={`journey-leg journey-${state.tone}`}>
      <div className="journey-head">
        <span className="journey-name">
          <PlatformName id={leg.platform} />
        </span>
        <Badge tone={state.tone}>{state.label}</Badge>
        {leg.attempts > 1 ? <span className="faint figures">{leg.attempts} attempts</span> : null}
      </div>
      <div className="journey-track" aria-hidden="true">
        <span
          className="journey-bar"
          style={{
            width: leg.latencyMs === null ? '100%' : `${Math.max(1.5, (leg.latencyMs / slowestMs) * 100)}%`,
          }}
        />
      </div>
      <p className="journey-facts figures">
        {leg.latencyMs === null ? null : <span>{formatDuration(leg.latencyMs)}</span>}
        {leg.deliveredAt === null ? null : <Time value={leg.deliveredAt} as="precise" />}
        {leg.nextAttemptAt === null ? null : (
          <span>
            next attempt <Time value={leg.nextAttemptAt} />
          </span>
        )}
        {leg.batchId === null ? null : <code title="Batch it went in">{leg.batchId}</code>}
        {leg.deadLetterId === null ? null : (
          <Link to={`/dead-letters/${leg.deadLetterId}`}>Look at the dead letter</Link>
        )}
      </p>
      {leg.lastError === null ? null : (
        <p className="journey-error">
          {leg.lastError.message} <code>{leg.lastError.code}</code>
        </p>
      )}
    </li>
  );
}
