import type { Prover } from '@interlock/semaphore-artifacts/prover';

let opened: Promise<Prover> | undefined;

/** The worker that proves; loaded when it is needed first, and kept for the next proof. */
export function openProver(): Promise<Prover> {
  opened ??= import('@interlock/semaphore-artifacts/prover').then(({ createProver }) =>
    createProver({ artifactsPath: '/artifacts/' }),
  );
  return opened;
}
