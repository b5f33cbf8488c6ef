import type { TextSeal } from '#infra/db';

/** Why a check did not pass, as rows hold it: what is outside says some of it, and may repeat what it was sent. */
export const sealHealthMessage = (
  texts: TextSeal,
  platformId: string,
  address: string,
  message: string | null,
): string | null => (message === null ? null : texts.seal(message, contextOf(platformId, address)));

/**
 * Reads it; those from before messages were sealed are read as they are. One that does not open is no error: where
 * requests go must not depend on it.
 */
export function openHealthMessage(
  texts: TextSeal,
  platformId: string,
  address: string,
  stored: string | null,
): string | null {
  if (stored === null) return null;
  try {
    return texts.open(stored, contextOf(platformId, address));
  } catch {
    return 'what the check said does not open under this hub’s master key';
  }
}

const contextOf = (platformId: string, address: string): string => `health of ${platformId} at ${address}`;
