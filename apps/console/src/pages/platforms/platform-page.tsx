import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import type { FlowWindow, PlatformDetail, PlatformStatus } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FlowPanels } from '../../components/flow-panels.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Row } from '../../components/row.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { circuitStates, platformState } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { formatCount, formatDuration } from '../../format/numbers.ts';
import { useLive } from '../../live/live-context.tsx';
import { deliveredSeries, lagSeries, latencySeries } from '../flow/derive-series.ts';
import { chartWindows, useFlowGrid } from '../flow/use-flow-grid.ts';
import { PlatformActions } from './platform-actions.tsx';

const back = { to: '/platforms', label: 'Platforms' };

/** One platform: how it does now, how it did, how it is connected. */
export function PlatformPage({ platformId }: { readonly platformId: string }): ReactNode {
  const platforms = useQuery(queries.platforms);
  const detail = platforms.data?.find(({ id }) => id === platformId);
  const status = useLive((state) => state.platforms.find((candidate) => candidate.platformId === platformId));
  if (detail !== undefined && status !== undefined) return <Platform platform={status} detail={detail} />;
  return (
    <Page title={platformId} name={platformId} back={back}>
      {platforms.isPending ? <Skeleton lines={6} /> : null}
      {platforms.isError ? <ProblemNotice error={platforms.error} /> : null}
      {platforms.isSuccess && detail === undefined ? (
        <EmptyState icon="platforms" title="No platform has this id" />
      ) : null}
    </Page>
  );
}

interface PlatformProps {
  readonly platform: PlatformStatus;
  readonly detail: PlatformDetail;
}

function Platform({ platform, detail }: PlatformProps): ReactNode {
  const state = platformState(platform);
  return (
    <Page
      title={
        <>
          {platform.displayName} <Badge tone={state.tone}>{state.label}</Badge>
        </>
      }
      name={platform.displayName}
      lead={<code>{platform.platformId}</code>}
      back={back}
      actions={<PlatformActions platform={platform} />}
    >
      <PlatformCharts platformId={platform.platformId} />
      <div className="two-columns">
        <PlatformNow platform={platform} />
        <PlatformConnection platform={platform} detail={detail} />
      </div>
    </Page>
  );
}

function PlatformNow({ platform }: { readonly platform: PlatformStatus }): ReactNode {
  const state = platformState(platform);
  const id = encodeURIComponent(platform.platformId);
  return (
    <Panel title="Now">
      <dl className="rows">
        <Row name="Health">
          {state.label}, <Time value={platform.since} as="ago" />
        </Row>
        <Row name="Last health check">
          <Time value={platform.lastCheckAt} as="ago" />, {formatDuration(platform.healthLatencyMs)}
        </Row>
        <Row name="Circuit">{circuitStates[platform.circuit].label}</Row>
        <Row name="Events waiting">{formatCount(platform.lag)}</Row>
        <Row name="Lanes parked">{formatCount(platform.parkedLanes)}</Row>
        <Row name="Dead letters">
          <Link to={`/dead-letters?platform=${id}`}>{formatCount(platform.deadLetters)}</Link>
        </Row>
        <Row name="Events for it">
          <Link to={`/events?platform=${id}`}>Search</Link>
        </Row>
      </dl>
    </Panel>
  );
}

function PlatformConnection({ platform, detail }: PlatformProps): ReactNode {
  return (
    <Panel title="Connection">
      <dl className="rows">
        {detail.health.addresses.map(({ address, state: addressState, message }, index) => (
          <Row key={address} name={index === 0 ? 'Primary' : `Standby ${index}`}>
            <code>{address}</code>
            {address === platform.activeAddress ? <Badge tone="accent">Active</Badge> : null}
            {addressState === 'down' ? <Badge tone="bad">{message ?? 'Down'}</Badge> : null}
          </Row>
        ))}
        <Row name="Subscribed to">
          {detail.subscriptions.eventTypes === '*'
            ? 'Everything'
            : detail.subscriptions.eventTypes.join(', ') || 'Nothing'}
        </Row>
        <Row name="Batch">{formatCount(detail.delivery.batchSize)} events at most</Row>
        <Row name="Concurrency">{formatCount(detail.delivery.concurrency)} requests</Row>
        <Row name="Timeout">{formatDuration(detail.delivery.timeoutMs)}</Row>
        <Row name="Rate limit">
          {detail.delivery.rateLimitPerSecond === null
            ? 'None'
            : `${formatCount(detail.delivery.rateLimitPerSecond)} requests/s`}
        </Row>
        <Row name="Attempts">
          {formatCount(detail.delivery.retry.attemptsMax)} at most,{' '}
          {formatDuration(detail.delivery.retry.delayMsBase)} to{' '}
          {formatDuration(detail.delivery.retry.delayMsMax)} apart
        </Row>
        <Row name="After a dead letter">
          {detail.delivery.onDeadLetter === 'hold' ? 'That member’s lane is held' : 'The lane goes on'}
        </Row>
      </dl>
    </Panel>
  );
}

const chartHeight = 170;

function PlatformCharts({ platformId }: { readonly platformId: string }): ReactNode {
  const [window, setWindow] = useState<FlowWindow>('5m');
  const grid = useFlowGrid(window);
  const series = useMemo(
    () => ({
      throughput: [
        {
          label: 'Processed',
          colour: '--series-1',
          values: deliveredSeries(grid, platformId, 'processed'),
          filled: true,
        },
        { label: 'Failed', colour: '--bad', values: deliveredSeries(grid, platformId, 'failed') },
      ],
      latency: [
        { label: 'p99', colour: '--series-3', values: latencySeries(grid, platformId, 'p99') },
        { label: 'Median', colour: '--series-1', values: latencySeries(grid, platformId, 'p50') },
      ],
      lag: [{ label: 'Waiting', colour: '--series-2', values: lagSeries(grid, platformId), filled: true }],
    }),
    [grid, platformId],
  );
  return (
    <>
      <div className="section-head">
        <h2>Over time</h2>
        <Segmented label="Window" value={window} options={chartWindows} onChange={setWindow} />
      </div>
      <FlowPanels
        times={grid.times}
        height={chartHeight}
        throughput={{
          summary: 'Events per second that the platform processed, and that failed',
          series: series.throughput,
        }}
        latency={{
          title: 'Latency',
          summary: 'Milliseconds from accepted to processed, median and p99',
          series: series.latency,
        }}
        lag={{ summary: 'Events accepted and not yet settled at the platform', series: series.lag }}
      />
    </>
  );
}
