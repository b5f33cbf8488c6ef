// oxlint-disable-next-line import/default -- what the bundler gives for ?worker&url is an address
import threadAddress from './curve-thread.ts?worker&url';

interface Scope {
  Worker: new (address: string, options?: object) => object;
}

/**
 * The prover starts its threads from `blob:` addresses, which a strict content policy refuses (`worker-src 'self'`).
 * From here on, whatever starts a thread in this worker gets one with the same code, of our own origin.
 */
export function startSameOriginThreads(): void {
  const scope = globalThis as unknown as Scope;
  scope.Worker = class SameOriginThread extends scope.Worker {
    constructor() {
      super(threadAddress, { type: 'module' });
    }
  };
}
