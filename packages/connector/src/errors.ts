/** One row of the catalogue below. */
interface ErrorDefinition {
  /** HTTP status with which the plugin answers it. */
  readonly status: number;
  readonly title: string;
  /** What the reader should do next. */
  readonly fix: string;
}

/** Every error that the connector itself throws or answers. The code is the contract; the wording may improve. */
export const connectorErrorCatalogue = {
  'connector.signature_missing': {
    status: 401,
    title: 'The request carries no signature',
    fix: 'Send webhook-id, webhook-timestamp and webhook-signature as Standard Webhooks describes.',
  },
  'connector.signature_wrong': {
    status: 401,
    title: 'No signature of the request matches',
    fix: 'Compare the signing secret on both sides; the signature covers the raw bytes of the body.',
  },
  'connector.signature_outside_tolerance': {
    status: 401,
    title: 'The request was signed too long ago, or in the future',
    fix: 'Synchronise the clocks of both machines; a request must arrive within minutes of being signed.',
  },
  'connector.body_malformed': {
    status: 400,
    title: 'The body is not what this address takes',
    fix: 'Compare the body with the wire contract in protocol.ts.',
  },
  'connector.body_too_large': {
    status: 413,
    title: 'The body is larger than this platform takes',
    fix: 'Make the batch smaller, or raise bodyLimitBytes of the plugin.',
  },
  'connector.wrong_platform': {
    status: 421,
    title: 'The batch is meant for another platform',
    fix: 'Compare the address and the platform id in the hub’s connector with the id the plugin was given.',
  },
  'connector.database_away': {
    status: 503,
    title: 'The platform’s database cannot be reached',
    fix: 'Nothing was applied. Send the same request again in a moment.',
  },
  'connector.internal': {
    status: 500,
    title: 'Something went wrong inside the platform',
    fix: 'Look up the request id in the platform’s log.',
  },
  'connector.secret_malformed': {
    status: 500,
    title: 'A signing secret cannot be used',
    fix: 'Give at least one secret as whsec_<base64>, with 16 bytes or more.',
  },
  'connector.handler_registered_twice': {
    status: 500,
    title: 'Two handlers were given for the same thing',
    fix: 'Register one handler per event type, and the profiles once.',
  },
  'connector.transaction_spoiled': {
    status: 500,
    title: 'A handler swallowed a database error',
    fix: 'After a failed statement PostgreSQL undoes the whole transaction. Let the error pass, or use a savepoint.',
  },
  'connector.hub_unavailable': {
    status: 503,
    title: 'The hub cannot take events now',
    fix: 'Send them again later; the outbox does so by itself.',
  },
  'connector.hub_denied': {
    status: 403,
    title: 'The hub does not accept the service key',
    fix: 'Make a key with `interlock keys create --scope events:write` and give it to the client.',
  },
  'connector.hub_refused_request': {
    status: 400,
    title: 'The hub refused the request as a whole',
    fix: 'Read the problem document of the hub in the detail.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ConnectorErrorCode = keyof typeof connectorErrorCatalogue;

export interface ConnectorErrorDetails {
  /** What happened this time, in one sentence. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Extra members of the problem document. Never secrets. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An error that people and programs can act on: a stable code, what happened, and what to do next. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: ConnectorErrorCode;
  readonly status: number;
  readonly title: string;
  readonly fix: string;
  readonly retryAfterSeconds: number | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: ConnectorErrorCode, details: ConnectorErrorDetails = {}) {
    const definition = connectorErrorCatalogue[code];
    super(details.detail ?? definition.title, { cause: details.cause });
    this.code = code;
    this.status = definition.status;
    this.title = definition.title;
    this.fix = definition.fix;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.extensions = details.extensions ?? {};
  }
}
