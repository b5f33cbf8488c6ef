import { createHash } from 'node:crypto';
import type { ProfileBase } from '../protocol.ts';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 in hex over the canonical JSON of a profile: equal on both sides when, and only when, they agree. */
export function profileDigest(profile: ProfileBase): string {
  return createHash('sha256').update(canonicalJson(profile)).digest('hex');
}
