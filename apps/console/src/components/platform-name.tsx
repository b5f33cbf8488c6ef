import type { ReactNode } from 'react';
import { usePlatformName } from '../live/use-platform-name.ts';

/** The name of a platform, or of another source of events. */
export function PlatformName({ id }: { readonly id: string }): ReactNode {
  return usePlatformName(id);
}
