import type { QueryClient } from '@tanstack/react-query';
import type { LiveConnection } from './create-live-connection.ts';

const periodMs = 1_000;

/** Lists that were read over REST are read again when the live connection says that they changed. */
export function refreshOnMessage(connection: LiveConnection, client: QueryClient): () => void {
  const due = new Set<string>();
  let timer: number | undefined;

  function refresh(...keys: readonly string[]): void {
    for (const key of keys) due.add(key);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      for (const key of due) void client.invalidateQueries({ queryKey: [key] });
      due.clear();
    }, periodMs);
  }

  const stop = connection.onMessage((message) => {
    if (message.type === 'dead_letters') refresh('dead-letters');
    else if (message.type === 'job') refresh(message.job.kind === 'replay' ? 'replays' : 'bulk-jobs');
    else if (message.type === 'snapshot') refresh('platforms', 'dead-letters', 'replays', 'bulk-jobs');
  });
  return () => {
    stop();
    window.clearTimeout(timer);
  };
}
