import type { Logger } from '#infra/telemetry';

/**
 * Puts Node’s warnings into the hub’s log instead of plain lines on stderr, which no log collector reads. Deprecations in
 * libraries are detail: nobody who runs a hub can do anything about them.
 */
export function logWarnings(logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    const level = warning.name === 'DeprecationWarning' ? 'debug' : 'warn';
    logger[level]({ err: warning }, 'Node warns');
  });
}
