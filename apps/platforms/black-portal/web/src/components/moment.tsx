import type { ReactNode } from 'react';
import { serverNow } from '../device/server-clock.ts';
import { formatAgo } from '../format/time.ts';

/** An instant as people say it; the exact one, in UTC, shows on hover and is read by machines. */
export function Moment({ at }: { readonly at: string }): ReactNode {
  return (
    <time dateTime={at} title={at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}>
      {formatAgo(at, serverNow())}
    </time>
  );
}
