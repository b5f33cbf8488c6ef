import type { Anonymity } from '../types.ts';

export interface Epoch {
  /** Epochs since 1970. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly endsAtMs: number;
}

/** The epoch of this moment. All hubs agree on it as far as their clocks do. */
export function currentEpoch({ clock, settings }: Pick<Anonymity, 'clock' | 'settings'>): Epoch {
  const number = Math.floor(clock.now() / settings.epochMs);
  return { number, endsAtMs: (number + 1) * settings.epochMs };
}
