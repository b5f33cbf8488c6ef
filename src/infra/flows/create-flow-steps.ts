import { DBOS, Error as DbosErrors } from '@dbos-inc/dbos-sdk';
import { isUnavailable } from '#infra/db';
import { sleep, type Clock } from '#kernel/time';
import { StepFailed } from './step-failed.ts';
import type { FlowSteps } from './types.ts';

const attemptsMaxDefault = 8;
const firstPauseSeconds = 0.2;
const databasePauseMs = 1_000;

/** The steps of flows, on DBOS. */
export function createFlowSteps(clock: Clock): FlowSteps {
  return {
    async step(name, work, { attemptsMax = attemptsMaxDefault, isPassing = () => true } = {}) {
      let done = false;
      const attempt = async (): ReturnType<typeof work> => {
        const result = await whileDatabaseIsAway(clock, work);
        done = true;
        return result;
      };
      try {
        return await DBOS.runStep(attempt, {
          name,
          retriesAllowed: attemptsMax > 1,
          maxAttempts: attemptsMax,
          intervalSeconds: firstPauseSeconds,
          backoffRate: 2,
          shouldRetry: isPassing,
        });
      } catch (error) {
        // What was done and could not be noted is done again, by whoever goes on.
        if (done || isOfTheEngine(error)) throw error;
        throw new StepFailed(name, error);
      }
    },
    receive: (topic, timeoutMs) => DBOS.recv(topic, timeoutMs / 1_000),
    sleep: (durationMs) => DBOS.sleep(durationMs),
    now: () => DBOS.now(),
  };
}

/** A database that restarts, or fails over, is waited for: that is no attempt, and no reason to undo anything. */
async function whileDatabaseIsAway<Result>(clock: Clock, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await sleep(clock, databasePauseMs);
    }
  }
}

/** Whether the engine says that this process is not to go on: another one owns the flow, or it was cancelled. */
function isOfTheEngine(error: unknown): boolean {
  if (error instanceof DbosErrors.DBOSMaxStepRetriesError) return false;
  return error instanceof DbosErrors.DBOSError || isUnavailable(error);
}
