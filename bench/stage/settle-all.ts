/**
 * Like `Promise.all`, but also a failure is only told when nothing is under way any more: what is started side by
 * side is either started or not by the time somebody cleans up.
 */
export async function settleAll<const Work extends readonly Promise<unknown>[]>(
  work: Work,
): Promise<{ -readonly [Index in keyof Work]: Awaited<Work[Index]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
