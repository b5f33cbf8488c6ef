/**
 * What a step did has failed for good: its attempts are used up, and its `cause` is the last error. A flow may catch this and undo
 * what was done before. Any other error of a step is not the flow’s to catch: another hub goes on with the flow, or this
 * one stops.
 */
export class StepFailed extends Error {
  constructor(step: string, cause: unknown) {
    super(`the step “${step}” failed for good`, { cause });
    this.name = 'StepFailed';
  }
}
