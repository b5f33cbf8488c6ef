/**
 * Errors that people and programs can act on.
 *
 * Every failure that leaves the system carries a stable `code` from a domain's catalogue. The code is
 * the contract; the wording may improve. `fix` tells the reader what to do next.
 */

/** One row of a domain's error catalogue. */
export interface ErrorDefinition {
  /** HTTP status with which the error is answered. */
  readonly status: number;
  /** One line, the same for every occurrence. */
  readonly title: string;
  /** What the reader should do next. */
  readonly fix: string;
}

export interface ErrorDetails {
  /** What happened this time, in one sentence. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Extra members of the problem document. Never secrets. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export class InterlockError extends Error {
  override readonly name = 'InterlockError';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly fix: string;
  readonly retryAfterSeconds: number | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: string, definition: ErrorDefinition, details: ErrorDetails = {}) {
    super(details.detail ?? definition.title, { cause: details.cause });
    this.code = code;
    this.status = definition.status;
    this.title = definition.title;
    this.fix = definition.fix;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.extensions = details.extensions ?? {};
  }
}

export type ErrorCatalogue = Readonly<Record<string, ErrorDefinition>>;

export interface ErrorFactory<Catalogue extends ErrorCatalogue> {
  (code: keyof Catalogue & string, details?: ErrorDetails): InterlockError;
  readonly catalogue: Catalogue;
}

/**
 * Makes the error factory of a domain from its catalogue.
 *
 * Codes read `domain.what_is_wrong`, for example `events.unknown_type`.
 */
export function defineErrors<const Catalogue extends ErrorCatalogue>(
  catalogue: Catalogue,
): ErrorFactory<Catalogue> {
  const create = (code: keyof Catalogue & string, details?: ErrorDetails): InterlockError => {
    const definition = catalogue[code];
    if (definition === undefined) throw new TypeError(`no error is defined with the code ${code}`);
    return new InterlockError(code, definition, details);
  };
  return Object.assign(create, { catalogue });
}
