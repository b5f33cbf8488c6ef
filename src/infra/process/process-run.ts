import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { sleep } from '#kernel/time';
import { processErrors } from './errors.ts';
import { signalGroup } from './signal-group.ts';
import type { ProcessExit, SuperviseOptions } from './supervised-process.ts';

const linesKept = 20;
const wordsShown = 5;
// Where in its code Node failed helps whoever reads the log, not whoever reads the sentence.
const noise = /^\s+at |^\s*$|^Node\.js v/;

/** One life of the process. */
export class ProcessRun {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  /** Resolves when the process has ended and what was left of its group has been killed. */
  readonly gone: Promise<ProcessExit>;
  ended = false;
  readonly #options: SuperviseOptions;
  readonly #startedAt: number;
  readonly #lastLines: string[] = [];
  readonly #watchers: ((line: string) => void)[] = [];

  constructor(options: SuperviseOptions) {
    this.#options = options;
    this.#startedAt = options.clock.monotonic();
    this.child = spawn(options.command, options.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in a terminal reaches the supervisor only, which stops things in order.
      detached: true,
      ...(options.env && { env: options.env }),
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.uid !== undefined && { uid: options.uid }),
      ...(options.gid !== undefined && { gid: options.gid }),
    });
    this.#readLines('stdout');
    this.#readLines('stderr');
    if (this.child.pid !== undefined) {
      options.guardian?.watch(this.child.pid, options.stopSteps[0]?.signal ?? 'SIGTERM');
    }
    const failure = Promise.withResolvers<never>();
    this.gone = this.#untilGone(failure.reject);
    this.ready = Promise.race([this.#untilReady(), failure.promise]);
    this.ready.catch(() => {});
  }

  ageMs(): number {
    return this.#options.clock.monotonic() - this.#startedAt;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.child.pid !== undefined && !this.ended) signalGroup(this.child.pid, signal);
  }

  async end(): Promise<void> {
    for (const { signal, graceMs } of this.#options.stopSteps) {
      if (this.ended) break;
      this.signal(signal);
      await this.#goneWithin(graceMs);
    }
    this.signal('SIGKILL');
    await this.gone;
  }

  #readLines(stream: 'stdout' | 'stderr'): void {
    const input = this.child[stream];
    if (input === null) return;
    createInterface({ input, crlfDelay: Infinity }).on('line', (line) => {
      this.#lastLines.push(line);
      if (this.#lastLines.length > linesKept) this.#lastLines.shift();
      this.#options.onLine?.(line, stream);
      for (const watcher of this.#watchers) watcher(line);
    });
  }

  #untilGone(fail: (reason: unknown) => void): Promise<ProcessExit> {
    return new Promise((resolve) => {
      const finish = (code: number | null, signal: NodeJS.Signals | null, cause?: unknown) => {
        if (this.ended) return;
        this.ended = true;
        const { pid } = this.child;
        if (pid !== undefined) {
          signalGroup(pid, 'SIGKILL');
          this.#options.guardian?.forget(pid);
        }
        const exit = { code, signal, ranMs: this.ageMs(), lastLines: [...this.#lastLines] };
        fail(this.#explain(exit, cause));
        resolve(exit);
      };
      // Its last words arrive before `close`; but a grandchild may keep the pipes open after the `exit`.
      this.child.once('close', (code, signal) => finish(code, signal));
      this.child.once('exit', (code, signal) =>
        this.#options.clock.schedule(100, () => finish(code, signal)),
      );
      this.child.once('error', (error) => finish(null, null, error));
    });
  }

  async #untilReady(): Promise<void> {
    const { readyWhen, readyTimeoutMs, clock } = this.#options;
    const met = Promise.withResolvers<void>();
    if (readyWhen.kind === 'spawned') this.child.once('spawn', () => met.resolve());
    if (readyWhen.kind === 'line') {
      this.#watchers.push((line) => readyWhen.matches(line) && met.resolve());
    }
    if (readyWhen.kind === 'probe') void this.#probe(readyWhen.probe, readyWhen.everyMs).then(met.resolve);
    const timer = clock.schedule(readyTimeoutMs, () => met.reject(this.#stalled()));
    void this.gone.then(() => timer.cancel());
    try {
      await met.promise;
    } finally {
      timer.cancel();
      this.#watchers.length = 0;
    }
  }

  async #probe(probe: () => Promise<boolean>, everyMs: number): Promise<void> {
    while (!this.ended && !(await probe().catch(() => false))) await sleep(this.#options.clock, everyMs);
  }

  async #goneWithin(graceMs: number): Promise<void> {
    const patience = Promise.withResolvers<void>();
    const timer = this.#options.clock.schedule(graceMs, patience.resolve);
    await Promise.race([this.gone, patience.promise]);
    timer.cancel();
  }

  #stalled(): Error {
    return processErrors('process.not_ready', {
      detail: `${this.#options.name} was not ready after ${this.#options.readyTimeoutMs} ms. ${this.#words()}`,
    });
  }

  #explain(exit: ProcessExit, cause: unknown): Error {
    if (cause !== undefined) {
      return processErrors('process.cannot_start', {
        detail: `${this.#options.name} (${this.#options.command}) could not be started.`,
        cause,
      });
    }
    const how = exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`;
    return processErrors('process.ended_early', {
      detail: `${this.#options.name} ended ${how} after ${Math.round(exit.ranMs)} ms. ${this.#words()}`,
    });
  }

  #words(): string {
    const telling = this.#lastLines.filter((line) => !noise.test(line));
    return telling.length === 0
      ? 'It said nothing.'
      : `Its last words: ${telling.slice(-wordsShown).join(' | ')}`;
  }
}
