import type { ConsoleMessage } from './messages.ts';
import { tellPermitted } from './tell-permitted.ts';

/** The part of a WebSocket that a link writes to. */
export interface Outlet {
  /** Bytes that were sent and not yet taken by the network. */
  readonly bufferedAmount: number;
  send(text: string, onSent: (error?: Error) => void): void;
}

/** Bytes that may wait in the socket before samples are left out. */
export const bufferedBytesMax = 256 * 1024;
const earlySamplesMax = 50;

export interface ConsoleLink {
  /** Sends the first message, and then whatever came before it. */
  begin(message: ConsoleMessage): void;
  /** Sends now, or not at all when the console is slow. For messages that the next one makes up for. */
  sendSample(message: ConsoleMessage): void;
  /** Sends now, or once the console has caught up; only the newest message of a `key` waits. */
  sendState(key: string, message: ConsoleMessage): void;
}

/**
 * One console’s end of the stream. What a slow console has not read is bounded: `bufferedBytesMax` in the
 * socket and one waiting message per key.
 *
 * @param permissions of whoever reads; what they do not cover is not sent
 */
export function openConsoleLink(outlet: Outlet, permissions: ReadonlySet<string>): ConsoleLink {
  const waiting = new Map<string, ConsoleMessage>();
  let early: ConsoleMessage[] | undefined = [];

  const isSlow = (): boolean => outlet.bufferedAmount > bufferedBytesMax;

  function write(message: ConsoleMessage): void {
    outlet.send(JSON.stringify(message), (error) => {
      if (error === undefined) flush();
    });
  }

  function flush(): void {
    for (const [key, message] of waiting) {
      if (isSlow()) return;
      waiting.delete(key);
      write(message);
    }
  }

  return {
    begin(message) {
      const samples = early ?? [];
      early = undefined;
      const beginning = tellPermitted(message, permissions);
      if (beginning !== undefined) write(beginning);
      for (const sample of samples) write(sample);
      flush();
    },
    sendSample(message) {
      if (tellPermitted(message, permissions) === undefined) return;
      if (early !== undefined) {
        if (early.length < earlySamplesMax) early.push(message);
      } else if (!isSlow()) write(message);
    },
    sendState(key, message) {
      if (tellPermitted(message, permissions) === undefined) return;
      if (early !== undefined || isSlow()) waiting.set(key, message);
      else write(message);
    },
  };
}
