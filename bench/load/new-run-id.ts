let runs = 0;

/** A name for one run, different from all others of this process. */
export function newRunId(kind: string): string {
  runs += 1;
  return `${kind}-${process.pid.toString(36)}-${runs}`;
}
