/** Waits until `check` stops throwing; throws its last error after `waitMs`. */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  waitMs = 20_000,
): Promise<Result> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
