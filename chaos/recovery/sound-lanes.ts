import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import { makeEvent } from '../load/make-event.ts';
import { sentinels } from '../load/people.ts';
import { postUntilAccepted, type Poster } from '../load/post-until-accepted.ts';
import { booksOf } from '../proof/books.ts';
import type { Stage } from '../stage/types.ts';

const lookEveryMs: DurationMs = 40;
const acceptancePatienceMs: DurationMs = 60_000;

/** Sends one event down a lane of every shard, and says when all have arrived at both ends. */
export class LaneSounder {
  readonly #stage: Stage;
  readonly #poster: Poster;
  #round = 0;

  constructor(stage: Stage, poster: Poster) {
    this.#stage = stage;
    this.#poster = poster;
  }

  /** @returns whether all arrived within `patienceMs`; they arrive later otherwise */
  async sound(patienceMs: DurationMs): Promise<boolean> {
    const deadline = performance.now() + patienceMs;
    this.#round += 1;
    const sequence = this.#round;
    // Rounds must not overtake each other, so even an impatient one waits long for its acceptance.
    if (!(await this.#post(sequence))) return false;
    for (;;) {
      if (await this.#haveAllArrived(sequence)) return true;
      if (performance.now() >= deadline) return false;
      await pause(lookEveryMs, undefined, { signal: this.#poster.signal });
    }
  }

  /** @returns whether they were accepted, at last */
  async #post(sequence: number): Promise<boolean> {
    const { hubs, serviceKey } = this.#stage;
    const { ledger, signal } = this.#poster;
    const executions = sentinels.map((userId) => ({
      userId,
      executionId: `${userId}-${sequence}`,
      sequence,
    }));
    const patience = AbortSignal.timeout(acceptancePatienceMs);
    const poster = { ...this.#poster, signal: AbortSignal.any([signal, patience]) };
    const answer = await postUntilAccepted(poster, {
      urls: hubs.map(({ url }) => url),
      path: '/api/integration/sync/events',
      headers: { authorization: `Bearer ${serviceKey}` },
      body: executions.map(makeEvent),
    }).catch(() => signal.throwIfAborted());
    if (answer === undefined) return false;
    const { refused } = answer as { readonly refused: number };
    if (refused > 0) ledger.surprises.push(`${refused} events of ${sentinels.length} were refused`);
    ledger.accepted.push(...executions);
    return true;
  }

  async #haveAllArrived(sequence: number): Promise<boolean> {
    const arrived = await Promise.all(
      booksOf(this.#stage).map(async ({ database, table }) => {
        const [row] = await database
          .query<{ count: number }>(
            `select count(distinct user_id)::integer as count from ${table}
              where user_id = any ($1) and sequence = $2`,
            [sentinels, sequence],
          )
          // The database is not back yet.
          .catch(() => []);
        return row?.count === sentinels.length;
      }),
    );
    return arrived.every(Boolean);
  }
}
