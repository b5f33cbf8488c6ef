import type { IncomingHttpHeaders } from 'node:http';
import { checkDpopProof, ConnectorError, type ReplayGuard } from '@interlock/connector';
import { identityErrors } from '../errors.ts';
import { anonymousCaller } from './anonymous-caller.ts';
import { createProofGuard } from './create-proof-guard.ts';
import { record } from './record.ts';
import type { Members } from './types.ts';

/** What of a request a proof is compared with. */
export interface ProvenRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Network address, and what the request is called: for the audit log. */
  readonly ip?: string | undefined;
  readonly id?: string | undefined;
}

/** One for each hub, so that it counts its uses. */
const guards = new WeakMap<Members, ReplayGuard>();

/**
 * Checks that the request was made by whoever holds a device’s key, now, for this address, once (DPoP, RFC 9449).
 *
 * @param thumbprint the key that it must be; absent: any. Then nobody is known yet who could be told of a refusal, and it is
 *   audited here.
 * @returns the key’s thumbprint
 * @throws `identity.device_proof_missing`, `identity.device_proof_refused`
 */
export async function checkDeviceProof(
  members: Members,
  request: ProvenRequest,
  thumbprint?: string,
): Promise<string> {
  const { method, url, headers } = request;
  try {
    const proof = await checkDpopProof(headers['dpop'], {
      method,
      path: url,
      publicOrigins: members.settings.origins,
      thumbprint,
      nowMs: members.clock.now(),
      replayGuard: guardOf(members),
    });
    return proof.thumbprint;
  } catch (cause) {
    if (!(cause instanceof ConnectorError)) throw cause;
    if (cause.code === 'connector.dpop_missing')
      throw identityErrors('identity.device_proof_missing', { cause });
    if (thumbprint === undefined) await recordRefusal(members, request, cause.code);
    throw identityErrors('identity.device_proof_refused', { detail: cause.message, cause });
  }
}

function guardOf(members: Members): ReplayGuard {
  const guard = guards.get(members) ?? createProofGuard(members);
  guards.set(members, guard);
  return guard;
}

async function recordRefusal(members: Members, request: ProvenRequest, code: string): Promise<void> {
  const details = { code, method: request.method, path: request.url.split('?')[0] ?? '' };
  await record(members, members.database, anonymousCaller(request), {
    action: 'device_proof.refused',
    details,
  });
}
