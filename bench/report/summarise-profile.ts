/** The parts of a `.cpuprofile` that tell where time went. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** The node on top of the stack, sample by sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileSummary {
  /** Milliseconds in which the process was not waiting. */
  readonly busyMs: number;
  /** The most expensive first; shares of the busy time. */
  readonly places: readonly { readonly place: string; readonly share: number }[];
}

const waiting = '(idle)';

/** Adds up, by package or by file of the project, the time in which their own functions were on top of the stack. */
export function summariseProfile(
  { nodes, samples, timeDeltas }: CpuProfile,
  projectRoot: string,
): ProfileSummary {
  const placeOf = new Map(nodes.map(({ id, callFrame }) => [id, describePlace(callFrame, projectRoot)]));
  const spentUs = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = placeOf.get(id) ?? 'unknown';
    if (place !== waiting) spentUs.set(place, (spentUs.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const busyUs = [...spentUs.values()].reduce((sum, spent) => sum + spent, 0);
  return {
    busyMs: busyUs / 1_000,
    places: [...spentUs]
      .map(([place, spent]) => ({ place, share: spent / busyUs }))
      .toSorted((left, right) => right.share - left.share),
  };
}

/** `pg`, `src/domains/events/append-batch.ts`, `node:_http_server`, `(garbage collector)`, `writev`. */
function describePlace(
  { functionName, url }: CpuProfile['nodes'][number]['callFrame'],
  projectRoot: string,
): string {
  const packageName = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  // Functions of the machine itself, such as system calls and the garbage collector, belong to no file.
  if (url === '') return functionName;
  return url.replace(/^file:\/\//, '').replace(`${projectRoot}/`, '');
}
