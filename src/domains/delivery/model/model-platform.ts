import type { PlatformAnswer } from '#connectors';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { laneOf, type PlatformEvent } from '#events';
import type { Batch } from '../types.ts';

export type Mood = 'well' | 'refusing' | 'erring' | 'hanging' | 'losing_answers';

/** How one event behaves at the platform. */
export type Temper = 'good' | 'fails_twice' | 'rejected' | 'poisons_batch_twice';

/**
 * A platform that applies every event once, in the order in which it arrives (as the connector’s inbox does), and
 * that can misbehave in every way the wire allows. It records what it applied: the ground truth of the test.
 */
export class ModelPlatform {
  readonly name: string;
  /** Event ids per lane in the order in which they took effect. */
  readonly effects = new Map<string, string[]>();
  mood: Mood = 'well';
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #temperOf: (eventId: string) => Temper;
  readonly #applied = new Set<string>();
  readonly #failures = new Map<string, number>();

  constructor(name: string, clock: Clock, random: Random, temperOf: (eventId: string) => Temper) {
    this.name = name;
    this.#clock = clock;
    this.#random = random;
    this.#temperOf = temperOf;
  }

  async call(batch: Batch): Promise<PlatformAnswer> {
    const address = 'http://model';
    await this.#pass(1 + this.#random() * 20);
    if (this.mood === 'refusing') {
      return { kind: 'unreachable', reason: 'connection', message: 'refused', durationMs: 1, address };
    }
    if (this.mood === 'erring') {
      return { kind: 'answered', status: 503, body: '', retryAfterMs: null, durationMs: 1, address };
    }
    if (this.mood === 'hanging') {
      await this.#pass(300);
      return { kind: 'unreachable', reason: 'timeout', message: 'no answer', durationMs: 300, address };
    }
    const answer = this.#process(batch);
    // What it did is done, even when nobody hears of it.
    await this.#pass(1 + this.#random() * 20);
    if (this.mood === 'losing_answers') {
      return { kind: 'unreachable', reason: 'connection', message: 'reset', durationMs: 1, address };
    }
    return { kind: 'answered', ...answer, retryAfterMs: null, durationMs: 1, address };
  }

  #process(batch: Batch): { status: number; body: string } {
    const events = batch.parcels.map(({ body }) => JSON.parse(body) as PlatformEvent);
    if (events.some(({ eventId }) => this.#failsStill(eventId, 'poisons_batch_twice'))) {
      return { status: 500, body: 'oops' };
    }
    const failures: { id: string; code: string; message: string; retryable: boolean }[] = [];
    const blocked = new Set<string>();
    for (const event of events) {
      const userId = typeof event.payload['userId'] === 'string' ? event.payload['userId'] : null;
      const lane = laneOf({ userId, source: event.source, eventId: event.eventId });
      const code = blocked.has(lane) ? 'blocked_by_earlier_failure' : this.#apply(lane, event.eventId);
      if (code === undefined) continue;
      blocked.add(lane);
      failures.push({ id: event.eventId, code, message: code, retryable: code !== 'rejected' });
    }
    return { status: 200, body: JSON.stringify({ failures }) };
  }

  #apply(lane: string, eventId: string): string | undefined {
    if (this.#applied.has(eventId)) return undefined;
    if (this.#temperOf(eventId) === 'rejected') return 'rejected';
    if (this.#failsStill(eventId, 'fails_twice')) return 'not_yet';
    this.#applied.add(eventId);
    const lanes = this.effects.get(lane);
    if (lanes === undefined) this.effects.set(lane, [eventId]);
    else lanes.push(eventId);
    return undefined;
  }

  #failsStill(eventId: string, temper: Temper): boolean {
    if (this.#temperOf(eventId) !== temper) return false;
    const failures = (this.#failures.get(eventId) ?? 0) + 1;
    this.#failures.set(eventId, failures);
    return failures <= 2;
  }

  #pass(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.schedule(delayMs, resolve);
    });
  }
}
