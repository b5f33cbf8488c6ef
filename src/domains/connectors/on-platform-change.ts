import type { Connectors, PlatformChange } from './types.ts';

/**
 * Tells of every change of a platform's configuration, health, route or circuit, after it has taken effect in
 * this process. Returns how to stop listening.
 */
export function onPlatformChange(
  connectors: Connectors,
  listener: (change: PlatformChange) => void,
): () => void {
  connectors.listeners.add(listener);
  return () => connectors.listeners.delete(listener);
}
