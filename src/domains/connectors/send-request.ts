import type { Dispatcher, Pool } from 'undici';
import type { Clock, DurationMs } from '#kernel/time';
import { classifyFailure, type UnreachableReason } from './classify-failure.ts';

/** Largest answer that is read; a longer one is cut off and counts as unreachable. */
export const answerBytesMax = 1_048_576;

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer | null;
  /** For everything: waiting for a connection, sending, and the last byte of the answer. */
  readonly timeoutMs: DurationMs;
}

export type WireAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      readonly retryAfter: string | undefined;
    }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly message: string };

/** A request that is under way and may be given up from outside. */
export interface InFlight {
  giveUp(reason: UnreachableReason, message: string): void;
}

/**
 * Sends one request and reads its answer. Never rejects, follows no redirect, reads at most
 * `answerBytesMax` bytes and waits at most `timeoutMs`.
 *
 * It drives undici's dispatcher itself: the convenience API above it costs a stream for each answer.
 *
 * @param inFlight holds the request while it is under way
 */
export function sendRequest(
  pool: Pool,
  clock: Clock,
  request: WireRequest,
  inFlight: Set<InFlight>,
): Promise<WireAnswer> {
  return new Promise((resolve) => {
    const exchange = new Exchange((answer) => {
      timer.cancel();
      inFlight.delete(exchange);
      resolve(answer);
    });
    const timer = clock.schedule(request.timeoutMs, () => {
      exchange.giveUp('timeout', `no answer within ${request.timeoutMs} ms`);
    });
    inFlight.add(exchange);
    try {
      pool.dispatch(
        {
          method: request.method,
          path: request.path,
          headers: request.headers as string[],
          body: request.body,
        },
        exchange,
      );
    } catch (error) {
      exchange.fail(error);
    }
  });
}

class Exchange implements Dispatcher.DispatchHandler, InFlight {
  readonly #settle: (answer: WireAnswer) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #status = 0;
  #retryAfter: string | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(settle: (answer: WireAnswer) => void) {
    this.#settle = settle;
  }

  giveUp(reason: UnreachableReason, message: string): void {
    this.#finish({ kind: 'unreachable', reason, message });
    this.#controller?.abort(new Error(message));
  }

  fail(error: unknown): void {
    this.#finish({ kind: 'unreachable', ...classifyFailure(error) });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was given up while it waited for a connection: it must not be sent any more.
    if (this.#settled) controller.abort(new Error('given up before it was sent'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    const retryAfter = headers['retry-after'];
    this.#retryAfter = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > answerBytesMax) {
      this.#chunks = [];
      this.giveUp('answer_too_large', `the answer is longer than ${answerBytesMax} bytes`);
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#finish({
      kind: 'answered',
      status: this.#status,
      body: body.toString('utf8'),
      retryAfter: this.#retryAfter,
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  #finish(answer: WireAnswer): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(answer);
  }
}
