import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../types.ts';
import { childEnvironment, profileFlags } from './child-process-parts.ts';
import { projectRoot } from './project-root.ts';

/** A process of the benchmark’s own: it sends load, or counts what arrives. */
export interface Worker<Question> {
  /** @throws when it cannot answer, has ended, takes longer than `timeoutMs`, or the run is interrupted */
  ask<Answer>(question: Question, timeoutMs?: number): Promise<Answer>;
  stop(): Promise<void>;
}

export interface NumberedQuestion<Question> {
  readonly id: number;
  readonly question: Question;
}

export type NumberedAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failure: string };

export interface WorkerStart {
  /** For messages and profiles. */
  readonly name: string;
  /** The file that runs it; it calls `answerParent`. */
  readonly main: URL;
  readonly environment?: Readonly<Record<string, string>>;
  /** Told at once how to end it, before it is known whether it starts. */
  readonly onStarted: (stop: () => Promise<void>) => void;
}

const answerTimeoutMsDefault = 300_000;
const exitGraceMs = 5_000;

/** Starts a worker and waits until it listens. It ends by itself should this process die. */
export async function startWorker<Question>(bench: Bench, start: WorkerStart): Promise<Worker<Question>> {
  const { name, main, environment = {}, onStarted } = start;
  const running = fork(fileURLToPath(main), [], {
    cwd: projectRoot,
    env: childEnvironment(environment),
    execArgv: profileFlags(bench, name),
    // Lets arrays of numbers through as they are.
    serialization: 'advanced',
    // Standard output belongs to the results.
    stdio: ['ignore', 2, 2, 'ipc'],
    detached: true,
  });
  onStarted(() => stop(running));
  const questions = new Questions<Question>(name, running, bench.signal);
  await questions.listening;
  return {
    ask: <Answer>(question: Question, timeoutMs = answerTimeoutMsDefault) =>
      questions.ask(question, timeoutMs) as Promise<Answer>,
    stop: () => stop(running),
  };
}

interface Open {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** The questions that a worker has not answered yet. */
class Questions<Question> {
  readonly listening: Promise<void>;
  readonly #name: string;
  readonly #running: ChildProcess;
  readonly #open = new Map<number, Open>();
  #asked = 0;
  #over: Error | undefined;

  constructor(name: string, running: ChildProcess, signal: AbortSignal) {
    this.#name = name;
    this.#running = running;
    const ready = Promise.withResolvers<void>();
    this.listening = ready.promise;
    const give = (reason: Error): void => {
      this.#over ??= reason;
      ready.reject(this.#over);
      for (const { reject } of this.#open.values()) reject(this.#over);
      this.#open.clear();
    };
    running.on('message', (message) => {
      if (message === 'ready') ready.resolve();
      else this.#settle(message as NumberedAnswer);
    });
    running.once('error', give);
    running.once('exit', (code, by) => give(new Error(`${name} has ended (${by ?? `code ${code}`})`)));
    const onAbort = (): void => give(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
    running.once('exit', () => signal.removeEventListener('abort', onAbort));
    if (signal.aborted) onAbort();
  }

  ask(question: Question, timeoutMs: number): Promise<unknown> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    const id = (this.#asked += 1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#open.set(id, { resolve, reject });
    const message: NumberedQuestion<Question> = { id, question };
    this.#running.send(message);
    const late = (): void => reject(new Error(`${this.#name} did not answer within ${timeoutMs / 1_000} s`));
    const timer = setTimeout(late, timeoutMs);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#open.delete(id);
    });
  }

  #settle(answer: NumberedAnswer): void {
    const open = this.#open.get(answer.id);
    if ('failure' in answer) open?.reject(new Error(`${this.#name}: ${answer.failure}`));
    else open?.resolve(answer.value);
  }
}

/** Lets go of the worker, which then ends by itself, in order: it may have a profile to write. */
async function stop(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null || running.pid === undefined) return;
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  running.once('exit', () => resolve());
  const timer = setTimeout(() => running.kill('SIGKILL'), exitGraceMs);
  if (running.connected) running.disconnect();
  else running.kill('SIGKILL');
  await gone;
  clearTimeout(timer);
}
