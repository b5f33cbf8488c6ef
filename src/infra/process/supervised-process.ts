import type { ChildProcess } from 'node:child_process';
import type { Clock, DurationMs } from '#kernel/time';
import type { StopStep } from './end-process.ts';
import type { Guardian } from './open-guardian.ts';

/** How to tell that a process is ready for its work. */
export type Readiness =
  | { readonly kind: 'line'; matches(line: string): boolean }
  | { readonly kind: 'probe'; readonly everyMs: DurationMs; probe(): Promise<boolean> }
  | { readonly kind: 'spawned' };

/** When a process that was ready ends unasked, it is started again. */
export interface RestartPolicy {
  /** Before the first restart; doubles with every end that follows. */
  readonly delayMsBase: DurationMs;
  readonly delayMsMax: DurationMs;
  /** A run of at least this length counts as healthy: the delay begins anew. */
  readonly stableAfterMs: DurationMs;
  /** This many ends in a row without a healthy run are a crash loop. */
  readonly crashLoopAfter: number;
}

export type SupervisedState = 'starting' | 'ready' | 'waiting' | 'stopping' | 'stopped' | 'failed';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds from spawn to end. */
  readonly ranMs: DurationMs;
  /** The last lines it wrote. */
  readonly lastLines: readonly string[];
}

/** What a supervisor tells about its process. */
export type SupervisionEvent =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'ready'; readonly afterMs: DurationMs }
  | { readonly kind: 'ended'; readonly exit: ProcessExit; readonly restartInMs: DurationMs | null }
  | { readonly kind: 'crash_loop'; readonly exit: ProcessExit; readonly exits: number }
  | { readonly kind: 'stopped' };

export interface SuperviseOptions {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly readyWhen: Readiness;
  readonly readyTimeoutMs: DurationMs;
  /** Absent: a process that ends stays ended. */
  readonly restart?: RestartPolicy;
  readonly stopSteps: readonly StopStep[];
  readonly clock: Clock;
  readonly guardian?: Guardian;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  readonly onEvent?: (event: SupervisionEvent) => void;
}

export interface SupervisedProcess {
  readonly name: string;
  /** Resolves when it is ready for the first time; rejects when it ends or stalls before that. */
  readonly ready: Promise<void>;
  state(): SupervisedState;
  /** The running process; `undefined` between two runs. */
  child(): ChildProcess | undefined;
  /** How often it was started again. */
  restarts(): number;
  /** Ends the present run and starts the next one at once; resolves when that one is ready. */
  restart(): Promise<void>;
  /** Ends it for good, gently first. Resolves when the whole process group is gone. */
  stop(): Promise<void>;
  /** Ends it for good without asking. */
  kill(): void;
}
