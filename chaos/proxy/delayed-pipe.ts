import type { Socket } from 'node:net';
import type { DurationMs } from '#kernel/time';

/** What a proxy does to the bytes that pass it. Shared by all its connections; changes take effect at once. */
export interface PipeTerms {
  latencyMs: DurationMs;
  stalled: boolean;
}

interface Waiting {
  /** `null`: the sender has no more to say. */
  readonly bytes: Buffer | null;
  readonly dueAt: number;
}

const waitingBytesMax = 1_048_576;

/** One direction of a proxied connection: hands bytes on in order, late or not at all, as the terms say. */
export class DelayedPipe {
  readonly #source: Socket;
  readonly #target: Socket;
  readonly #terms: Readonly<PipeTerms>;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: Socket, target: Socket, terms: Readonly<PipeTerms>) {
    this.#source = source;
    this.#target = target;
    this.#terms = terms;
    source.on('data', (bytes: Buffer) => this.#take(bytes));
    source.once('end', () => this.#take(null));
    target.on('drain', () => this.flush());
  }

  /** Hands on what is due. Called again when the terms change. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (!this.#terms.stalled && !this.#target.writableNeedDrain) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const delayMs = next.dueAt - performance.now();
      if (delayMs > 0) {
        this.#timer = setTimeout(() => this.flush(), Math.ceil(delayMs));
        break;
      }
      this.#waiting.shift();
      this.#pass(next.bytes);
    }
    if (this.#waitingBytes < waitingBytesMax) this.#source.resume();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #take(bytes: Buffer | null): void {
    this.#waitingBytes += bytes?.length ?? 0;
    if (this.#waitingBytes >= waitingBytesMax) this.#source.pause();
    // Never before what came earlier, even if the latency has fallen since.
    const dueAt = Math.max(performance.now() + this.#terms.latencyMs, this.#waiting.at(-1)?.dueAt ?? 0);
    this.#waiting.push({ bytes, dueAt });
    this.flush();
  }

  #pass(bytes: Buffer | null): void {
    if (this.#target.destroyed) return;
    if (bytes === null) {
      this.#target.end();
    } else {
      this.#waitingBytes -= bytes.length;
      this.#target.write(bytes);
    }
  }
}
