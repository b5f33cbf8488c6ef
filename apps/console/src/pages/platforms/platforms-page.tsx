import { Link } from '@interlock/design';
import { useMemo, type ReactNode } from 'react';
import type { PlatformStatus } from '../../api/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { circuitStates, platformState } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { formatCount, formatDuration, formatRate } from '../../format/numbers.ts';
import { useLive } from '../../live/live-context.tsx';
import { deriveRates, type PlatformRate } from '../flow/derive-rates.ts';
import { latencySeries, type FlowGrid } from '../flow/derive-series.ts';
import { seriesColour } from '../flow/series-colour.ts';
import { useFlowGrid } from '../flow/use-flow-grid.ts';
import { useHubNow } from '../flow/use-hub-now.ts';
import { PlatformActions } from './platform-actions.tsx';

/** Every registered platform and how it does. */
export function PlatformsPage(): ReactNode {
  const platforms = useLive((state) => state.platforms);
  const points = useLive((state) => state.points);
  const grid = useFlowGrid('5m');
  const nowMs = useHubNow();
  const rates = useMemo(() => deriveRates(points, nowMs), [points, nowMs]);
  return (
    <Page
      title="Platforms"
      name="Platforms"
      lead="Where events go. A platform that is away costs the others nothing."
    >
      {platforms.length === 0 ? (
        <EmptyState icon="platforms" title="No platform is registered">
          Register one in the platforms file or with <code>npx interlock platforms add</code>.
        </EmptyState>
      ) : (
        <ul className="cards">
          {platforms.map((platform, index) => (
            <PlatformCard
              key={platform.platformId}
              platform={platform}
              rate={rates.platforms.get(platform.platformId)}
              grid={grid}
              colour={seriesColour(index)}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

interface PlatformCardProps {
  readonly platform: PlatformStatus;
  readonly rate: PlatformRate | undefined;
  readonly grid: FlowGrid;
  readonly colour: string;
}

function PlatformCard({ platform, rate, grid, colour }: PlatformCardProps): ReactNode {
  const state = platformState(platform);
  const circuit = circuitStates[platform.circuit];
  const medianMs = rate?.latencyMs?.p50;
  const latencies = useMemo(
    () => latencySeries(grid, platform.platformId, 'p50').slice(-24),
    [grid, platform.platformId],
  );
  return (
    <li className="card">
      <header className="card-head">
        <h2>
          <Link to={`/platforms/${encodeURIComponent(platform.platformId)}`} className="card-link">
            {platform.displayName}
          </Link>
        </h2>
        <Badge tone={state.tone}>{state.label}</Badge>
      </header>
      <p className="card-address">
        <code>{platform.activeAddress}</code>
        {platform.activeAddress === platform.addresses[0] ? null : <Badge tone="warn">Standby</Badge>}
      </p>
      <dl className="facts">
        <div>
          <dt>Receives</dt>
          <dd className="figures">{formatRate(rate?.processed ?? 0)}/s</dd>
        </div>
        <div>
          <dt>Waiting</dt>
          <dd className="figures">{formatCount(platform.lag)}</dd>
        </div>
        <div>
          <dt>Dead letters</dt>
          <dd className="figures">
            {platform.deadLetters === 0 ? (
              '0'
            ) : (
              <Link to={`/dead-letters?platform=${platform.platformId}`} className="text-bad">
                {formatCount(platform.deadLetters)}
              </Link>
            )}
          </dd>
        </div>
        <div>
          <dt>Circuit</dt>
          <dd>{circuit.label}</dd>
        </div>
        <div>
          <dt>Health check</dt>
          <dd className="figures">{formatDuration(platform.healthLatencyMs)}</dd>
        </div>
        <div>
          <dt>State since</dt>
          <dd>{platform.since === null ? '–' : <Time value={platform.since} as="ago" />}</dd>
        </div>
      </dl>
      <footer className="card-foot">
        <span className="card-spark">
          <Sparkline values={latencies} colour={colour} label="Median latency, last two minutes" />
          <span className="faint figures">
            {medianMs === undefined ? 'Idle' : `${formatDuration(medianMs)} median`}
          </span>
        </span>
        <PlatformActions platform={platform} />
      </footer>
    </li>
  );
}
