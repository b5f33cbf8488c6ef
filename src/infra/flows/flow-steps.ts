import { DBOS } from '@dbos-inc/dbos-sdk';
import type { FlowSteps } from './types.ts';

const attemptsMaxDefault = 8;
const firstPauseSeconds = 0.2;

export const flowSteps: FlowSteps = {
  step: (name, work, { attemptsMax = attemptsMaxDefault, isPassing = () => true } = {}) =>
    DBOS.runStep(work, {
      name,
      retriesAllowed: attemptsMax > 1,
      maxAttempts: attemptsMax,
      intervalSeconds: firstPauseSeconds,
      backoffRate: 2,
      shouldRetry: isPassing,
    }),
  receive: (topic, timeoutMs) => DBOS.recv(topic, timeoutMs / 1_000),
  sleep: (durationMs) => DBOS.sleep(durationMs),
  now: () => DBOS.now(),
};
