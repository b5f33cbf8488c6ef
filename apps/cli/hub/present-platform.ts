import type { Terminal } from '../terminal/open-terminal.ts';
import type { PlatformView } from './admin-contract.ts';

export const platformPath = (id: string): string => `/api/admin/platforms/${encodeURIComponent(id)}`;

/** A platform’s health in its colour. */
export function paintHealth(terminal: Terminal, { enabled, health }: PlatformView): string {
  if (!enabled) return terminal.style('dim', 'disabled');
  const styles = { operational: 'green', degraded: 'yellow', down: 'red', unknown: 'dim' } as const;
  return terminal.style(styles[health.state], health.state);
}

export const formatLatency = (latencyMs: number | null | undefined): string =>
  latencyMs == null ? '–' : `${latencyMs.toFixed(1)} ms`;
