import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from '@xyflow/react';
import { useContext, type ReactNode } from 'react';
import { formatRate } from '../../format/numbers.ts';
import { FlowContext, type FlowMoment } from './flow-context.ts';

export interface FlowEdgeData extends Record<string, unknown> {
  /** From a source into the hub, or from the hub to a platform. */
  readonly kind: 'source' | 'platform';
  /** Of the source or platform. */
  readonly id: string;
  /** Whether the rate stands on the leg; otherwise it stands in the nodes. */
  readonly isLabelled: boolean;
}

interface LegState {
  /** Events per second. */
  readonly rate: number;
  readonly failed: number;
  /** `broken`: the platform cannot be reached; `closed`: it is disabled. Its events wait. */
  readonly state: 'open' | 'broken' | 'closed';
}

/** As long as the animation in pages.css. */
const travelSeconds = 2.4;
const dotsMax = 7;

/** More dots for more events, by orders of magnitude: 1/s is one, 1,000/s are six. */
const dotCount = (rate: number): number =>
  rate === 0 ? 0 : Math.min(dotsMax, 1 + Math.round(Math.log10(rate + 1) * 1.7));

/** One leg: a line, dots that travel along it while events do, and its rate. */
export function FlowEdge(props: EdgeProps<Edge<FlowEdgeData>>): ReactNode {
  const { rate, failed, state } = readLeg(useContext(FlowContext), props.data);
  const [path, labelX, labelY] = getBezierPath(props);
  const dots = dotCount(rate);
  const isNoted = failed > 0 || state !== 'open';
  return (
    <>
      <BaseEdge path={path} className={`leg leg-${state} ${rate > 0 ? 'leg-moving' : ''}`} />
      <EdgeLabelRenderer>
        {Array.from({ length: dots }, (_, dot) => (
          <span
            key={`${dots} ${dot}`}
            className="leg-dot"
            style={{ offsetPath: `path('${path}')`, animationDelay: `${(-dot * travelSeconds) / dots}s` }}
          />
        ))}
        {isNoted || (rate > 0 && props.data?.isLabelled === true) ? (
          <span
            className={`leg-label figures ${failed > 0 || state === 'broken' ? 'leg-label-bad' : ''}`}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {describeLeg({ rate, failed, state })}
          </span>
        ) : null}
      </EdgeLabelRenderer>
    </>
  );
}

function readLeg({ platforms, rates }: FlowMoment, leg: FlowEdgeData | undefined): LegState {
  if (leg === undefined) return { rate: 0, failed: 0, state: 'open' };
  if (leg.kind === 'source') return { rate: rates.sources.get(leg.id) ?? 0, failed: 0, state: 'open' };
  const platform = platforms.find(({ platformId }) => platformId === leg.id);
  const { processed, failed } = rates.platforms.get(leg.id) ?? { processed: 0, failed: 0 };
  const isAway = platform?.circuit === 'open' || platform?.state === 'down';
  return {
    rate: processed,
    failed,
    state: platform?.enabled === false ? 'closed' : isAway ? 'broken' : 'open',
  };
}

function describeLeg({ rate, failed, state }: LegState): string {
  if (state === 'broken') return 'held back';
  if (state === 'closed') return 'disabled';
  return failed > 0 ? `${formatRate(failed)}/s fail` : `${formatRate(rate)}/s`;
}
