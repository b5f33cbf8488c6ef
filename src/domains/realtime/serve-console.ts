import type { WebSocket } from 'ws';
import type { Clock } from '#kernel/time';
import { closeCodes } from './messages.ts';
import type { Realtime } from './open-realtime.ts';
import type { Unsubscribe } from './sources.ts';

const heartbeatMs = 15_000;
// Sessions say themselves that they were ended; this is for those that run out, and for what got lost.
const sessionCheckMs = 10_000;
// A console that has not read for this long is closed; it connects again and begins with a snapshot.
const stalledMsMax = 30_000;

export interface ServeConsoleOptions {
  readonly realtime: Realtime;
  readonly clock: Clock;
  /** Of whoever opened the connection; they see what these cover. */
  readonly permissions: ReadonlySet<string>;
  /** Whether the session that opened the connection still stands. */
  readonly isSignedIn: () => Promise<boolean>;
  /** Calls back when sessions were ended, before their time. */
  readonly onSessionsEnded: (listener: () => void) => Unsubscribe;
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

  async function checkSession(): Promise<void> {
    if (await options.isSignedIn()) return;
    // Nothing more is told, whether or not the console answers that it closes.
    detach();
    socket.close(closeCodes.signedOut, 'the session ended');
  }

  function checkNow(): void {
    checkSession().catch(onError);
  }

  function checkAgain(): void {
    checkNow();
    checkTimer = clock.schedule(sessionCheckMs, checkAgain);
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
    socket.ping();
    if (socket.bufferedAmount === 0) {
      socket.send(JSON.stringify({ type: 'heartbeat', at: new Date(clock.now()).toISOString() }));
    }
    timer = clock.schedule(heartbeatMs, beat);
  }

  let timer = clock.schedule(heartbeatMs, beat);
  let checkTimer = clock.schedule(sessionCheckMs, checkAgain);
  const stopListening = options.onSessionsEnded(checkNow);
  socket.on('pong', () => {
    aliveAt = clock.monotonic();
  });
  socket.on('error', onError);
  socket.on('close', () => {
    closed = true;
    timer.cancel();
    checkTimer.cancel();
    stopListening();
    detach();
  });
  realtime.attach(socket, options.permissions).then(
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
