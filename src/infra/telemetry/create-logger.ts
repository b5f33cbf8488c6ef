import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Settings } from '#infra/config';
import { describeError } from './describe-error.ts';
import { hideSecrets, redactedPaths } from './hide-secrets.ts';
import { activeTraceFields } from './traceparent.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly settings: Pick<Settings, 'logLevel' | 'logPretty'>;
  /** Where lines go; standard output when absent. */
  readonly destination?: DestinationStream;
}

/**
 * The process’s logger: one JSON line per entry, or lines for people with `LOG_PRETTY`.
 *
 * Field names are shared by every domain: `eventId`, `platform`, `requestId`, `keyId`, `err`. Secrets are
 * taken out twice: by field name, and by their shape anywhere in the finished line.
 */
export function createLogger({ settings, destination }: LoggerOptions): Logger {
  const options = {
    level: settings.logLevel,
    base: { process: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: redactedPaths, censor: '[redacted]' },
    mixin: activeTraceFields,
    hooks: { streamWrite: hideSecrets },
  };
  if (settings.logPretty) {
    const pretty = PinoPretty({
      ignore: 'process',
      translateTime: 'SYS:HH:MM:ss.l',
      sync: true,
      ...(destination === undefined ? {} : { destination, colorize: false }),
    });
    return pino(options, pretty);
  }
  return destination === undefined ? pino(options) : pino(options, destination);
}
