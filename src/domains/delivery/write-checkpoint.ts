import type { Database, Transaction } from '#infra/db';
import { checkpointStatements as statements } from './checkpoint.sql.ts';
import { sealError } from './sealed-error.ts';
import type { FeedChanges } from './store.ts';

/**
 * Writes what several feeds settled, in one transaction, and only for shards that the hub still owns: the leases
 * are locked until commit, so a hub that was fenced off writes nothing.
 *
 * @returns shards of the changes that another hub owns by now
 */
export async function writeCheckpoint(
  database: Database,
  hubId: string,
  changes: readonly FeedChanges[],
): Promise<readonly number[]> {
  const shards = [...new Set(changes.flatMap(shardsOf))];
  return database.transaction(async (transaction) => {
    const rows = await transaction.query<{ shard: number }>(statements.fence, [hubId, shards]);
    const owned = new Set(rows.map(({ shard }) => shard));
    await writeCursors(transaction, changes, owned);
    // Before the lanes: an event that leaves its lane resolves a letter that is being retried, unless it died again.
    await writeDeadLetters(transaction, changes, owned);
    await writeParked(transaction, changes, owned);
    await writeReceipts(transaction, changes, owned);
    return shards.filter((shard) => !owned.has(shard));
  });
}

function shardsOf(change: FeedChanges): number[] {
  return [
    ...change.cursors.map(({ shard }) => shard),
    ...change.parks.map(({ entry }) => entry.shard),
    ...change.unparks.map(({ shard }) => shard),
    ...change.deadLetters.map(({ entry }) => entry.shard),
    ...change.receipts.flatMap(({ shardsOfPositions }) => shardsOfPositions),
  ];
}

type Owned = ReadonlySet<number>;

/** The rows of one kind of all platforms, each with its platform. */
function gather<Change>(
  changes: readonly FeedChanges[],
  pick: (change: FeedChanges) => readonly Change[],
): (readonly [string, Change])[] {
  return changes.flatMap((change) => pick(change).map((row) => [change.platform, row] as const));
}

async function writeCursors(
  transaction: Transaction,
  changes: readonly FeedChanges[],
  owned: Owned,
): Promise<void> {
  const rows = gather(changes, ({ cursors }) => cursors).filter(([, { shard }]) => owned.has(shard));
  if (rows.length === 0) return;
  await transaction.query(statements.cursors, [
    rows.map(([platform]) => platform),
    rows.map(([, { shard }]) => shard),
    rows.map(([, { position }]) => position),
  ]);
}

async function writeParked(
  transaction: Transaction,
  changes: readonly FeedChanges[],
  owned: Owned,
): Promise<void> {
  // The last word about an event counts; one statement can’t write a row twice.
  const latest = new Map(
    gather(changes, ({ parks }) => parks)
      .filter(([, { entry }]) => owned.has(entry.shard))
      .map((row) => [`${row[0]} ${row[1].entry.position}`, row]),
  );
  const parks = [...latest.values()];
  if (parks.length > 0) {
    await transaction.query(statements.parks, [
      parks.map(([platform]) => platform),
      parks.map(([, { entry }]) => entry.shard),
      parks.map(([, { lane }]) => lane),
      parks.map(([, { entry }]) => entry.position),
      parks.map(([, { attempts }]) => attempts),
      parks.map(([, { delayMs }]) => delayMs),
      parks.map(([, { entry, error }]) =>
        error === null ? null : sealError(error, transaction.texts, `parked error ${entry.position}`),
      ),
    ]);
  }
  const unparks = gather(changes, (change) => change.unparks).filter(([, { shard }]) => owned.has(shard));
  if (unparks.length === 0) return;
  const platforms = unparks.map(([platform]) => platform);
  const positions = unparks.map(([, { position }]) => position);
  await transaction.query(statements.unparks, [platforms, unparks.map(([, { lane }]) => lane), positions]);
  await transaction.query(statements.resolved, [platforms, positions]);
}

async function writeDeadLetters(
  transaction: Transaction,
  changes: readonly FeedChanges[],
  owned: Owned,
): Promise<void> {
  const rows = gather(changes, ({ deadLetters }) => deadLetters).filter(([, { entry }]) =>
    owned.has(entry.shard),
  );
  if (rows.length === 0) return;
  await transaction.query(statements.deadLetters, [
    rows.map(([platform]) => platform),
    rows.map(([, { entry }]) => entry.shard),
    rows.map(([, { lane }]) => lane),
    rows.map(([, { entry }]) => entry.position),
    rows.map(([, { entry }]) => entry.eventId),
    rows.map(([, { entry }]) => entry.eventType),
    rows.map(([, { entry }]) => entry.userId),
    rows.map(([, { entry }]) => entry.source),
    rows.map(([, { entry, body }]) => transaction.texts.seal(body, `dead letter ${entry.eventId}`)),
    rows.map(([, { attempts }]) => attempts),
    rows.map(([, { entry, error }]) =>
      sealError(error, transaction.texts, `dead letter error ${entry.eventId}`),
    ),
    rows.map(([, { holdsLane }]) => holdsLane),
  ]);
}

async function writeReceipts(
  transaction: Transaction,
  changes: readonly FeedChanges[],
  owned: Owned,
): Promise<void> {
  const rows = gather(changes, ({ receipts }) => receipts)
    .map(([platform, receipt]) => ({
      platform,
      receipt,
      positions: receipt.positions.filter((_, index) => owned.has(receipt.shardsOfPositions[index]!)),
    }))
    .filter(({ positions }) => positions.length > 0);
  if (rows.length === 0) return;
  await transaction.query(statements.receipts, [
    rows.map(({ platform }) => platform),
    rows.map(({ positions }) => positions.join(',')),
    rows.map(({ receipt }) => receipt.batchId),
    rows.map(({ receipt }) => receipt.address),
    rows.map(({ receipt }) => receipt.sentAtMs),
    rows.map(({ receipt }) => receipt.answeredAtMs),
  ]);
}
