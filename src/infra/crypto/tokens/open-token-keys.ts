import { randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import { coalesceReads } from '#kernel/coalesce-reads';
import type { Cancellable, Clock, DurationMs } from '#kernel/time';
import type { KeyService } from '../key-service/key-service.ts';
import {
  addTokenKey,
  deleteTokenKeys,
  readTokenKeys,
  unwrapTokenKey,
  type TokenKey,
} from './token-key-store.ts';
import type { TokenKeys } from './token-keys.ts';
import {
  dueGeneration,
  isOver,
  signingGeneration,
  type Generation,
  type TokenSchedule,
} from './token-schedule.ts';
import { verifyToken } from './verify-token.ts';

export interface TokenKeysOptions extends Partial<TokenSchedule> {
  readonly database: Database;
  readonly keyService: KeyService;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The claim `iss`: the address under which others reach the hub. */
  readonly issuer: string;
}

const hourMs = 3_600_000;
const usualSchedule: TokenSchedule = {
  rotateEveryMs: 30 * 24 * hourMs,
  announceMs: hourMs,
  lifetimeMsMax: 24 * hourMs,
};
// Anybody can send tokens with unknown key ids; they may not make the hub ask the database more often.
const lookAgainMs = 1_000;

/**
 * Opens the hub’s token keys, and makes the first one at the very first start. Afterwards it looks for what other hubs
 * made, and makes and deletes keys as the schedule says, six times per `announceMs`.
 *
 * @throws `crypto.cannot_unwrap` when the key service is not the one that wrapped them
 */
export async function openTokenKeys(options: TokenKeysOptions): Promise<TokenKeys> {
  const { clock, logger, issuer } = options;
  const schedule = { ...usualSchedule, ...withoutUndefined(options) };
  const ring = createKeyRing(options, schedule);
  let timer: Cancellable | undefined;
  let closed = false;
  const lookLater = (): void => {
    if (closed) return;
    timer = clock.schedule(schedule.announceMs / 6, () => {
      void ring
        .refresh()
        .catch((error: unknown) => logger.warn({ err: error }, 'token keys are looked at again later'))
        .then(lookLater);
    });
  };
  await ring.refresh();
  lookLater();
  return {
    async sign(claims, { type, audience, lifetimeMs }) {
      if (lifetimeMs > schedule.lifetimeMsMax) {
        throw new RangeError(`a token lives at most ${schedule.lifetimeMsMax} ms, not ${lifetimeMs}`);
      }
      const { keyId, privateKey } = ring.signer();
      const now = clock.now();
      return new SignJWT({ jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: type, kid: keyId })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(new Date(now))
        .setExpirationTime(new Date(now + lifetimeMs))
        .sign(privateKey);
    },
    verify: (token, purpose) =>
      verifyToken(token, { ...purpose, issuer, now: clock.now(), findKey: ring.findPublicKey }),
    jwks: () => ({ keys: ring.generations().map(({ publicJwk }) => publicJwk) }),
    rotate: () => ring.rotate(),
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}

function withoutUndefined({
  rotateEveryMs,
  announceMs,
  lifetimeMsMax,
}: TokenKeysOptions): Partial<TokenSchedule> {
  const given = Object.entries({ rotateEveryMs, announceMs, lifetimeMsMax });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

interface KeyRing {
  generations(): readonly TokenKey[];
  signer(): TokenKey;
  /** Looks once more, now and then, for a key that another hub may have just made. */
  findPublicKey(keyId: string): Promise<KeyObject | undefined>;
  refresh(): Promise<void>;
  rotate(): Promise<void>;
}

/** What this hub knows of the stored keys. */
function createKeyRing({ database, keyService, clock }: TokenKeysOptions, schedule: TokenSchedule): KeyRing {
  let known: readonly TokenKey[] = [];
  let lookedAt: DurationMs = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const stored = await readTokenKeys(database);
    const over = stored.filter((key) => isOver(stored, key, clock.now(), schedule));
    await deleteTokenKeys(
      database,
      over.map(({ generation }) => generation),
    );
    known = await Promise.all(
      stored
        .filter((key) => !over.includes(key))
        .map(
          async (key) => known.find(({ keyId }) => keyId === key.keyId) ?? unwrapTokenKey(keyService, key),
        ),
    );
  }

  async function add(next: Generation): Promise<void> {
    await addTokenKey(database, keyService, next);
    await read();
  }

  const refresh = coalesceReads(async () => {
    lookedAt = clock.monotonic();
    await read();
    const due = dueGeneration(known, clock.now(), schedule);
    if (due !== undefined) await add(due);
  });

  const find = (keyId: string): KeyObject | undefined => known.find((key) => key.keyId === keyId)?.publicKey;

  return {
    generations: () => known,
    refresh,
    signer() {
      const key = signingGeneration(known, clock.now());
      if (key === undefined) throw new Error('there is no token key');
      return key;
    },
    async findPublicKey(keyId) {
      if (find(keyId) === undefined && clock.monotonic() - lookedAt >= lookAgainMs) await refresh();
      return find(keyId);
    },
    async rotate() {
      await read();
      const newest = known.at(-1);
      const signsFrom = clock.now() + schedule.announceMs;
      if (newest !== undefined && newest.signsFrom > clock.now()) return;
      await add({ generation: (newest?.generation ?? 0) + 1, signsFrom });
    },
  };
}
