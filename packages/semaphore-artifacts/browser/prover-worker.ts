import { Group } from '@semaphore-protocol/group';
import { Identity } from '@semaphore-protocol/identity';
import type { Proof, ProverAnswer, ProverRequest } from './create-prover.ts';
import { startSameOriginThreads } from './start-same-origin-threads.ts';

type Generate = (
  identity: Identity,
  group: Group,
  message: string,
  scope: string,
  depth: number,
  artifacts: { wasm: string; zkey: string },
) => Promise<Proof>;

declare const self: {
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: { readonly id: number; readonly request: ProverRequest } }) => void,
  ): void;
  postMessage(message: ProverAnswer, transfer: readonly object[]): void;
};

// Before the library is loaded, which looks only then at what starts threads.
startSameOriginThreads();
// Its types name files without extension, which our compiler does not follow.
const library = import('@semaphore-protocol/proof') as Promise<unknown> as Promise<{
  generateProof: Generate;
}>;

self.addEventListener('message', ({ data: { id, request } }) => {
  answer(request).then(
    (value) => self.postMessage({ id, value }, []),
    (error: unknown) => self.postMessage({ id, failure: String(error) }, []),
  );
});

async function answer(request: ProverRequest): Promise<unknown> {
  switch (request.kind) {
    case 'create':
      // 256 random bits, in the form that `Identity.import` takes.
      return new Identity().export();
    case 'commitment':
      return Identity.import(request.secret).commitment.toString();
    case 'prove':
      return prove(request);
  }
}

async function prove(request: Extract<ProverRequest, { kind: 'prove' }>): Promise<Proof> {
  const { secret, commitments, depth, scope, message, artifactsPath } = request;
  const identity = Identity.import(secret);
  if (!commitments.includes(identity.commitment.toString())) {
    throw new Error('this device is not in the group');
  }
  const { generateProof } = await library;
  const artifact = (extension: string): string => `${artifactsPath}semaphore-${depth}.${extension}`;
  return generateProof(identity, new Group(commitments.map(BigInt)), message, scope, depth, {
    wasm: artifact('wasm'),
    zkey: artifact('zkey'),
  });
}
