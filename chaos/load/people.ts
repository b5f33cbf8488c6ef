import { shardCount, shardOf } from '#events';

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);

/** Those who trade on the trading platform; they have profiles everywhere, and some are upgraded. */
export const traders: readonly string[] = numbered('trader', 48);

/** Those whose events are posted to the hubs directly. */
export const posters: readonly string[] = numbered('poster', 32);

/** One person for every shard of the log: together they show whether all lanes move. */
export const sentinels: readonly string[] = chooseSentinels();

function chooseSentinels(): string[] {
  const byShard = new Map<number, string>();
  for (let number = 1; byShard.size < shardCount; number += 1) {
    const name = `sentinel-${number}`;
    if (!byShard.has(shardOf(name))) byShard.set(shardOf(name), name);
  }
  return [...byShard.values()];
}
