import { eventCatalogue } from '#events';
import type { PlatformConfig } from './platform-config.ts';

/** What a subscription looks at. */
export interface SubscribableEvent {
  readonly source: string;
  readonly eventType: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Scalar = string | number | boolean | null;
type Condition = (event: SubscribableEvent) => boolean;

/** What a platform gets only when it names it. */
const onlyByName: ReadonlySet<string> = new Set(
  eventCatalogue.flatMap((definition) => (definition.onlyByName ? definition.eventType : [])),
);

const compiled = new WeakMap<PlatformConfig, Condition>();

/**
 * Whether the platform wants this event: its type is subscribed to and the filter lets it pass. A platform never
 * wants what it said itself. Compiled once per configuration.
 */
export function subscribesTo(platform: PlatformConfig, event: SubscribableEvent): boolean {
  let condition = compiled.get(platform);
  if (condition === undefined) {
    condition = compile(platform);
    compiled.set(platform, condition);
  }
  return condition(event);
}

function compile({ id, subscriptions }: PlatformConfig): Condition {
  const { eventTypes, filter } = subscriptions;
  const types = eventTypes === '*' ? null : new Set(eventTypes);
  const sources = filter?.sources === undefined ? null : new Set(filter.sources);
  const fields = Object.entries(filter?.payload ?? {}).map(([path, wanted]) => ({
    path: path.split('.'),
    wanted: new Set<unknown>(Array.isArray(wanted) ? (wanted as Scalar[]) : [wanted]),
  }));
  return (event) =>
    event.source !== id &&
    (types?.has(event.eventType) ?? !onlyByName.has(event.eventType)) &&
    (sources === null || sources.has(event.source)) &&
    fields.every(({ path, wanted }) => wanted.has(valueAt(event.payload, path)));
}

function valueAt(payload: unknown, path: readonly string[]): unknown {
  let value = payload;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
