import type pg from 'pg';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock, DurationMs } from '#kernel/time';

/** Work that exactly one hub process does at a time. */
export interface Office {
  close(): Promise<void>;
}

export interface Election {
  /** Whether this process holds the office now. */
  isLeader(): boolean;
  close(): Promise<void>;
}

export interface ElectionTerms {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Number of the advisory lock that stands for the office. */
  readonly lock: number;
  /** Begins the work; it writes over `client` alone. */
  readonly takeOffice: (client: pg.Client) => Office;
}

// How soon another process takes over at most. A wait inside PostgreSQL would be quicker by this, but holds back
// vacuum for as long as it lasts.
const candidacyIntervalMs: DurationMs = 250;

// The server ends a session that says nothing for this long, and with it the lock: a leader that hangs, or whose
// machine vanished, is replaced like one that died.
const silenceMsMax: DurationMs = 6_000;
const heartbeatMs: DurationMs = 2_000;

/**
 * Elects one process among all that call it with the same lock, for as long as its database session lives.
 *
 * A process is a candidate (tries for the lock every 250 ms) or the leader (holds it). It stops leading when it
 * is closed or its session ends; the server frees the lock in that same moment, also of a process that was
 * killed. The leader writes over the session that holds the lock: once that is lost, nothing it still meant to
 * write can get through.
 */
export function electLeader(terms: ElectionTerms): Election {
  const candidate = new Candidate(terms);
  const running = candidate.run();
  return {
    isLeader: () => candidate.leading,
    async close() {
      candidate.resign();
      await running;
    },
  };
}

class Candidate {
  leading = false;
  readonly #terms: ElectionTerms;
  #resigned = false;
  #wake = (): void => {};

  constructor(terms: ElectionTerms) {
    this.#terms = terms;
  }

  resign(): void {
    this.#resigned = true;
    this.#wake();
  }

  async run(): Promise<void> {
    const { database, logger } = this.#terms;
    while (!this.#resigned) {
      const client = await database.connect().catch(() => undefined);
      if (client !== undefined) {
        await this.#runSession(client).catch((error: unknown) => {
          logger.debug({ err: error }, 'candidacy interrupted');
        });
        this.leading = false;
        await client.end().catch(() => {});
      }
      if (!this.#resigned) await this.#pause(candidacyIntervalMs);
    }
  }

  async #runSession(client: pg.Client): Promise<void> {
    const session = { lost: false };
    // Not once: a second error without a listener would end the process.
    for (const event of ['error', 'end'] as const) {
      client.on(event, () => {
        session.lost = true;
        this.#wake();
      });
    }
    const isOver = (): boolean => this.#resigned || session.lost;
    await client.query(`set idle_session_timeout = ${silenceMsMax}`);
    while (!isOver() && !(await this.#tryLock(client))) await this.#pause(candidacyIntervalMs);
    if (isOver()) return;
    this.leading = true;
    this.#terms.logger.info('this hub checks the health of the platforms');
    const office = this.#terms.takeOffice(client);
    while (!isOver()) {
      await this.#pause(heartbeatMs);
      if (!isOver() && !(await this.#isAnswered(client))) session.lost = true;
    }
    this.leading = false;
    // Over a dead connection nothing can finish; breaking it ends what waits for it.
    if (session.lost) client.end().catch(() => {});
    await office.close();
  }

  async #tryLock(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ obtained: boolean }>(
      'select pg_try_advisory_lock($1) as obtained',
      [this.#terms.lock],
    );
    return rows[0]?.obtained === true;
  }

  /** Whether the server answers a heartbeat before it would end the session itself. */
  async #isAnswered(client: pg.Client): Promise<boolean> {
    let answered = false;
    const heartbeat = client.query('select 1').then(
      () => {
        answered = true;
        this.#wake();
      },
      () => this.#wake(),
    );
    await Promise.race([heartbeat, this.#pause(silenceMsMax)]);
    return answered || this.#resigned;
  }

  /** Waits for that long, or until something happens. */
  #pause(durationMs: DurationMs): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#terms.clock.schedule(durationMs, resolve);
      this.#wake = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}
