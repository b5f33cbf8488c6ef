/**
 * Shares reads among callers, each of whom must see what was there when they called: a caller that comes while a
 * read is under way waits for the next one, together with all others that came meanwhile.
 */
export function coalesceReads<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  let next: Promise<Result> | undefined;
  const begin = (): Promise<Result> => {
    next = undefined;
    running = read().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}
