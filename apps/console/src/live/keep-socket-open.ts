const delayMsBase = 500;
const delayMsMax = 15_000;
// The hub sends something at least every 15 s.
const silenceMsMax = 40_000;
const signedOutCode = 4401;

export interface SocketHandlers {
  readonly onText: (text: string) => void;
  /** It was lost; another one is being opened. */
  readonly onLost: () => void;
  /** The session ended; no other one is opened. */
  readonly onSignedOut: () => void;
}

export interface KeptSocket {
  /** The connection works: the next loss is met without delay. */
  reset(): void;
  close(): void;
}

/**
 * Keeps a WebSocket open. Each attempt waits up to twice as long as the one before, at most 15 s, with full
 * jitter; coming back online or to the page tries at once. A socket that is silent for 40 s counts as lost.
 */
export function keepSocketOpen(url: string, handlers: SocketHandlers): KeptSocket {
  let socket: WebSocket | undefined;
  let retryTimer: number | undefined;
  let silenceTimer: number | undefined;
  let attempt = 0;
  let over = false;

  function watchSilence(current: WebSocket): void {
    window.clearTimeout(silenceTimer);
    silenceTimer = window.setTimeout(() => current.close(), silenceMsMax);
  }

  function connect(): void {
    window.clearTimeout(retryTimer);
    const current = new WebSocket(url);
    socket = current;
    watchSilence(current);
    current.addEventListener('message', ({ data }) => {
      watchSilence(current);
      handlers.onText(String(data));
    });
    current.addEventListener('close', ({ code }) => {
      window.clearTimeout(silenceTimer);
      if (over || socket !== current) return;
      if (code === signedOutCode) {
        over = true;
        handlers.onSignedOut();
        return;
      }
      const delayMs = Math.random() * Math.min(delayMsMax, delayMsBase * 2 ** attempt);
      attempt += 1;
      retryTimer = window.setTimeout(connect, delayMs);
      handlers.onLost();
    });
  }

  function tryNow(): void {
    if (over || document.visibilityState === 'hidden') return;
    if (socket?.readyState === WebSocket.CLOSED) connect();
  }

  window.addEventListener('online', tryNow);
  document.addEventListener('visibilitychange', tryNow);
  connect();
  return {
    reset() {
      attempt = 0;
    },
    close() {
      over = true;
      window.clearTimeout(retryTimer);
      window.clearTimeout(silenceTimer);
      window.removeEventListener('online', tryNow);
      document.removeEventListener('visibilitychange', tryNow);
      socket?.close();
    },
  };
}
