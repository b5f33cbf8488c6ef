import type { PlatformId } from '#kernel/platforms';

/** One of the platforms that come with the project. */
export interface ReferencePlatform {
  readonly id: PlatformId;
  readonly displayName: string;
  /** Its folder under apps/platforms. */
  readonly app: string;
  /** Also the name of its database. */
  readonly profile: 'black_portal' | 'trading_platform' | 'support_portal';
  readonly portVariable: string;
  /** Default port minus the hub’s. */
  readonly portOffset: number;
}

export const referencePlatforms: readonly ReferencePlatform[] = [
  {
    id: 'black_portal',
    displayName: 'Black Portal',
    app: 'black-portal',
    profile: 'black_portal',
    portVariable: 'BLACK_PORTAL_PORT',
    portOffset: 101,
  },
  {
    id: 'trading_platform',
    displayName: 'Trading Platform',
    app: 'trading-platform',
    profile: 'trading_platform',
    portVariable: 'TRADING_PLATFORM_PORT',
    portOffset: 102,
  },
  {
    id: 'support_portal',
    displayName: 'Support Portal',
    app: 'support-portal',
    profile: 'support_portal',
    portVariable: 'SUPPORT_PORTAL_PORT',
    portOffset: 103,
  },
];
