import type { Lane } from './isolate-failures.ts';

/** Items that one handler takes in one go, in the order in which they came. */
export interface Step<Item, Handler> {
  readonly handler: Handler;
  readonly items: readonly Item[];
}

/**
 * Divides lanes into few, large steps, so that set-based handlers get sets: items of different handlers may
 * pass each other, but never within a lane.
 *
 * Each step goes to the handler at which most lanes wait, and takes from every such lane all that follows for
 * the same handler. (The fewest steps possible are a shortest common supersequence, which is NP-hard; this
 * greedy choice is one step per handler for unrelated lanes.)
 */
export function planSteps<Item extends { readonly place: number }, Handler>(
  lanes: readonly Lane<Item>[],
  handlerOf: (item: Item) => Handler,
): Step<Item, Handler>[] {
  const waiting = new Map<Handler, Cursor<Item>[]>();
  const wait = (cursor: Cursor<Item>): void => {
    const head = cursor.lane[cursor.next];
    if (head === undefined) return;
    const handler = handlerOf(head);
    const others = waiting.get(handler);
    if (others === undefined) waiting.set(handler, [cursor]);
    else others.push(cursor);
  };
  for (const lane of lanes) wait({ lane, next: 0 });

  const steps: Step<Item, Handler>[] = [];
  for (let most = busiest(waiting); most !== undefined; most = busiest(waiting)) {
    const [handler, cursors] = most;
    waiting.delete(handler);
    const items = cursors.flatMap((cursor) => takeRun(cursor, (item) => handlerOf(item) === handler));
    for (const cursor of cursors) wait(cursor);
    steps.push({ handler, items: items.toSorted((left, right) => left.place - right.place) });
  }
  return steps;
}

/** How far a lane has been planned. */
interface Cursor<Item> {
  readonly lane: Lane<Item>;
  next: number;
}

function takeRun<Item>(cursor: Cursor<Item>, belongs: (item: Item) => boolean): Item[] {
  const start = cursor.next;
  while (cursor.next < cursor.lane.length && belongs(cursor.lane[cursor.next]!)) cursor.next += 1;
  return cursor.lane.slice(start, cursor.next);
}

function busiest<Item, Handler>(
  waiting: ReadonlyMap<Handler, Cursor<Item>[]>,
): [Handler, Cursor<Item>[]] | undefined {
  let most: [Handler, Cursor<Item>[]] | undefined;
  for (const entry of waiting) {
    if (most === undefined || entry[1].length > most[1].length) most = entry;
  }
  return most;
}
