import type { WebSocket } from 'ws';
import type { Clock } from '#kernel/time';
import { closeCodes } from './messages.ts';
import type { Realtime } from './open-realtime.ts';

const heartbeatMs = 15_000;
const sessionCheckMs = 60_000;
// A console that has not read for this long is closed; it connects again and begins with a snapshot.
const stalledMsMax = 30_000;

export interface ServeConsoleOptions {
  readonly realtime: Realtime;
  readonly clock: Clock;
  /** Whether the session that opened the connection still stands. */
  readonly isSignedIn: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/**
 * Serves one console until either side closes.
 *
 * Open → (pong and bytes taken within 30 s, session stands) → open. Otherwise it is closed: `signedOut` when the
 * session ended, `tooSlow` when bytes wait, without a word when pings go unanswered, 1011 when the snapshot
 * cannot be read.
 */
export function serveConsole(socket: WebSocket, options: ServeConsoleOptions): void {
  const { realtime, clock, onError } = options;
  let detach = (): void => {};
  let closed = false;
  let aliveAt = clock.monotonic();
  let caughtUpAt = clock.monotonic();
  let checkedAt = clock.monotonic();

  async function checkSession(): Promise<void> {
    checkedAt = clock.monotonic();
    if (!(await options.isSignedIn())) socket.close(closeCodes.signedOut, 'the session ended');
  }

  function beat(): void {
    const now = clock.monotonic();
    if (socket.bufferedAmount === 0) caughtUpAt = now;
    if (now - aliveAt > stalledMsMax) return socket.terminate();
    if (now - caughtUpAt > stalledMsMax) {
      socket.close(closeCodes.tooSlow, 'too slow');
      // A socket that takes nothing takes no close frame either.
      return socket.terminate();
    }
    if (now - checkedAt >= sessionCheckMs) checkSession().catch(onError);
    socket.ping();
    if (socket.bufferedAmount === 0) {
      socket.send(JSON.stringify({ type: 'heartbeat', at: new Date(clock.now()).toISOString() }));
    }
    timer = clock.schedule(heartbeatMs, beat);
  }

  let timer = clock.schedule(heartbeatMs, beat);
  socket.on('pong', () => {
    aliveAt = clock.monotonic();
  });
  socket.on('error', onError);
  socket.on('close', () => {
    closed = true;
    timer.cancel();
    detach();
  });
  realtime.attach(socket).then(
    (leave) => {
      detach = leave;
      if (closed) leave();
    },
    (error: unknown) => {
      onError(error);
      socket.close(1011, 'the snapshot could not be read');
    },
  );
}
