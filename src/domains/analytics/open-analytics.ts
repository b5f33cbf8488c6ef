import type { Registry } from 'prom-client';
import type { Database } from '#infra/db';
import type { Clock } from '#kernel/time';
import type { FlowHistory, MemberGrowth, PlatformLevel } from './points.ts';
import { readFlows } from './read-flows.ts';
import { readLevels } from './read-levels.ts';
import { startSampling } from './start-sampling.ts';
import { watchFlows, type FlowListener } from './watch-flows.ts';

/** Where the counts of members come from: the domain that holds the profiles. */
export type ReadMemberGrowth = (days: number) => Promise<MemberGrowth>;

export interface AnalyticsOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The registry that the hub’s metrics are kept in. */
  readonly registry: Registry;
  /** Unique among the hub processes that share the database. */
  readonly hubId: string;
  readonly readMemberGrowth: ReadMemberGrowth;
  /** Told of samples that could not be written or read; work goes on. */
  readonly onError: (error: unknown) => void;
}

export interface Analytics {
  /**
   * What flowed during the window that ends now, over all hubs.
   *
   * @throws `analytics.unknown_window`
   */
  readFlows(window: string): Promise<FlowHistory>;
  /** New and changed seconds, about once a second while somebody listens. Returns the way to stop. */
  subscribeFlows(listener: FlowListener): () => void;
  /** Lag, parked lanes, dead letters and circuit of each platform right now, over all hubs; zero ones may lack. */
  readLevels(): Promise<PlatformLevel[]>;
  readMemberGrowth: ReadMemberGrowth;
  close(): Promise<void>;
}

/** Starts sampling this hub and opens what the console reads. */
export async function openAnalytics(options: AnalyticsOptions): Promise<Analytics> {
  const { database, clock, onError } = options;
  const sampling = await startSampling(options);
  const watch = watchFlows(database, clock, onError);
  return {
    readFlows: (window) => readFlows(database, window, new Date(clock.now())),
    readLevels: () => readLevels(database, new Date(clock.now())),
    subscribeFlows: (listener) => watch.subscribe(listener),
    readMemberGrowth: options.readMemberGrowth,
    async close() {
      await watch.close();
      await sampling.close();
    },
  };
}
