import { ReactFlow, type Edge, type Node } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { PlatformStatus } from '../../api/contract.ts';
import { useWidth } from '../../components/use-width.ts';
import type { Rates } from './derive-rates.ts';
import { FlowContext } from './flow-context.ts';
import { FlowEdge, type FlowEdgeData } from './flow-edge.tsx';
import { HubNode, PlatformNode, SourceNode, type FlowNodeData } from './flow-nodes.tsx';
import { layOutGraph, type GraphLayout, type Named } from './lay-out-graph.ts';

const nodeTypes = { source: SourceNode, hub: HubNode, platform: PlatformNode };
const edgeTypes = { flow: FlowEdge };

export interface FlowGraphProps {
  readonly platforms: readonly PlatformStatus[];
  readonly rates: Rates;
}

/**
 * Sources, the hub and platforms, with what moves on each leg. Nodes and edges stay the same objects while only
 * rates change, which they read from a context; otherwise React Flow would measure them anew every second.
 */
export function FlowGraph({ platforms, rates }: FlowGraphProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const sourceIds = useStableSources(platforms, rates);
  const names = JSON.stringify(platforms.map(({ platformId, displayName }) => [platformId, displayName]));
  const { layout, nodes, edges } = useMemo(() => {
    const named = (JSON.parse(names) as [string, string][]).map(([id, name]): Named => ({ id, name }));
    const laidOut = layOutGraph(named, sourceIds, width);
    return { layout: laidOut, nodes: toNodes(laidOut), edges: toEdges(laidOut) };
  }, [names, sourceIds, width]);
  const moment = useMemo(() => ({ platforms, rates }), [platforms, rates]);
  return (
    <div className="graph" ref={host} style={{ height: layout.height }} aria-hidden="true">
      {width === 0 ? null : (
        <FlowContext value={moment}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            panOnDrag={false}
            panOnScroll={false}
            zoomOnScroll={false}
            zoomOnPinch={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            minZoom={1}
            maxZoom={1}
          />
        </FlowContext>
      )}
    </div>
  );
}

/** Platforms and sources seen since the page was opened, so that a quiet one does not jump away. */
function useStableSources(platforms: readonly PlatformStatus[], rates: Rates): readonly string[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const present = [...platforms.map(({ platformId }) => platformId), ...rates.sources.keys()];
  const fresh = new Set(present.filter((id) => !seen.includes(id)));
  if (fresh.size > 0) setSeen([...seen, ...fresh]);
  return seen;
}

const toNodes = ({ nodes, direction }: GraphLayout): Node<FlowNodeData>[] =>
  nodes.map(({ kind, id, name, x, y, width, height }) => ({
    id: `${kind} ${id}`,
    type: kind,
    position: { x, y },
    width,
    height,
    data: { id, name, direction },
  }));

const hubNode = 'hub hub';

const toEdges = ({ nodes, direction }: GraphLayout): Edge<FlowEdgeData>[] =>
  nodes.flatMap(({ kind, id }) => {
    if (kind === 'hub') return [];
    const ends =
      kind === 'source'
        ? { source: `source ${id}`, target: hubNode }
        : { source: hubNode, target: `platform ${id}` };
    return [
      { id: `${kind} ${id}`, type: 'flow', ...ends, data: { kind, id, isLabelled: direction === 'across' } },
    ];
  });
