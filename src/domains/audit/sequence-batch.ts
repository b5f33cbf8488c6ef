import type { Queryable, Transaction } from '#infra/db';
import { auditErrors } from './errors.ts';
import { judgeHead } from './judge-head.ts';
import { TreeEdge } from './merkle/tree-edge.ts';
import { hashBytes, type Hash } from './merkle/tree-hash.ts';
import { readHeads } from './read-heads.ts';
import { readSubtrees } from './read-subtrees.ts';
import { lockStatement, moveStatement, storeHeadStatement, storeNodesStatement } from './sequence.sql.ts';
import { signHead } from './sign-head.ts';
import type { Audit, SignedHead } from './types.ts';

/** The log as a sequencer last saw it; it follows nobody who tells it another past. */
export interface SeenLog {
  readonly head: SignedHead | null;
  readonly edge: TreeEdge;
}

export interface BatchOutcome {
  /** `taken`: another sequencer is at work. */
  readonly state: 'sequenced' | 'idle' | 'taken';
  /** Entries that were added. */
  readonly count: number;
  /** What to pass to the next batch. */
  readonly seen: SeenLog | undefined;
}

/** Entries in one batch; what one transaction moves in a fraction of a second. */
export const batchSizeMax = 5_000;

/**
 * Moves pending acts into the log, extends the tree and signs its head: all of it in one transaction, so that a crash at
 * any point leaves nothing lost, nothing twice and no gap.
 *
 * @param seen what the batch before gave; absent after a start
 * @throws `audit.history_changed`, and signs nothing, when the log is not the one that was signed or seen before
 */
export async function sequenceBatch(audit: Audit, seen?: SeenLog): Promise<BatchOutcome> {
  return audit.database.transaction(async (transaction) => {
    const [lock] = await transaction.query<{ obtained: boolean }>(lockStatement);
    if (lock?.obtained !== true) return { state: 'taken', count: 0, seen };
    const present = await openLog(audit, transaction, seen);
    const [moved] = await transaction.query<{ count: number; leaf_hashes: Buffer | null }>(moveStatement, [
      present.edge.size,
      batchSizeMax,
    ]);
    if (moved === undefined || moved.leaf_hashes === null) return { state: 'idle', count: 0, seen: present };
    // Another key may sign by now. Asked for no sooner: most looks find nothing to sign.
    await audit.statementKeys.refresh(transaction);
    const edge = await growTree(transaction, present.edge, moved.leaf_hashes);
    const head = signHead(audit.statementKeys.current, {
      size: edge.size,
      root: edge.root,
      time: nextTime(audit, present.head),
    });
    await transaction.query(storeHeadStatement, [
      head.size,
      head.root,
      head.time,
      head.keyId,
      head.statement,
      head.signature,
    ]);
    return { state: 'sequenced', count: moved.count, seen: { head, edge } };
  });
}

/** The log where the last head left it. Its past must be the one that was seen and signed. */
async function openLog(
  { statementKeys }: Audit,
  transaction: Transaction,
  seen: SeenLog | undefined,
): Promise<SeenLog> {
  const [head = null] = await readHeads(transaction, { limit: 1 });
  if (seen !== undefined && seen.head?.statement === head?.statement) return seen;
  if (seen?.head != null) await requirePast(transaction, seen.head, head);
  if (head === null) return { head, edge: new TreeEdge() };
  // Another hub may have signed with a key that this one has not heard of.
  if (judgeHead(head, statementKeys.publicKeys) === 'foreign') await statementKeys.refresh(transaction);
  const verdict = judgeHead(head, statementKeys.publicKeys);
  if (verdict !== 'genuine') {
    throw auditErrors('audit.history_changed', { detail: `The head of size ${head.size} is ${verdict}.` });
  }
  const edge = new TreeEdge(head.size, await readSubtrees(transaction, TreeEdge.subtrees(head.size)));
  if (!edge.root.equals(head.root)) {
    throw auditErrors('audit.history_changed', {
      detail: `The tree in the database has another root than the head of size ${head.size}.`,
    });
  }
  return { head, edge };
}

/** Another hub may have gone on since; what this one saw must still be there. */
async function requirePast(target: Queryable, seen: SignedHead, latest: SignedHead | null): Promise<void> {
  const [same] = await readHeads(target, { before: seen.size + 1, limit: 1 });
  if (same?.statement === seen.statement) return;
  throw auditErrors('audit.history_changed', {
    detail: `This hub saw a log of ${seen.size} entries; the database now has ${latest?.size ?? 0}, and another past.`,
  });
}

/** Appends leaves and stores the subtrees that they complete. On a copy: the transaction may yet fail. */
async function growTree(transaction: Transaction, from: TreeEdge, leafHashes: Buffer): Promise<TreeEdge> {
  const edge = new TreeEdge(from.size, from.hashes);
  const runs: { readonly first: number; readonly hashes: Hash[] }[] = [];
  for (let offset = 0; offset < leafHashes.length; offset += hashBytes) {
    edge.append(leafHashes.subarray(offset, offset + hashBytes), ({ level, index }, hash) => {
      // What a batch completes on one level stands side by side.
      (runs[level - 1] ??= { first: index, hashes: [] }).hashes.push(hash);
    });
  }
  if (runs.length > 0) {
    await transaction.query(storeNodesStatement, [
      runs.map((_run, position) => position + 1),
      runs.map(({ first }) => first),
      runs.map(({ hashes }) => Buffer.concat(hashes)),
    ]);
  }
  return edge;
}

/** The clocks of two hubs differ; heads never go back in time. */
function nextTime({ clock }: Audit, previous: SignedHead | null): string {
  const previousMs = previous === null ? 0 : Date.parse(previous.time);
  return new Date(Math.max(clock.now(), previousMs)).toISOString();
}
