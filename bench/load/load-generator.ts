/**
 * Sends events either to a hub or, the naive way, straight to every platform. Run as a worker.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { answerParent } from '../stage/answer-parent.ts';
import { createSender, type Sender } from './create-sender.ts';
import { epochMs } from './epoch-ms.ts';
import type { LoadPlan, LoadReport } from './load-plan.ts';

answerParent<LoadPlan>(async (plan) => {
  const { ratePerSecond } = plan;
  const sender = createSender(plan);
  const report =
    ratePerSecond === null
      ? await sendInTurns(sender, plan)
      : await sendOnSchedule(sender, plan, ratePerSecond);
  sender.close();
  return { ...report, repetitions: sender.repetitions() };
});

type SendingReport = Omit<LoadReport, 'repetitions'>;

/** As fast as answers come. */
async function sendInTurns(sender: Sender, plan: LoadPlan): Promise<SendingReport> {
  const failures = watchFailures();
  let next = 0;
  const sendOnAndOn = async (): Promise<void> => {
    while (next < plan.events) {
      const number = next;
      next += plan.eventsPerRequest;
      await sender.send(number).catch(failures.note);
    }
  };
  const startedAtMs = epochMs();
  await Promise.all(Array.from({ length: plan.connections }, sendOnAndOn));
  return { startedAtMs, ...failures.report(), moments: null };
}

/** Each event when it is due, whether or not earlier ones have been answered: slow answers do not slow the load. */
async function sendOnSchedule(sender: Sender, plan: LoadPlan, ratePerSecond: number): Promise<SendingReport> {
  const failures = watchFailures();
  const startedAtMs = epochMs();
  const dueAtMs = Float64Array.from(
    { length: plan.events },
    (_, number) => startedAtMs + (number * 1_000) / ratePerSecond,
  );
  const sentAtMs = new Float64Array(plan.events);
  const answeredAtMs = new Float64Array(plan.events).fill(NaN);
  const underWay: Promise<void>[] = [];
  const launch = async (number: number): Promise<void> => {
    sentAtMs[number] = epochMs();
    await sender.send(number).then(() => {
      answeredAtMs[number] = epochMs();
    }, failures.note);
  };
  for (let next = 0; next < plan.events;) {
    while (next < plan.events && dueAtMs[next]! <= epochMs()) {
      underWay.push(launch(next));
      next += 1;
    }
    await sleep(1);
  }
  await Promise.all(underWay);
  return { startedAtMs, ...failures.report(), moments: { dueAtMs, sentAtMs, answeredAtMs } };
}

/** Counts the events that were not taken, and keeps what the first of them met. */
function watchFailures(): { readonly report: () => FailureReport; note(error: unknown): void } {
  let failures = 0;
  let firstFailure: string | null = null;
  return {
    report: () => ({ failures, firstFailure }),
    note(error) {
      failures += 1;
      firstFailure ??= error instanceof Error ? error.message : String(error);
    },
  };
}

type FailureReport = Pick<LoadReport, 'failures' | 'firstFailure'>;
