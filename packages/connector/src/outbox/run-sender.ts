import type { Pool, PoolClient } from 'pg';
import { ConnectorError } from '../errors.ts';
import type { Clock } from '../time.ts';
import { fullJitter, type BackoffOptions } from './full-jitter.ts';
import { sendBatch, type SendBatchOptions } from './send-batch.ts';
import { createWakeSignal } from './wake-signal.ts';

/*
 * The sender of one process is in one of these states:
 *
 * standby   Another process holds the lock and sends, or the database is away. Leaves to `sending` when it
 *           gets a connection and the lock, which it tries every `standbyMs`; to `closed` by `close`.
 * sending   Sends batch after batch, in order. Leaves to `idle` when nothing waits; to `backing off` when the
 *           hub does not take them; to `standby` when its connection breaks, and the lock with it; to `closed`.
 * idle      Leaves to `sending` when woken (directly, or by NOTIFY from another process), or after `idleMs`
 *           for events whose process died between its commit and its wake-up; otherwise as `sending`.
 * backing off  Leaves to `sending` after a full-jitter delay, or what the hub asked for, if longer. A wake-up
 *           does not shorten it. Otherwise as `sending`.
 * closed    For good. The connection, and the lock with it, are given back.
 *
 * Every statement of a sender runs on the connection that holds its lock: who lost the lock can settle nothing.
 */

export interface SenderOptions extends SendBatchOptions {
  readonly pool: Pool;
  readonly backoff: BackoffOptions;
  /** How often a process that does not send looks whether it should. */
  readonly standbyMs: number;
  readonly idleMs: number;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly random: () => number;
  /** Told why events are not leaving. */
  readonly onError: (error: unknown) => void;
}

export interface Sender {
  /** Something was committed to the outbox. */
  wake(): void;
  /** Finishes the request that is under way, and stops. */
  close(): Promise<void>;
}

const wakeChannel = 'interlock_outbox';

/** Starts the background sender of a process. */
export function runSender(options: SenderOptions): Sender {
  const signal = createWakeSignal(options.clock);
  const stopping = new AbortController();
  const state = { leading: false };
  const running = stand(options, signal, stopping.signal, state);
  const announce = createAnnouncer(options);
  return {
    wake() {
      if (state.leading) signal.wake();
      else announce();
    },
    async close() {
      stopping.abort();
      signal.wake();
      await running;
    },
  };
}

type Signal = ReturnType<typeof createWakeSignal>;

async function stand(
  options: SenderOptions,
  signal: Signal,
  stopping: AbortSignal,
  state: { leading: boolean },
): Promise<void> {
  while (!stopping.aborted) {
    try {
      const client = await takeLock(options.pool, signal);
      if (client !== undefined) {
        state.leading = true;
        try {
          await lead(options, client, signal, stopping);
        } finally {
          state.leading = false;
          // Ending the connection gives back the lock and the channel, whatever state it is in.
          client.release(true);
        }
      }
    } catch (error) {
      options.onError(error);
    }
    if (!stopping.aborted) await signal.wait(options.standbyMs);
  }
}

async function takeLock(pool: Pool, signal: Signal): Promise<PoolClient | undefined> {
  const client = await pool.connect();
  const wake = (): void => signal.wake();
  // A connection that breaks while it is idle fails the next statement; without a listener it ends the process.
  client.on('error', wake);
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock('interlock_outbox'::regclass::oid::bigint) as taken`,
    );
    if (rows[0]?.taken === true) {
      client.on('notification', wake);
      await client.query(`listen ${wakeChannel}`);
      return client;
    }
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.off('error', wake);
  client.release();
  return undefined;
}

async function lead(
  options: SenderOptions,
  client: PoolClient,
  signal: Signal,
  stopping: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    signal.reset();
    try {
      const settled = await sendBatch(options, client);
      failures = 0;
      if (settled === 0 && !stopping.aborted) await signal.wait(options.idleMs);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      options.onError(error);
      await backOff(options, error, failures, stopping);
      failures += 1;
    }
  }
}

function backOff(
  options: SenderOptions,
  error: ConnectorError,
  failures: number,
  stopping: AbortSignal,
): Promise<void> {
  const askedMs = (error.retryAfterSeconds ?? 0) * 1000;
  const delayMs = Math.max(askedMs, fullJitter(options.backoff, failures, options.random));
  return new Promise((resolve) => {
    const timer = options.clock.schedule(delayMs, resolve);
    stopping.addEventListener(
      'abort',
      () => {
        timer.cancel();
        resolve();
      },
      { once: true },
    );
    if (stopping.aborted) resolve();
  });
}

/** Wakes the process that sends; however often it is called, one NOTIFY is under way. */
function createAnnouncer({ pool, onError }: SenderOptions): () => void {
  let busy = false;
  let again = false;
  const announce = (): void => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    pool
      .query('select pg_notify($1, $2)', [wakeChannel, ''])
      .catch(onError)
      .finally(() => {
        busy = false;
        if (!again) return;
        again = false;
        announce();
      });
  };
  return announce;
}
