/** Thrown by a check: what the endpoint did wrong, and what its makers should do. */
export class Shortcoming extends Error {
  override readonly name = 'Shortcoming';
  readonly advice: string;

  constructor(detail: string, advice: string) {
    super(detail);
    this.advice = advice;
  }
}

/** Thrown by a check that cannot tell anything about this endpoint. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}
