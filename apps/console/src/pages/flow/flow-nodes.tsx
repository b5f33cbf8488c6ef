import { Link, Mark } from '@interlock/design';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useContext, type ReactNode } from 'react';
import { Badge } from '../../components/badge.tsx';
import { platformState } from '../../components/states.ts';
import { formatDuration, formatRate, formatShort } from '../../format/numbers.ts';
import { FlowContext } from './flow-context.ts';

export interface FlowNodeData extends Record<string, unknown> {
  /** Of the source or platform; `hub`. */
  readonly id: string;
  readonly name: string;
  readonly direction: 'across' | 'down';
}

type FlowNodeProps = NodeProps<Node<FlowNodeData>>;

const inlet = (direction: 'across' | 'down'): Position =>
  direction === 'across' ? Position.Left : Position.Top;
const outlet = (direction: 'across' | 'down'): Position =>
  direction === 'across' ? Position.Right : Position.Bottom;

export function SourceNode({ data }: FlowNodeProps): ReactNode {
  const { rates } = useContext(FlowContext);
  const sent = rates.sources.get(data.id) ?? 0;
  return (
    <div className={`node node-source ${sent > 0 ? '' : 'node-still'}`}>
      <span className="node-name">{data.name}</span>
      {data.direction === 'across' ? null : <span className="node-facts figures">{formatRate(sent)}/s</span>}
      <Handle type="source" position={outlet(data.direction)} isConnectable={false} />
    </div>
  );
}

export function HubNode({ data }: FlowNodeProps): ReactNode {
  const { rates } = useContext(FlowContext);
  return (
    <div className="node node-hub">
      <Handle type="target" position={inlet(data.direction)} isConnectable={false} />
      <Mark size={30} />
      <span className="node-rate figures">
        {formatRate(rates.accepted)}
        <span className="stat-unit">/s</span>
      </span>
      <Handle type="source" position={outlet(data.direction)} isConnectable={false} />
    </div>
  );
}

export function PlatformNode({ data }: FlowNodeProps): ReactNode {
  const { platforms, rates } = useContext(FlowContext);
  const platform = platforms.find(({ platformId }) => platformId === data.id);
  const received = rates.platforms.get(data.id);
  if (platform === undefined) return null;
  const state = platformState(platform);
  return (
    <Link
      to={`/platforms/${encodeURIComponent(platform.platformId)}`}
      className={`node node-platform node-${state.tone}`}
      tabIndex={-1}
    >
      <Handle type="target" position={inlet(data.direction)} isConnectable={false} />
      <span className="node-name">{data.name}</span>
      <Badge tone={state.tone}>{state.tone === 'good' ? '' : state.label}</Badge>
      <span className="node-facts figures">
        {data.direction === 'across' ? (
          <span>p99 {formatDuration(received?.latencyMs?.p99 ?? null)}</span>
        ) : (
          <span>{formatRate(received?.processed ?? 0)}/s</span>
        )}
        <span className={platform.lag > 1_000 ? 'text-warn' : undefined}>
          {formatShort(platform.lag)} waiting
        </span>
      </span>
    </Link>
  );
}
