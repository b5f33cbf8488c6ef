import type { IncomingHttpHeaders } from 'node:http';
import { checkDpopProof, ConnectorError } from '@interlock/connector';
import { identityErrors } from '../errors.ts';
import { createProofGuard } from './create-proof-guard.ts';
import type { Members } from './types.ts';

/** What of a request a proof is compared with. */
export interface ProvenRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Checks that the request was made by whoever holds a device’s key, now, for this address, once (DPoP, RFC 9449).
 *
 * @param thumbprint the key that it must be; absent: any
 * @returns the key’s thumbprint
 * @throws `identity.device_proof_missing`, `identity.device_proof_refused`
 */
export async function checkDeviceProof(
  members: Members,
  { method, url, headers }: ProvenRequest,
  thumbprint?: string,
): Promise<string> {
  try {
    const proof = await checkDpopProof(headers['dpop'], {
      method,
      path: url,
      publicOrigins: members.settings.origins,
      thumbprint,
      nowMs: members.clock.now(),
      replayGuard: createProofGuard(members),
    });
    return proof.thumbprint;
  } catch (cause) {
    if (!(cause instanceof ConnectorError)) throw cause;
    if (cause.code === 'connector.dpop_missing')
      throw identityErrors('identity.device_proof_missing', { cause });
    throw identityErrors('identity.device_proof_refused', { detail: cause.message, cause });
  }
}
