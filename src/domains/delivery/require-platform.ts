import type { EventLog } from '#events';
import { deliveryErrors } from './errors.ts';

/**
 * Nothing is put into the lanes of a platform that is not registered: nobody would ever deliver it.
 *
 * @throws `delivery.unknown_platform`
 */
export function requirePlatform({ routing }: Pick<EventLog, 'routing'>, platform: string): void {
  if (routing.isPlatform(platform)) return;
  throw deliveryErrors('delivery.unknown_platform', { detail: `No platform is registered as ${platform}.` });
}
