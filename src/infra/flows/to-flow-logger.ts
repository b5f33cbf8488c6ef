import type { DLogger } from '@dbos-inc/dbos-sdk';
import type { Logger } from '#infra/telemetry';

/** The hub’s log for what DBOS says: its steps and starts are detail, its troubles are not. */
export function toFlowLogger(logger: Logger): DLogger {
  return {
    debug: (entry) => logger.trace({ flows: entry }, 'flow'),
    info: (entry) => logger.debug({ flows: entry }, 'flow'),
    warn: (entry) => logger.warn({ flows: entry }, 'a flow warns'),
    error: (entry, metadata) => logger.error({ flows: entry, err: metadata?.error }, 'a flow fails'),
  };
}
