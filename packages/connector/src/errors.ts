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
  'connector.token_missing': {
    status: 401,
    title: 'The request carries no token of the kind that is needed',
    fix: 'Send `Authorization: DPoP <access token>` for a member, or the proof token where the platform expects it.',
  },
  'connector.token_malformed': {
    status: 401,
    title: 'The token cannot be read, or lacks what a token of its kind says',
    fix: 'Send the token exactly as the hub issued it, and only tokens of the hub.',
  },
  'connector.token_wrong_algorithm': {
    status: 401,
    title: 'The token is not signed with EdDSA',
    fix: 'Send a token of the hub. It signs with Ed25519 only; any other algorithm is an attempt to forge one.',
  },
  'connector.token_key_unknown': {
    status: 401,
    title: 'The hub has no such signing key',
    fix: 'Get a new token. If new ones are refused too, compare `jwksUrl` with the hub that issues them.',
  },
  'connector.token_signature_wrong': {
    status: 401,
    title: 'The token was not signed by the hub, or was changed afterwards',
    fix: 'Get a new token from the hub.',
  },
  'connector.token_wrong_type': {
    status: 401,
    title: 'The token is of another kind than is needed here',
    fix: 'A proof token proves a tier, an access token a member; send the one that is asked for.',
  },
  'connector.token_wrong_issuer': {
    status: 401,
    title: 'The token comes from another hub',
    fix: 'Compare `issuer` of the verifier with the public address of the hub.',
  },
  'connector.token_wrong_audience': {
    status: 401,
    title: 'The token was issued for another platform',
    fix: 'Ask the hub for a token for this platform; one for another is worth nothing here.',
  },
  'connector.token_expired': {
    status: 401,
    title: 'The token is over',
    fix: 'Get a new one from the hub; they live for minutes.',
  },
  'connector.token_not_yet_valid': {
    status: 401,
    title: 'The token begins in the future',
    fix: 'Synchronise the clocks of the hub and of this machine.',
  },
  'connector.token_revoked': {
    status: 401,
    title: 'The device or the session was revoked',
    fix: 'Sign in again on a device that is still registered.',
  },
  'connector.keys_unavailable': {
    status: 503,
    title: 'The hub’s public keys could not be fetched yet',
    fix: 'Check that this machine reaches `jwksUrl`. Once fetched, the keys are kept while the hub is away.',
  },
  'connector.dpop_missing': {
    status: 401,
    title: 'The request carries no proof of the device’s key',
    fix: 'Send exactly one `DPoP` header with a proof made for this request (RFC 9449).',
  },
  'connector.dpop_malformed': {
    status: 401,
    title: 'The proof of the device’s key is not one',
    fix: 'Make a JWT of type dpop+jwt with ES256 or EdDSA, the public key in `jwk`, and jti, htm, htu and iat.',
  },
  'connector.dpop_signature_wrong': {
    status: 401,
    title: 'The proof was not signed by the key that it carries',
    fix: 'Sign the proof with the private key that belongs to `jwk`.',
  },
  'connector.dpop_other_request': {
    status: 401,
    title: 'The proof was made for another request',
    fix: 'Make a proof for each request, with its method in `htm` and its address without query in `htu`.',
  },
  'connector.dpop_outside_window': {
    status: 401,
    title: 'The proof was made too long ago, or in the future',
    fix: 'Make the proof right before the request, and synchronise the device’s clock.',
  },
  'connector.dpop_other_token': {
    status: 401,
    title: 'The proof was made for another access token',
    fix: 'Put the SHA-256 of the access token that is sent along into `ath`.',
  },
  'connector.dpop_other_key': {
    status: 401,
    title: 'The access token belongs to another device',
    fix: 'Sign in on this device. A token works only with the key that it was issued to.',
  },
  'connector.dpop_replayed': {
    status: 401,
    title: 'The proof was used before',
    fix: 'Make a new proof, with a new `jti`, for each request.',
  },
  'connector.dpop_too_many': {
    status: 429,
    title: 'More proofs arrived than can be remembered',
    fix: 'Send fewer requests; try again in a minute.',
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
