import {
  listPlatforms,
  onPlatformChange,
  subscribesTo,
  type Connectors,
  type PlatformConfig,
} from '#connectors';
import type { EventRouting } from '#events';

/**
 * Who may send and who gets what, by the connectors’ registry. A sender that names platforms reaches those of them
 * that subscribe to the event; one that names none reaches all subscribers.
 *
 * @param isWebhookSource whether a third party whose webhooks the hub translates stands behind a source
 */
export function routeEvents(
  connectors: Connectors,
  isWebhookSource: (source: string) => boolean,
): EventRouting {
  let platforms = new Map<string, PlatformConfig>();
  const refresh = (): void => {
    platforms = new Map(listPlatforms(connectors).map((platform) => [platform.id, platform]));
  };
  refresh();
  onPlatformChange(connectors, ({ kind }) => {
    if (kind === 'config') refresh();
  });
  return {
    isSource: (source) => platforms.has(source) || isWebhookSource(source),
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
