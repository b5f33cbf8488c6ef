import { ConnectorError } from '../errors.ts';
import type { PlatformEvent } from '../protocol.ts';
import type { EventBatchHandler, EventHandler } from './types.ts';

/** Stands for every event type that has no handler of its own. */
const everyOtherType = '*';

/** How the events of a step are applied: one call, or one call each. Equal objects share steps. */
export type RegisteredHandler =
  | { readonly kind: 'each'; readonly handle: EventHandler }
  | { readonly kind: 'batch'; readonly handle: EventBatchHandler };

export interface HandlerRegistry {
  /** @throws `connector.handler_registered_twice` */
  register(eventTypes: string | readonly string[], handler: RegisteredHandler): void;
  handlerOf(event: Pick<PlatformEvent, 'eventType'>): RegisteredHandler | undefined;
}

/** The handlers of an inbox by event type. */
export function createHandlerRegistry(): HandlerRegistry {
  const handlers = new Map<string, RegisteredHandler>();
  return {
    register(eventTypes, handler) {
      for (const eventType of typeof eventTypes === 'string' ? [eventTypes] : eventTypes) {
        if (handlers.has(eventType)) {
          throw new ConnectorError('connector.handler_registered_twice', {
            detail: `There is a handler for ${eventType} already.`,
          });
        }
        handlers.set(eventType, handler);
      }
    },
    handlerOf: (event) => handlers.get(event.eventType) ?? handlers.get(everyOtherType),
  };
}
