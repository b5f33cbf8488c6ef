import { useNow } from '../../components/use-now.ts';
import { useLive } from '../../live/live-context.tsx';

/** The hub’s time in milliseconds, renewed every second. */
export function useHubNow(): number {
  const offsetMs = useLive((state) => state.clockOffsetMs);
  return useNow(1_000).getTime() + offsetMs;
}
