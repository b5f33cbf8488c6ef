import { useEffect, useState } from 'react';
import type { Joining } from '../../api/contract.ts';
import { hub } from '../../api/hub.ts';

const pauseMs = 2_000;

/** Follows a joining until it is over: each request waits at the hub until something changes. */
export function useJoining(joiningId: string): {
  readonly joining: Joining | undefined;
  readonly error: unknown;
} {
  const [joining, setJoining] = useState<Joining>();
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const ending = new AbortController();
    void follow(joiningId, ending.signal, setJoining, setError);
    return () => ending.abort();
  }, [joiningId]);
  return { joining, error };
}

async function follow(
  joiningId: string,
  signal: AbortSignal,
  tell: (joining: Joining) => void,
  complain: (error: unknown) => void,
): Promise<void> {
  let known: Joining | undefined;
  while (!signal.aborted) {
    try {
      known = await hub.joining(joiningId, known?.state, signal);
      tell(known);
      complain(null);
      if (known.state !== 'awaiting_passkey' && known.state !== 'preparing') return;
    } catch (error) {
      if (signal.aborted) return;
      complain(error);
      await new Promise((resolve) => {
        setTimeout(resolve, pauseMs);
      });
    }
  }
}
