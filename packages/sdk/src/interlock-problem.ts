/** RFC 9457 problem document as the hub sends it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Stable: decide by this. */
  readonly code: string;
  /** What happened this time. */
  readonly detail: string;
  /** What to do next. */
  readonly fix: string;
  /** Id of the request, as it stands in the hub’s log. */
  readonly instance?: string;
  readonly [extension: string]: unknown;
}

/** The hub refused or could not process a request. */
export class InterlockProblem extends Error {
  override readonly name = 'InterlockProblem';
  readonly code: string;
  readonly status: number;
  readonly fix: string;
  readonly requestId: string | undefined;
  /** Seconds after which trying again makes sense, when the hub said so. */
  readonly retryAfterSeconds: number | undefined;
  /** The whole document, with its extension members. */
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument, retryAfterSeconds?: number) {
    super(document.detail);
    this.document = document;
    this.code = document.code;
    this.status = document.status;
    this.fix = document.fix;
    this.requestId = document.instance;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
