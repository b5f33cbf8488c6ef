import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from './types.ts';

/**
 * Something that must be part of whatever transaction does the work, without the work knowing of it: the note in the
 * audit log that an act was done.
 */
export interface Rider {
  /** Called before each commit within its reach. @returns whether it wrote something into this transaction */
  board(transaction: Transaction): Promise<boolean>;
  /** The transaction that it boarded was committed. */
  arrived(): void;
  /** The transaction that it boarded was rolled back. */
  missed(): void;
}

const riders = new AsyncLocalStorage<Rider>();

/** Does work whose next transaction takes the rider along. */
export function rideAlong<Result>(rider: Rider, work: () => Result): Result {
  return riders.run(rider, work);
}

export function currentRider(): Rider | undefined {
  return riders.getStore();
}
