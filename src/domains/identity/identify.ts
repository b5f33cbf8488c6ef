import type { Principal } from '#infra/http';
import { checkSameOrigin } from './check-same-origin.ts';
import { identityErrors } from './errors.ts';
import { findOperator } from './find-operator.ts';
import { findSession } from './find-session.ts';
import type { CachedKey } from './load-keys.ts';
import { authenticateMember } from './members/authenticate-member.ts';
import { permissionsOf } from './permissions-of.ts';
import { withFacts } from './refusal-facts.ts';
import { isSecretOf } from './secrets.ts';
import { parseServiceKey } from './service-key-format.ts';
import { readSessionCookie } from './read-session-cookie.ts';
import type { Identity, RequestHead } from './types.ts';
import { readMemberCookie } from './members/read-member-cookie.ts';

const bearer = /^bearer +(\S+)$/i;

/**
 * Tells who makes a request: a service key (`Authorization: Bearer ilk_…`), a member (session cookie and proof of the
 * device’s key) or staff (session cookie). The header goes before the cookies. Answers, and throws, without a promise wherever it can, for the guard of
 * routes; everybody else uses `authenticate`.
 *
 * Checked in this order: credentials there, key known and secret right, not revoked, not expired; for
 * sessions: same origin, then not over.
 *
 * @throws `identity.credentials_missing`, `identity.key_unknown`, `identity.key_revoked`,
 *   `identity.key_expired`, `identity.cross_site`, `identity.session_expired`, `database.unavailable`
 */
export function identify(identity: Identity, request: RequestHead): Principal | Promise<Principal> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) return authenticateKey(identity, authorization);
  const token = readSessionCookie(identity.publicUrl, cookie);
  // Cookies do not tell ports apart: where portal and console share a host, a browser sends both.
  if (token === undefined || request.headers['dpop'] !== undefined) {
    const member = identifyMember(identity, request);
    if (member !== undefined) return member;
  }
  if (token === undefined) throw identityErrors('identity.credentials_missing');
  try {
    checkSameOrigin(identity.publicUrl, request);
  } catch (error) {
    return refuseForeign(identity, token, error);
  }
  return authenticateSession(identity, token);
}

/** Whoever’s browser was made to do it has not done it, and should be found in the audit log. */
async function refuseForeign({ database }: Identity, token: string, error: unknown): Promise<never> {
  const operator = await findOperator(database, token).catch(() => undefined);
  if (operator === undefined || !(error instanceof Error)) throw error;
  throw withFacts(error, { subject: { kind: 'staff', id: operator } });
}

function identifyMember(
  { members }: Identity,
  { method, url, headers, ip, id }: RequestHead,
): Promise<Principal> | undefined {
  const token = readMemberCookie(headers.cookie);
  if (token === undefined || members === undefined || url === undefined) return undefined;
  return authenticateMember(members, token, { method, url, headers, ip, id });
}

function authenticateKey(identity: Identity, authorization: string): Principal | Promise<Principal> {
  const text = bearer.exec(authorization)?.[1];
  if (text === undefined) throw identityErrors('identity.credentials_missing');
  const parts = parseServiceKey(text);
  if (parts === undefined) throw identityErrors('identity.key_unknown');
  const known = identity.keys.find(parts.keyId);
  if (known !== undefined) return admit(identity, known, parts.secret);
  return identity.keys.findAgain(parts.keyId).then((found) => {
    if (found === undefined) throw identityErrors('identity.key_unknown');
    return admit(identity, found, parts.secret);
  });
}

function admit(identity: Identity, key: CachedKey, secret: string): Principal {
  const nowMs = identity.clock.now();
  const self = { kind: 'service_key', id: key.principal.id } as const;
  if (!isSecretOf(secret, key.comparableHash)) {
    throw withFacts(identityErrors('identity.key_unknown'), { subject: self });
  }
  if (key.revoked) throw withFacts(identityErrors('identity.key_revoked'), { actor: self });
  if (key.expiresAtMs <= nowMs) throw withFacts(identityErrors('identity.key_expired'), { actor: self });
  key.usage.usedAtMs = nowMs;
  key.usage.uses += 1;
  return key.principal;
}

async function authenticateSession(identity: Identity, token: string): Promise<Principal> {
  const { operator, role } = await findSession(identity, token);
  return {
    kind: 'staff',
    id: operator,
    roles: [role],
    permissions: permissionsOf([role]),
    source: null,
    requestsPerMinute: null,
    device: null,
  };
}
