import { humanise } from '../../format/names.ts';

/** Below this width the flow runs from top to bottom. */
const narrowWidth = 560;

export interface PlacedNode {
  /** Of the source or platform; `hub`. */
  readonly id: string;
  readonly kind: 'source' | 'hub' | 'platform';
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GraphLayout {
  readonly direction: 'across' | 'down';
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
}

const sizes = {
  source: { width: 160, height: 44 },
  hub: { width: 132, height: 96 },
  platform: { width: 208, height: 68 },
} as const;
const narrowHeights = { source: 66, platform: 104 } as const;
const gap = 24;
const narrowGap = 6;
const margin = 16;
/** Below the narrow graph, for the attribution of React Flow. */
const narrowFoot = 18;

export interface Named {
  readonly id: string;
  readonly name: string;
}

type Item = Pick<PlacedNode, 'id' | 'kind' | 'name'>;

/**
 * Places sources, the hub and platforms: three columns where there is room, three rows where there is not.
 * Everything is placed by hand so that nothing moves when rates change.
 */
export function layOutGraph(
  platforms: readonly Named[],
  sourceIds: readonly string[],
  width: number,
): GraphLayout {
  const nameOf = (id: string): string =>
    platforms.find((platform) => platform.id === id)?.name ?? humanise(id);
  const sources = sourceIds.map((id): Item => ({ id, kind: 'source', name: nameOf(id) }));
  const targets = platforms.map(({ id, name }): Item => ({ id, kind: 'platform', name }));
  const hub: Item = { id: 'hub', kind: 'hub', name: 'Hub' };
  return width < narrowWidth
    ? layOutDown(sources, hub, targets, width)
    : layOutAcross(sources, hub, targets, width);
}

const columnHeight = (items: readonly Item[], kind: 'source' | 'platform'): number =>
  items.length * sizes[kind].height + Math.max(0, items.length - 1) * gap;

function layOutAcross(
  sources: readonly Item[],
  hub: Item,
  targets: readonly Item[],
  width: number,
): GraphLayout {
  const inner = Math.max(
    columnHeight(sources, 'source'),
    columnHeight(targets, 'platform'),
    sizes.hub.height,
  );
  const height = inner + 2 * margin;
  const column = (items: readonly Item[], kind: 'source' | 'platform', x: number): PlacedNode[] =>
    items.map((item, index) => ({
      ...item,
      ...sizes[kind],
      x,
      y: (height - columnHeight(items, kind)) / 2 + index * (sizes[kind].height + gap),
    }));
  const hubX =
    (margin + sizes.source.width + (width - margin - sizes.platform.width)) / 2 - sizes.hub.width / 2;
  return {
    direction: 'across',
    height,
    nodes: [
      ...column(sources, 'source', margin),
      { ...hub, ...sizes.hub, x: hubX, y: (height - sizes.hub.height) / 2 },
      ...column(targets, 'platform', width - margin - sizes.platform.width),
    ],
  };
}

function layOutDown(
  sources: readonly Item[],
  hub: Item,
  targets: readonly Item[],
  width: number,
): GraphLayout {
  const legLength = 60;
  const row = (items: readonly Item[], height: number, top: number): PlacedNode[] => {
    // A pixel at each end, where a border would be cut.
    const cell = (width - 2 - (items.length - 1) * narrowGap) / Math.max(1, items.length);
    return items.map((item, index) => ({
      ...item,
      width: cell,
      height,
      x: 1 + index * (cell + narrowGap),
      y: top,
    }));
  };
  const hubTop = sources.length === 0 ? 0 : narrowHeights.source + legLength;
  const targetsTop = hubTop + sizes.hub.height + legLength;
  return {
    direction: 'down',
    height: targetsTop + narrowHeights.platform + narrowFoot,
    nodes: [
      ...row(sources, narrowHeights.source, 0),
      { ...hub, ...sizes.hub, x: (width - sizes.hub.width) / 2, y: hubTop },
      ...row(targets, narrowHeights.platform, targetsTop),
    ],
  };
}
