import { readFile } from 'node:fs/promises';
import type { Server } from 'node:https';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { configErrors } from '#infra/config';
import type { Logger } from '#infra/telemetry';
import type { Cancellable, Clock, DurationMs } from '#kernel/time';

export interface TlsSettings {
  /** PEM files: the certificate with its chain, and its private key. Both empty: plain HTTP. */
  readonly tlsCertFile: string;
  readonly tlsKeyFile: string;
}

/** What an HTTPS server is made with. */
export interface TlsOptions extends SecureContextOptions {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: 'TLSv1.3';
}

export interface TlsRenewal {
  readonly settings: TlsSettings;
  /** What the server was made with. */
  readonly tls: TlsOptions;
  readonly clock: Clock;
  readonly logger: Logger;
}

const lookEveryMs: DurationMs = 60_000;

/**
 * Reads certificate and key for TLS 1.3, older versions refused. The key exchange is that of OpenSSL: X25519 with
 * ML-KEM-768 where the client can.
 *
 * @returns `undefined` when the hub serves plain HTTP
 * @throws `config.invalid_setting` when a file cannot be read, or the two do not belong together
 */
export async function readTls({ tlsCertFile, tlsKeyFile }: TlsSettings): Promise<TlsOptions | undefined> {
  if (tlsCertFile === '' && tlsKeyFile === '') return undefined;
  if (tlsCertFile === '' || tlsKeyFile === '') {
    throw configErrors('config.invalid_setting', {
      detail: 'TLS_CERT_FILE and TLS_KEY_FILE are given both or not at all.',
    });
  }
  try {
    const [cert, key] = await Promise.all([readFile(tlsCertFile), readFile(tlsKeyFile)]);
    const options = { cert, key, minVersion: 'TLSv1.3' } as const;
    createSecureContext(options);
    return options;
  } catch (cause) {
    throw configErrors('config.invalid_setting', {
      detail: `TLS_CERT_FILE and TLS_KEY_FILE: ${cause instanceof Error ? cause.message : 'not usable'}.`,
      cause,
    });
  }
}

/**
 * Looks every minute whether certificate and key were renewed, and serves new connections with them; those that are open
 * stay. While the files do not fit each other (one is written, the other not yet), the present ones are kept.
 *
 * Looks rather than waits for the file system to tell: a renewed file often is a link that leads elsewhere.
 */
export function renewTls(server: Server, { settings, tls, clock, logger }: TlsRenewal): { close(): void } {
  let current = tls;
  let closed = false;
  let timer: Cancellable | undefined;
  const look = async (): Promise<void> => {
    const found = await readTls(settings);
    if (found === undefined || (found.cert.equals(current.cert) && found.key.equals(current.key))) return;
    server.setSecureContext(found);
    current = found;
    logger.info({ file: settings.tlsCertFile }, 'TLS certificate renewed');
  };
  const lookLater = (): void => {
    if (closed) return;
    timer = clock.schedule(lookEveryMs, () => {
      void look()
        .catch((error: unknown) =>
          logger.warn({ err: error }, 'TLS certificate stays: the files are not usable'),
        )
        .then(lookLater);
    });
  };
  lookLater();
  return {
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}
