import { seededRandom } from '#kernel/random';
import type { DurationMs } from '#kernel/time';
import type { Stage } from '../stage/types.ts';
import type { Ledger } from './ledger.ts';
import { posters, traders } from './people.ts';
import { placeOrders } from './place-orders.ts';
import { postEvents } from './post-events.ts';
import type { Poster } from './post-until-accepted.ts';
import { syncUser } from './sync-user.ts';
import { upgradeUsers } from './upgrade-users.ts';

export interface LoadOptions {
  readonly seed: number;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
}

/** What runs while things go wrong. */
export interface Load {
  /** Finishes what is under way: every request is repeated until it is answered. Everything must be whole again. */
  stop(): Promise<void>;
}

const orderStreams = 3;
const answerPatienceMs: DurationMs = 60_000;

/** Makes the traders known everywhere. */
export async function onboardTraders(stage: Stage, { seed, ledger, signal }: LoadOptions): Promise<void> {
  const poster = { ledger, random: seededRandom(seed), signal };
  const access = accessTo(stage);
  await Promise.all(traders.map((userId) => syncUser(poster, { userId, tier: 'onyx', ...access })));
}

/** Starts orders on the trading platform, events posted to the hubs, and upgrades. */
export function startLoad(stage: Stage, { seed, ledger, signal }: LoadOptions): Load {
  const state = { stopping: false };
  const stopping = (): boolean => state.stopping;
  const access = accessTo(stage);
  let streams = 0;
  const givingUp = new AbortController();
  const nextPoster = (): Poster => ({
    ledger,
    random: seededRandom(seed + (streams += 1)),
    signal: AbortSignal.any([signal, givingUp.signal]),
  });
  const running = Promise.all([
    ...Array.from({ length: orderStreams }, (_, index) =>
      placeOrders(nextPoster(), {
        name: `stream-${index + 1}`,
        url: stage.platforms.trading_platform.url,
        stopping,
      }),
    ),
    ...posters.map((userId) => postEvents(nextPoster(), { userId, ...access, stopping })),
    upgradeUsers(nextPoster(), { ...access, stopping }),
  ]);
  // Looked at by `stop`; until then a failure (an abort) must not end the process.
  running.catch(() => {});
  return {
    async stop() {
      state.stopping = true;
      const timer = setTimeout(() => givingUp.abort(), answerPatienceMs);
      await running.catch((error: unknown) => {
        if (!givingUp.signal.aborted) throw error;
        ledger.surprises.push('requests were not answered although everything was whole again');
      });
      clearTimeout(timer);
    },
  };
}

function accessTo({ hubs, serviceKey }: Stage): { hubUrls: readonly string[]; serviceKey: string } {
  return { hubUrls: hubs.map(({ url }) => url), serviceKey };
}
