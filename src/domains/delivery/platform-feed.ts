import { laneOf, type LogEntry } from '#events';
import type { Cancellable } from '#kernel/time';
import { backoffMs } from './backoff.ts';
import type { FeedContext } from './feed-context.ts';
import { judgeAnswer, type EventFailure, type Judgement } from './judge-answer.ts';
import { LaneLoader } from './lane-loader.ts';
import { LaneQueue } from './lane-queue.ts';
import { ParkedLanes } from './parked-lanes.ts';
import { PendingChanges } from './pending-changes.ts';
import { ShardReader } from './shard-reader.ts';
import type { FeedChanges } from './store.ts';
import type { Batch, DeliveryError, DeliveryTerms, Parcel } from './types.ts';

const waitPolicy = { delayMsBase: 100, delayMsMax: 5_000 };

/**
 * Brings one platform its events, as far as they belong to this hub’s shards.
 *
 * States: *flowing* (up to `concurrency` batches under way) → *waiting* (the platform as a whole can’t take
 * anything; nobody’s attempt is counted) → *probing* (one batch under way; success leads back to flowing, failure to
 * waiting, longer). A failing event parks its own lane only.
 */
export class PlatformFeed {
  readonly platform: string;
  readonly #context: FeedContext;
  readonly #queue = new LaneQueue();
  readonly #parked: ParkedLanes;
  readonly #changes = new PendingChanges();
  readonly #reader: ShardReader;
  readonly #loader: LaneLoader;
  #terms: DeliveryTerms;
  #underWay = 0;
  #waitsInARow = 0;
  #waitTimer: Cancellable | undefined;
  #closed = false;

