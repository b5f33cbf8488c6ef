import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { ConnectorError } from '../errors.ts';
import { systemClock, type Clock } from '../time.ts';

/** Where the hub’s public keys come from: its JWKS address, or the keys themselves. */
export type KeySource =
  | { readonly jwksUrl: string; readonly jwks?: undefined }
  | { readonly jwks: JSONWebKeySet; readonly jwksUrl?: undefined };

export interface KeySetTiming {
  /** After this long the keys are fetched again in the background. Ten minutes by default. */
  readonly refreshAfterMs?: number;
  /** At most one fetch for an unknown key in this time, however many forged tokens arrive. 10 s by default. */
  readonly cooldownMs?: number;
  /** The same after a failed fetch. One second by default. */
  readonly retryAfterMs?: number;
  readonly clock?: Pick<Clock, 'monotonic'>;
}

const fetchTimeoutMs = 5_000;

/**
 * The hub’s public keys, kept in memory, so that tokens are checked without asking anybody.
 *
 * Keys are fetched when the first token arrives, again when a token names a key that is not among them, and now and
 * then in the background. A fetch that fails changes nothing: what was fetched stays good while the hub is away.
 * A key that the hub no longer publishes is dropped with the next fetch that succeeds.
 *
 * @throws from the returned function: `connector.keys_unavailable`, `connector.token_key_unknown`
 */
export function createKeySet(source: KeySource, timing: KeySetTiming = {}): JWTVerifyGetKey {
  if (source.jwks !== undefined) return selectFrom(createLocalJWKSet(source.jwks));
  const { refreshAfterMs = 600_000, cooldownMs = 10_000, retryAfterMs = 1_000, clock = systemClock } = timing;
  let keys: JWTVerifyGetKey | undefined;
  let fetchedAtMs = -Infinity;
  let triedAtMs = -Infinity;
  let fetching: Promise<void> | undefined;
  let failure: unknown;

  async function load(): Promise<void> {
    triedAtMs = clock.monotonic();
    try {
      keys = selectFrom(createLocalJWKSet(await fetchKeys(source.jwksUrl ?? '')));
      fetchedAtMs = clock.monotonic();
      failure = undefined;
    } catch (error) {
      failure = error;
    } finally {
      fetching = undefined;
    }
  }

  /** Fetches, or joins the fetch under way, or leaves it when the last one was a moment ago. */
  function refresh(): Promise<void> {
    const pauseMs = failure === undefined ? cooldownMs : retryAfterMs;
    if (fetching === undefined && clock.monotonic() - triedAtMs >= pauseMs) fetching = load();
    return fetching ?? Promise.resolve();
  }

  return async function getKey(header, token) {
    if (keys === undefined) await refresh();
    else if (clock.monotonic() - fetchedAtMs >= refreshAfterMs) void refresh();
    if (keys === undefined) throw unavailable(failure, retryAfterMs);
    try {
      return await keys(header, token);
    } catch (error) {
      if (!isKeyUnknown(error)) throw error;
      await refresh();
      return keys(header, token);
    }
  };
}

/** Chooses by `kid` only: a token that names no key is not of the hub. */
function selectFrom(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async function getKey(header, token) {
    if (typeof header.kid !== 'string') throw new ConnectorError('connector.token_key_unknown');
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      throw new ConnectorError('connector.token_key_unknown', { cause: error });
    }
  };
}

function isKeyUnknown(error: unknown): boolean {
  return error instanceof ConnectorError && error.code === 'connector.token_key_unknown';
}

async function fetchKeys(jwksUrl: string): Promise<JSONWebKeySet> {
  const answer = await fetch(jwksUrl, {
    headers: { accept: 'application/json' },
    // Where the keys come from is what all trust rests on; it is configured, not negotiated.
    redirect: 'error',
    signal: AbortSignal.timeout(fetchTimeoutMs),
  });
  if (!answer.ok) throw new Error(`${jwksUrl} answered ${answer.status}`);
  return (await answer.json()) as JSONWebKeySet;
}

function unavailable(cause: unknown, retryAfterMs: number): ConnectorError {
  return new ConnectorError('connector.keys_unavailable', {
    cause,
    retryAfterSeconds: Math.ceil(retryAfterMs / 1000),
  });
}
