import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { anonymityErrors } from '../errors.ts';
import type { MembershipProof, ProofVerifier } from '../types.ts';

export interface VerifyRequest {
  readonly id: number;
  readonly proof: MembershipProof;
}

export interface VerifyAnswer {
  readonly id: number;
  readonly holds: boolean;
}

/** What the thread is started with. */
export interface VerifierData {
  readonly port: MessagePort;
  readonly mod: string;
}

interface Waiting {
  readonly resolve: (holds: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** About a second of work; more would keep whoever comes last waiting for too long. */
const waitingMax = 64;

/**
 * Verifies proofs in a thread of their own: each takes a dozen milliseconds of computing, for which the hub’s event
 * loop would stand still and events would wait. The thread starts with the first proof, and again when it broke.
 */
export function openProofVerifier(): ProofVerifier {
  const waiting = new Map<number, Waiting>();
  let thread: VerifierThread | undefined;
  let proofs = 0;

  function start(): VerifierThread {
    const started = startThread();
    started.port.on('message', ({ id, holds }: VerifyAnswer) => {
      waiting.get(id)?.resolve(holds);
      waiting.delete(id);
      if (waiting.size === 0) started.worker.unref();
    });
    // Only while somebody waits does the thread keep the process alive.
    started.port.unref();
    started.worker.on('error', (cause) => giveUp(started, cause));
    started.worker.on('exit', () => giveUp(started, undefined));
    return started;
  }

  function giveUp(broken: VerifierThread, cause: unknown): void {
    if (thread !== broken) return;
    thread = undefined;
    for (const { reject } of waiting.values()) {
      reject(anonymityErrors('anonymity.verifier_busy', { cause, retryAfterSeconds: 1 }));
    }
    waiting.clear();
  }

  return {
    verify(proof) {
      if (waiting.size >= waitingMax) {
        return Promise.reject(anonymityErrors('anonymity.verifier_busy', { retryAfterSeconds: 1 }));
      }
      thread ??= start();
      const { worker, port } = thread;
      const id = (proofs += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.ref();
        port.postMessage({ id, proof } satisfies VerifyRequest, []);
      });
    },
    async close() {
      await thread?.worker.terminate();
    },
  };
}

interface VerifierThread {
  readonly worker: Worker;
  readonly port: MessagePort;
}

function startThread(): VerifierThread {
  const { port1, port2 } = new MessageChannel();
  const workerData: VerifierData = {
    port: port2,
    // The library takes any thread that it is loaded in for one of its own: it looks here for a module to run, and
    // takes the messages that arrive at the thread’s first port. It gets an empty module, and we a port of our own.
    mod: 'data:,',
  };
  const address = new URL('./verify-thread.ts', import.meta.url);
  return { worker: new Worker(address, { workerData, transferList: [port2] }), port: port1 };
}
