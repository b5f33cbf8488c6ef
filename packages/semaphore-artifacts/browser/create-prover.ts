import type { ArtifactDepth } from '../src/locate-artifacts.ts';

export interface ProverOptions {
  /** Where the artifacts are served, of our own origin: `/artifacts/` has `semaphore-10.wasm`, … */
  readonly artifactsPath: string;
}

export interface ProofWish {
  /** Of the member, as `createSecret` gave it. */
  readonly secret: string;
  /** The whole group, as the hub gives it. */
  readonly commitments: readonly string[];
  readonly depth: ArtifactDepth;
  /** Of `deriveScope` and `deriveMessage`. */
  readonly scope: string;
  readonly message: string;
}

export interface Proof {
  readonly merkleTreeDepth: number;
  readonly merkleTreeRoot: string;
  readonly nullifier: string;
  readonly message: string;
  readonly scope: string;
  readonly points: readonly string[];
}

/** Proves in a worker, so that the page stays responsive. */
export interface Prover {
  /** A new secret. It belongs on this device, and nowhere else. */
  createSecret(): Promise<string>;
  /** What the hub may know of a secret. */
  commitmentOf(secret: string): Promise<string>;
  /** @throws Error when the secret’s commitment is not in the group */
  prove(wish: ProofWish): Promise<Proof>;
  close(): void;
}

/** What the worker is asked, and what it answers. */
export type ProverRequest =
  | { readonly kind: 'create' }
  | { readonly kind: 'commitment'; readonly secret: string }
  | ({ readonly kind: 'prove'; readonly artifactsPath: string } & ProofWish);

export interface ProverAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: string;
}

/** The part of the browser’s `Worker` that is used; the project’s code is compiled without the types of a browser. */
declare const Worker: new (
  address: URL,
  options: { type: 'module' },
) => {
  postMessage(message: unknown, transfer: readonly object[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ProverAnswer }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function createProver({ artifactsPath }: ProverOptions): Prover {
  const worker = new Worker(new URL('./prover-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let requests = 0;

  worker.addEventListener('message', ({ data: { id, value, failure } }) => {
    if (failure === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(failure));
    waiting.delete(id);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(`the prover failed: ${message}`));
    waiting.clear();
  });

  function ask(request: ProverRequest): Promise<unknown> {
    const id = (requests += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, request }, []);
    });
  }

  return {
    createSecret: () => ask({ kind: 'create' }) as Promise<string>,
    commitmentOf: (secret) => ask({ kind: 'commitment', secret }) as Promise<string>,
    prove: (wish) => ask({ kind: 'prove', artifactsPath, ...wish }) as Promise<Proof>,
    close: () => worker.terminate(),
  };
}
