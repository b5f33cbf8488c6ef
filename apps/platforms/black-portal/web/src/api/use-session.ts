import { ProblemError } from '@interlock/design';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { knownDeviceKey } from '../device/device-key.ts';
import type { Account } from './contract.ts';
import { hub } from './hub.ts';
import { forgetToken } from './portal.ts';

export interface Session {
  /** `null`: nobody is signed in; `undefined`: not known yet. */
  readonly account: Account | null | undefined;
  /** Why it is not known. */
  readonly error: unknown;
  /** Asks again who is signed in, after something was done about it. */
  readonly refresh: () => void;
}

export const accountKey = ['account'] as const;

/** Who is signed in on this device. */
export function useSession(): Session {
  const client = useQueryClient();
  const { data, error } = useQuery({ queryKey: accountKey, queryFn: readAccount });
  return {
    account: data,
    error,
    refresh: () => {
      forgetToken();
      void client.resetQueries();
    },
  };
}

async function readAccount(): Promise<Account | null> {
  // A device without a key was never signed in: there is nobody to ask about.
  if ((await knownDeviceKey()) === undefined) return null;
  try {
    return await hub.account();
  } catch (error) {
    const { status } = error instanceof ProblemError ? error.problem : { status: 0 };
    if (status === 401 || status === 403) return null;
    throw error;
  }
}