  constructor(platform: string, terms: DeliveryTerms, context: FeedContext) {
    this.platform = platform;
    this.#terms = terms;
    this.#context = context;
    this.#parked = new ParkedLanes(context.clock);
    this.#loader = new LaneLoader(platform, context, this.#parked, this.#queue, () => this.pump());
    this.#reader = new ShardReader(platform, context.log, context.clock, {
      accept: (entry, track) => this.#admit(entry, track),
      hasRoom: () => this.#hasRoom(),
      onProgress: () => this.pump(),
    });
  }

  /** Events of this platform that are not settled, as far as this hub knows. */
  get lag(): number {
    return this.#queue.size + this.#reader.behindBy();
  }

  get parkedLanes(): number {
    return this.#parked.size;
  }

  get underWay(): number {
    return this.#underWay;
  }

  setTerms(terms: DeliveryTerms): void {
    this.#terms = terms;
    this.pump();
  }

  /** New entries at the log’s tail that this platform must get. Call `pump` afterwards. */
  offer(entry: LogEntry): void {
    this.#reader.offer(entry);
  }

  /** The platform can take events again, as far as is known: stop waiting. */
  resume(): void {
    if (this.#waitTimer === undefined) return;
    this.#waitTimer.cancel();
    this.#waitTimer = undefined;
    this.pump();
  }

  /** Sends as much as may be sent now. */
  pump(): void {
    if (this.#closed) return;
    const { batchSize, concurrency } = this.#terms;
    const limit = this.#waitsInARow > 0 ? 1 : concurrency;
    while (this.#underWay < limit && this.#waitTimer === undefined && this.#context.mayWork()) {
      const parcels = this.#queue.take(batchSize);
      if (parcels.length === 0) break;
      void this.#send({ id: this.#context.nextBatchId(), platform: this.platform, parcels });
    }
    this.#reader.catchUp();
  }

  addShards(
    cursors: readonly { readonly shard: number; readonly position: number }[],
    lanes: readonly { readonly lane: string; readonly shard: number; readonly dueInMs: number }[],
  ): void {
    for (const { lane, shard, dueInMs } of lanes) this.#parked.rest(lane, shard, dueInMs);
    this.#reader.addShards(cursors);
    this.#loader.schedule();
    this.pump();
  }

  dropShards(shards: ReadonlySet<number>): void {
    this.#reader.dropShards(shards);
    for (const parcel of this.#queue.withdrawWhere(({ entry }) => shards.has(entry.shard))) {
      parcel.abandoned = true;
    }
    this.#parked.dropShards(shards);
    this.#changes.dropShards(shards);
  }

  /** Takes nothing more in for shards that are being handed over; what is in memory still goes out. */
  pauseShards(shards: ReadonlySet<number>): void {
    this.#reader.pauseShards(shards);
  }

  /** They stay after all. */
  resumeShards(shards: ReadonlySet<number>): void {
    this.#reader.resumeShards(shards);
  }

  /** Whether nothing of these shards is left in memory. */
  isDrained(shards: ReadonlySet<number>): boolean {
    return this.#reader.isDrained(shards);
  }

  /** Lanes were parked from outside (replay, a person’s retry). */
  wakeLanes(
    lanes: readonly { readonly lane: string; readonly shard: number; readonly dueInMs: number }[],
  ): void {
    for (const { lane, shard, dueInMs } of lanes) {
      if (this.#reader.owns(shard)) this.#parked.rest(lane, shard, dueInMs);
    }
    this.#loader.schedule();
  }

  /** What the next checkpoint must write; `undefined` when there is nothing. */
  collect(isFinal: boolean): FeedChanges | undefined {
    const lanes = this.#parked.saving();
    const cursors = this.#reader.advance(isFinal);
    const changes = this.#changes.take(this.platform, cursors, lanes);
    const isEmpty =
      cursors.length + lanes.length + changes.parks.length + changes.unparks.length === 0 &&
      changes.deadLetters.length + changes.receipts.length === 0;
    return isEmpty ? undefined : changes;
  }

  committed(changes: FeedChanges): void {
    this.#reader.saved(changes.cursors);
    for (const { lane } of changes.parks) this.#parked.parkCommitted(lane);
    this.#parked.saved(changes.lanes);
    this.#loader.schedule();
  }

  notCommitted(changes: FeedChanges): void {
    this.#changes.restore(changes);
  }

  close(): void {
    this.#closed = true;
    this.#waitTimer?.cancel();
    this.#loader.close();
    this.#reader.close();
  }

  #hasRoom(): boolean {
    const { batchSize, concurrency } = this.#terms;
    return this.#queue.size < Math.max(5_000, batchSize * concurrency * 8) && this.#parked.size < 100_000;
  }

  #admit(entry: LogEntry, track: (parcel: Parcel) => void): void {
    const lane = laneOf(entry);
    const parcel: Parcel = {
      entry,
      lane,
      body: entry.body,
      attempts: 0,
      parked: false,
      settled: false,
      abandoned: false,
    };
    track(parcel);
    if (this.#parked.has(lane)) this.#park(parcel, 0, null);
    else this.#queue.add(parcel);
  }

  async #send(batch: Batch): Promise<void> {
    const { clock } = this.#context;
    this.#underWay += 1;
    const sentAtMs = clock.now();
    const answer = await this.#context.call(batch);
    this.#underWay -= 1;
    const judgement = judgeAnswer(batch, answer);
    if (judgement.kind === 'answered') {
      this.#waitsInARow = 0;
      const address = answer.kind === 'held' ? '' : answer.address;
      this.#settle(batch, judgement.failures, {
        batchId: batch.id,
        address,
        sentAtMs,
        answeredAtMs: clock.now(),
      });
    } else {
      this.#unsettle(batch, judgement);
    }
    this.pump();
  }

  /** The platform answered for each event. */
  #settle(
    batch: Batch,
    failures: ReadonlyMap<string, EventFailure>,
    receipt: { batchId: string; address: string; sentAtMs: number; answeredAtMs: number },
  ): void {
    const fresh: Parcel[] = [];
    const processed: Parcel[] = [];
    for (const segment of segmentsByLane(batch.parcels)) {
      const [first] = segment;
      if (first === undefined || first.abandoned) continue;
      const firstFailed = segment.findIndex(({ entry }) => failures.has(entry.eventId));
      const done = firstFailed === -1 ? segment : segment.slice(0, firstFailed);
      for (const parcel of done) {
        parcel.settled = true;
        processed.push(parcel);
        if (parcel.parked) {
          this.#changes.unpark(parcel);
          this.#changes.confirm([parcel], receipt);
        } else {
          fresh.push(parcel);
        }
      }
      this.#queue.confirm(first.lane, done.length);
      const failed = firstFailed === -1 ? undefined : segment[firstFailed];
      if (failed === undefined) this.#finishIfDone(first);
      else this.#fail(failed, failures.get(failed.entry.eventId)!);
    }
    this.#changes.confirm(fresh, receipt);
    this.#context.noteProgress();
    this.#context.observer.onProcessed(this.platform, processed, receipt.answeredAtMs);
  }

  /** A lane that came from the database is through with what was loaded: write that down, then look for more. */
  #finishIfDone({ lane, entry }: Parcel): void {
    if (!this.#parked.isMoving(lane) || this.#queue.has(lane)) return;
    this.#parked.save(lane, entry.shard, 0);
    this.#context.requestCheckpoint();
  }

  /** The batch failed as a whole. */
  #unsettle(batch: Batch, judgement: Exclude<Judgement, { kind: 'answered' }>): void {
    const lanes = [...new Set(batch.parcels.filter(({ abandoned }) => !abandoned).map(({ lane }) => lane))];
    const [only] = batch.parcels;
    const isEventsFault = judgement.kind === 'suspect' && this.#isBlameable(judgement.error);
    if (isEventsFault && batch.parcels.length === 1 && only !== undefined) {
      if (only.abandoned) return;
      this.#waitsInARow = 0;
      const { error, retryAfterMs } = judgement;
      this.#fail(only, { error, retryAfterMs, retryable: true });
      return;
    }
    const batchMax = isEventsFault ? Math.ceil(batch.parcels.length / 2) : undefined;
    for (const lane of lanes) this.#queue.putBack(lane, batchMax);
    if (judgement.kind === 'hold') {
      this.#wait(judgement.retryAfterMs);
      return;
    }
    this.#context.observer.onWaiting(this.platform, judgement.error);
    if (isEventsFault) return;
    this.#waitsInARow += 1;
    this.#wait(backoffMs(waitPolicy, this.#waitsInARow, this.#context.random, judgement.retryAfterMs));
  }

  /** A platform that hangs as a whole times out too; then it is not the event’s fault. */
  #isBlameable(error: DeliveryError): boolean {
    return error.code !== 'timeout' || this.#context.isAlive(this.platform);
  }

  #wait(delayMs: number): void {
    this.#waitTimer?.cancel();
    this.#waitTimer = this.#context.clock.schedule(delayMs, () => {
      this.#waitTimer = undefined;
      this.pump();
    });
  }

  /** One event failed by itself: its lane is parked, or the event is given up and the lane goes on after it. */
  #fail(failed: Parcel, failure: EventFailure): void {
    const [first, ...followers] = this.#queue.withdraw(failed.lane);
    if (first === undefined) return;
    first.attempts += 1;
    const { retry, onDeadLetter } = this.#terms;
    const isDead = !failure.retryable || first.attempts >= retry.attemptsMax;
    // Parked before its events are, so that they are counted as its.
    this.#parked.save(failed.lane, failed.entry.shard, 0);
    const delayMs = isDead ? 0 : backoffMs(retry, first.attempts, this.#context.random, failure.retryAfterMs);
    if (isDead) {
      first.settled = true;
      if (first.parked) this.#changes.unpark(first);
      this.#changes.bury(first, failure.error, onDeadLetter === 'hold');
      this.#context.observer.onDead(this.platform, first, failure.error);
    } else {
      this.#park(first, delayMs, failure.error);
      this.#context.observer.onFailed(this.platform, first, failure.error);
    }
    for (const follower of followers) if (!follower.parked) this.#park(follower, 0, null);
    // Nothing more of the lane is sent before this is committed: a hub that lost the shard meanwhile must not
    // skip an event that its successor will still deliver.
    this.#parked.save(failed.lane, failed.entry.shard, delayMs);
    this.#context.requestCheckpoint();
  }

  #park(parcel: Parcel, delayMs: number, error: DeliveryError | null): void {
    parcel.settled = true;
    this.#changes.park(parcel, delayMs, error);
    this.#parked.parks(parcel.lane);
  }
}

/** The parcels of each lane, in order. A lane’s parcels stand together in a batch. */
function segmentsByLane(parcels: readonly Parcel[]): Parcel[][] {
  const segments: Parcel[][] = [];
  let current: Parcel[] = [];
  for (const parcel of parcels) {
    if (current[0] !== undefined && current[0].lane !== parcel.lane) {
      segments.push(current);
      current = [];
    }
    current.push(parcel);
  }
  if (current.length > 0) segments.push(current);
  return segments;
}
