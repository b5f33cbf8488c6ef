import type { ChildProcess } from 'node:child_process';
import type { EmbeddedPostgres } from '#infra/postgres';
import type { Database } from '#infra/db';
import type { SupervisedProcess } from '#infra/process';
import type { DurationMs } from '#kernel/time';
import type { Proxy } from '../proxy/open-proxy.ts';
import type { ChaosPlatformId } from '../schedule/types.ts';

/** A process that is killed and hung, and that its supervisor starts again whatever happens to it. */
export interface Ward {
  readonly name: string;
  readonly supervised: SupervisedProcess;
  /** The present process; `undefined` while it is down. */
  running(): ChildProcess | undefined;
  isReady(): boolean;
  /** `kill -9`; the supervisor starts it again after `downMs`. */
  kill(downMs: DurationMs): void;
}

export interface StageHub {
  readonly ward: Ward;
  readonly url: string;
  readonly port: number;
  /** Between the hub and the database. */
  readonly databaseProxy: Proxy;
  /** Lets the hub’s wall clock be wrong by this much, from now on and after every restart. */
  shiftClock(shiftMs: DurationMs): Promise<void>;
}

export interface StagePlatform {
  readonly id: ChaosPlatformId;
  readonly ward: Ward;
  readonly url: string;
  /** Between the hubs and the platform. */
  readonly proxy: Proxy;
  /** The platform’s own database, reached past all proxies: the witness. */
  readonly database: Database;
}

/** A database server, hubs and platforms: real processes with durable settings, on free ports, with proxies between. */
export interface Stage {
  readonly directory: string;
  readonly postgres: EmbeddedPostgres;
  readonly postgresWard: Ward;
  /** The hub’s database, reached past all proxies; asked only to explain what went wrong. */
  readonly hubDatabase: Database;
  readonly hubs: readonly StageHub[];
  readonly platforms: Readonly<Record<ChaosPlatformId, StagePlatform>>;
  /** Between the platforms and the hubs: each connection to another hub. */
  readonly senderProxy: Proxy;
  readonly serviceKey: string;
  /** Processes that ended although nobody killed them, with their last words. */
  readonly crashes: readonly Crash[];
  readonly timeline: Timeline;
  close(outcome: { readonly keepFiles: boolean }): Promise<void>;
}

export interface Crash {
  readonly process: string;
  readonly code: number | null;
  readonly lastLines: readonly string[];
}

/** What happened when, for people who read the logs beside it. */
export interface Timeline {
  note(sentence: string): void;
}

/** Every process of the stage, the database’s included. */
export function wardsOf({
  postgresWard,
  hubs,
  platforms,
}: Pick<Stage, 'postgresWard' | 'hubs' | 'platforms'>): readonly Ward[] {
  return [postgresWard, ...hubs.map(({ ward }) => ward), ...Object.values(platforms).map(({ ward }) => ward)];
}
