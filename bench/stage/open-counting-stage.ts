import type { PlatformDefinition } from '#connectors';
import type { PlatformQuestion } from '../load/platform-question.ts';
import type { Bench } from '../types.ts';
import { openGround, type Ground } from './open-ground.ts';
import { settleAll } from './settle-all.ts';
import { startHub } from './start-hub.ts';
import { startWorker, type Worker } from './start-worker.ts';

/** A platform that checks signatures and counts. */
export interface CountingPlatform {
  readonly id: string;
  readonly url: string;
  readonly worker: Worker<PlatformQuestion>;
}

/** A hub and platforms that count. */
export interface CountingStage extends Ground, AsyncDisposable {
  /** They receive. Beside them there is {@link sender}, which is registered and receives nothing. */
  readonly counters: readonly CountingPlatform[];
}

/** The platform in whose name events are sent. */
export const sender = 'sender';
const counterIds = ['first', 'second', 'third', 'fourth'] as const;

/** A platform gets this long to answer; short, so that one which hangs makes all the trouble it can. */
const deliveryTimeoutMs = 1_000;

export async function openCountingStage(bench: Bench): Promise<CountingStage> {
  bench.note('opening the stage: database, hub, counting platforms');
  await using parts = new AsyncDisposableStack();
  const ground = await openGround(bench, [], parts);
  const platforms = await settleAll(
    [sender, ...counterIds].map((id) => startCountingPlatform(bench, id, ground.secret, parts)),
  );
  await startHub(
    bench,
    ground.guardian,
    {
      ...ground,
      port: ground.hubPort,
      databaseUrl: ground.postgres.databaseUrl('interlock'),
      platforms: platforms.map(definePlatform),
    },
    parts,
  );
  const kept = parts.move();
  return {
    ...ground,
    counters: platforms.filter(({ id }) => id !== sender),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function startCountingPlatform(
  bench: Bench,
  id: string,
  secret: string,
  parts: AsyncDisposableStack,
): Promise<CountingPlatform> {
  const worker = await startWorker<PlatformQuestion>(bench, {
    name: `counting-${id}`,
    main: new URL('../load/counting-platform.ts', import.meta.url),
    environment: { SIGNING_SECRET: secret },
    onStarted: (stop) => parts.defer(stop),
  });
  const port = await worker.ask<number>({ kind: 'listen' });
  return { id, url: `http://127.0.0.1:${port}`, worker };
}

function definePlatform({ id, url }: CountingPlatform): PlatformDefinition {
  return {
    id,
    displayName: id,
    addresses: { primary: url },
    allowedNetworks: ['127.0.0.0/8'],
    delivery: { timeoutMs: deliveryTimeoutMs },
  };
}
