import type { ConsoleMessage } from '../api/contract.ts';
import { keepSocketOpen } from './keep-socket-open.ts';
import { emptyLiveState, reduceLive, type ConnectionState, type LiveState } from './live-store.ts';

export interface LiveConnection {
  /** Connects, and stays connected until the returned function is called. */
  open(): () => void;
  getState(): LiveState;
  subscribe(listener: () => void): () => void;
  /** Called with every message, after the state has changed. */
  onMessage(listener: (message: ConsoleMessage) => void): () => void;
}

/**
 * What the hub tells, kept as state.
 *
 * connecting → live (the snapshot came) → reconnecting (the connection was lost) → live (the next snapshot
 * came) … → signed_out (the session ended).
 */
export function createLiveConnection(url: string): LiveConnection {
  let state = emptyLiveState;
  const listeners = new Set<() => void>();
  const messageListeners = new Set<(message: ConsoleMessage) => void>();

  function set(next: LiveState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  const setConnection = (connection: ConnectionState): void => {
    if (state.connection !== connection) set({ ...state, connection });
  };

  return {
    open() {
      const socket = keepSocketOpen(url, {
        onText(text) {
          const message = JSON.parse(text) as ConsoleMessage;
          if (message.type === 'snapshot') socket.reset();
          set(reduceLive(state, message, Date.now()));
          for (const listener of messageListeners) listener(message);
        },
        onLost: () => setConnection(state.connection === 'connecting' ? 'connecting' : 'reconnecting'),
        onSignedOut: () => setConnection('signed_out'),
      });
      return () => socket.close();
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onMessage(listener) {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
  };
}
