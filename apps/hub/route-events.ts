import {
  listPlatforms,
  onPlatformChange,
  subscribesTo,
  type Connectors,
  type PlatformConfig,
} from '#connectors';
import type { EventRouting } from '#events';

/** Sources that are no platform: third parties whose webhooks the hub translates. */
export const webhookSources = ['payment_processor', 'whatsapp', 'kyc_provider'] as const;

/** Source of events that the hub itself makes; nobody outside may use it. */
export const hubSource = 'hub';

/**
 * Who may send and who gets what, by the connectors’ registry. A sender that names platforms reaches those of them
 * that subscribe to the event; one that names none reaches all subscribers.
 */
export function routeEvents(connectors: Connectors): EventRouting {
  const others = new Set<string>([...webhookSources, hubSource]);
  let platforms = new Map<string, PlatformConfig>();
  const refresh = (): void => {
    platforms = new Map(listPlatforms(connectors).map((platform) => [platform.id, platform]));
  };
  refresh();
  onPlatformChange(connectors, ({ kind }) => {
    if (kind === 'config') refresh();
  });
  return {
    isSource: (source) => platforms.has(source) || others.has(source),
    isPlatform: (platform) => platforms.has(platform),
    allowsUnknownTypes: (source) => platforms.get(source)?.allowUnknownEventTypes ?? false,
    targetsOf(event) {
      const wanted = event.requiresSync.length === 0 ? [...platforms.keys()] : event.requiresSync;
      return wanted.filter((id, index) => {
        const platform = platforms.get(id);
        return platform !== undefined && wanted.indexOf(id) === index && subscribesTo(platform, event);
      });
    },
  };
}
