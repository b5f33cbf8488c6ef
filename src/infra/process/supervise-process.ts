import type { ChildProcess } from 'node:child_process';
import type { Cancellable } from '#kernel/time';
import { ProcessRun } from './process-run.ts';
import type {
  ProcessExit,
  SuperviseOptions,
  SupervisedProcess,
  SupervisedState,
  SupervisionEvent,
} from './supervised-process.ts';

/**
 * Starts a process, keeps it running and ends it together with everything it started.
 *
 * ```
 * starting ── ready condition ──▶ ready ── ends ──▶ waiting ── backoff over ──▶ starting
 *    │ ends or stalls before it was ever ready, or has no restart policy ──▶ failed
 * any state ── stop() ──▶ stopping ── group is gone ──▶ stopped
 * ```
 *
 * A process that was ready once is started again for as long as we live: after repeated early ends
 * (`crash_loop`) only every `delayMsMax`, for what it lacks may come back.
 */
export function superviseProcess(options: SuperviseOptions): SupervisedProcess {
  return new Supervision(options);
}

class Supervision implements SupervisedProcess {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #options: SuperviseOptions;
  #state: SupervisedState = 'starting';
  #run: ProcessRun;
  #restarts = 0;
  #earlyEnds = 0;
  #wasReady = false;
  #pending: Cancellable | undefined;
  #restartAsked = false;

  constructor(options: SuperviseOptions) {
    this.name = options.name;
    this.#options = options;
    this.#run = new ProcessRun(options);
    this.#follow(this.#run);
    this.ready = this.#run.ready;
  }

  state(): SupervisedState {
    return this.#state;
  }

  child(): ChildProcess | undefined {
    return this.#run.ended ? undefined : this.#run.child;
  }

  restarts(): number {
    return this.#restarts;
  }

  async restart(): Promise<void> {
    if (this.#state === 'stopping' || this.#state === 'stopped') return;
    this.#pending?.cancel();
    this.#restartAsked = true;
    await this.#run.end();
    this.#restartAsked = false;
    this.#again();
    await this.#run.ready;
  }

  async stop(): Promise<void> {
    this.#pending?.cancel();
    if (this.#state !== 'stopped') this.#state = 'stopping';
    await this.#run.end();
    if (this.#state === 'stopping') {
      this.#state = 'stopped';
      this.#tell({ kind: 'stopped' });
    }
  }

  kill(): void {
    this.#pending?.cancel();
    this.#state = 'stopping';
    this.#run.signal('SIGKILL');
  }

  #follow(run: ProcessRun): void {
    run.ready.then(
      () => this.#onReady(run),
      () => this.#onStalled(run),
    );
    void run.gone.then((exit) => this.#onGone(exit));
    if (run.child.pid !== undefined) this.#tell({ kind: 'started', pid: run.child.pid });
  }

  #onReady(run: ProcessRun): void {
    if (this.#state !== 'starting') return;
    this.#state = 'ready';
    this.#wasReady = true;
    this.#tell({ kind: 'ready', afterMs: run.ageMs() });
  }

  /** It runs without becoming ready: that is as good as dead, and `gone` decides what follows. */
  #onStalled(run: ProcessRun): void {
    if (!run.ended && this.#state === 'starting') void run.end();
  }

  #onGone(exit: ProcessExit): void {
    if (this.#restartAsked || this.#state === 'stopping' || this.#state === 'stopped') return;
    const policy = this.#options.restart;
    if (policy === undefined || !this.#wasReady) {
      this.#state = 'failed';
      this.#tell({ kind: 'ended', exit, restartInMs: null });
      return;
    }
    this.#earlyEnds = exit.ranMs >= policy.stableAfterMs ? 1 : this.#earlyEnds + 1;
    const looping = this.#earlyEnds >= policy.crashLoopAfter;
    const delayMs = looping
      ? policy.delayMsMax
      : Math.min(policy.delayMsMax, policy.delayMsBase * 2 ** (this.#earlyEnds - 1));
    this.#state = 'waiting';
    this.#tell({ kind: 'ended', exit, restartInMs: delayMs });
    if (this.#earlyEnds === policy.crashLoopAfter) {
      this.#tell({ kind: 'crash_loop', exit, exits: this.#earlyEnds });
    }
    this.#pending = this.#options.clock.schedule(delayMs, () => this.#again());
  }

  #again(): void {
    if (this.#state === 'stopping' || this.#state === 'stopped') return;
    this.#state = 'starting';
    this.#restarts += 1;
    this.#run = new ProcessRun(this.#options);
    this.#follow(this.#run);
  }

  #tell(event: SupervisionEvent): void {
    this.#options.onEvent?.(event);
  }
}
