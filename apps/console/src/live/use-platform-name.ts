import { humanise } from '../format/names.ts';
import { useLive } from './live-context.tsx';

/** What people call a platform or another source of events: as it is registered, or its id made readable. */
export function usePlatformName(id: string): string {
  return (
    useLive((state) => state.platforms.find(({ platformId }) => platformId === id)?.displayName) ??
    humanise(id)
  );
}
