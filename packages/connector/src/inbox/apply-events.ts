import type { Pool } from 'pg';
import type { BatchAnswer, BatchFailure } from '../protocol.ts';
import { describeBlocked, describeFailure } from './describe-failure.ts';
import {
  formLanes,
  type ArrivedEvent,
  type InboxItem,
  type LaneOptions,
  type ScreenedOut,
} from './form-lanes.ts';
import { isolateFailures, type Lane } from './isolate-failures.ts';
import { planSteps } from './plan-steps.ts';
import { recordEvents } from './record-events.sql.ts';
import { runTransaction } from './run-transaction.ts';
import type { ReportFailure, Transaction } from './types.ts';

export interface ApplyEventsOptions extends LaneOptions {
  readonly pool: Pool;
  readonly random?: () => number;
}

/**
 * Applies a batch of events, each exactly once and those of one person in the order given.
 *
 * In the good case that is one transaction: the ids are noted, and the handlers run for those that are new.
 * When something fails, the transaction is undone and {@link isolateFailures} applies what can be applied.
 *
 * @returns what was not applied; everything else was, now or before
 * @throws `connector.database_away`; what was applied until then is recognised when it comes again
 */
export async function applyEvents(
  options: ApplyEventsOptions,
  events: readonly ArrivedEvent[],
  reportFailure?: ReportFailure,
): Promise<BatchAnswer> {
  const { lanes, screenedOut } = formLanes(events, options);
  const failures: ScreenedOut[] = await isolateFailures(lanes, (part) =>
    runTransaction(options.pool, (transaction) => applyLanes(transaction, part), options.random),
  );
  const answer = [...screenedOut, ...failures].map((failure): BatchFailure => {
    const id = failure.item.event.eventId;
    if ('blockedBy' in failure) return describeBlocked(id, failure.blockedBy.event.eventId);
    reportFailure?.({ id, error: failure.error });
    return describeFailure(id, failure.error);
  });
  return answer.length === 0 ? {} : { failures: answer };
}

async function applyLanes(transaction: Transaction, lanes: readonly Lane<InboxItem>[]): Promise<void> {
  const items = lanes.flat().toSorted((left, right) => left.place - right.place);
  const isNew = await recordEvents(
    transaction,
    items.map((item) => item.event),
  );
  const newLanes = lanes.map((lane) => lane.filter((item) => isNew(item.event)));
  for (const step of planSteps(newLanes, (item) => item.handler)) {
    const events = step.items.map((item) => item.event);
    if (step.handler.kind === 'batch') await step.handler.handle(events, transaction);
    else for (const event of events) await step.handler.handle(event, transaction);
  }
}
