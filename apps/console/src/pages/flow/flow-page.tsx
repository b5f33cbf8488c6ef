import { Link } from '@interlock/design';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { FlowWindow } from '../../api/contract.ts';
import { FaultBoundary } from '../../components/fault-boundary.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Stat } from '../../components/stat.tsx';
import { formatCount, formatDuration, formatRate } from '../../format/numbers.ts';
import { useLive } from '../../live/live-context.tsx';
import { useMay } from '../../session/use-may.ts';
import { deriveRates, type Rates } from './derive-rates.ts';
import { FlowCharts } from './flow-charts.tsx';
import { FlowTable } from './flow-table.tsx';
import { LiveEvents } from './live-events.tsx';
import { chartWindows } from './use-flow-grid.ts';
import { useHubNow } from './use-hub-now.ts';

const FlowGraph = lazy(async () => ({ default: (await import('./flow-graph.tsx')).FlowGraph }));

/** What flows between the platforms, right now. */
export function FlowPage(): ReactNode {
  const [window, setWindow] = useState<FlowWindow>('5m');
  const points = useLive((state) => state.points);
  const platforms = useLive((state) => state.platforms);
  const mayReadEvents = useMay('events:read');
  const nowMs = useHubNow();
  const rates = useMemo(() => deriveRates(points, nowMs), [points, nowMs]);
  return (
    <Page title="Live flow" name="Live flow" lead="Every event between your platforms, as it happens.">
      <FlowStats rates={rates} />
      <div className="flow-top">
        <Panel title="Right now" className="flow-graph-panel">
          <FaultBoundary name="The graph">
            <Suspense fallback={<div className="graph-place" />}>
              <FlowGraph platforms={platforms} rates={rates} />
            </Suspense>
          </FaultBoundary>
          <FlowTable platforms={platforms} rates={rates} />
        </Panel>
        {mayReadEvents ? <LiveEvents /> : null}
      </div>
      <div className="section-head">
        <h2>Over time</h2>
        <Segmented label="Window" value={window} options={chartWindows} onChange={setWindow} />
      </div>
      <FlowCharts window={window} />
    </Page>
  );
}

function FlowStats({ rates }: { readonly rates: Rates }): ReactNode {
  const platforms = useLive((state) => state.platforms);
  const deadLetters = useLive((state) => state.deadLetters.total);
  const mayReadPlatforms = useMay('platforms:read');
  const mayReadDeadLetters = useMay('delivery:read');
  const lag = platforms.reduce((sum, platform) => sum + platform.lag, 0);
  const parked = platforms.reduce((sum, platform) => sum + platform.parkedLanes, 0);
  return (
    <dl className="stats">
      <Stat label="Accepted" value={formatRate(rates.accepted)} unit="/s" />
      <Stat label="Delivered" value={formatRate(rates.processed)} unit="/s">
        {rates.failed > 0 ? <span className="text-bad">{formatRate(rates.failed)}/s failing</span> : null}
      </Stat>
      <Stat label="Slowest p99" value={formatDuration(rates.latencyMsP99)} />
      {mayReadPlatforms ? (
        <Stat label="Waiting" value={formatCount(lag)} {...(lag > 1_000 ? { tone: 'warn' as const } : {})}>
          {parked > 0 ? <span className="soft">{formatCount(parked)} lanes parked</span> : null}
        </Stat>
      ) : null}
      {mayReadDeadLetters ? (
        <Stat
          label="Dead letters"
          value={formatCount(deadLetters)}
          {...(deadLetters > 0 ? { tone: 'bad' as const } : {})}
        >
          {deadLetters > 0 ? <Link to="/dead-letters">Look at them</Link> : null}
        </Stat>
      ) : null}
    </dl>
  );
}
