import type { Sync } from './types.ts';

/** Waits for the direct pushes that are still under way. Close the workers first, the connectors after. */
export async function closeSync(sync: Sync): Promise<void> {
  await Promise.all(sync.unfinished);
}
