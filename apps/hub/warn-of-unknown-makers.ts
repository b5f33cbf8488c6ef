import type { PasskeyPolicy } from '#identity';
import type { Logger } from '#infra/telemetry';

export interface UnknownMakers {
  readonly policy: PasskeyPolicy;
  /** `PASSKEY_TRUST_ROOTS_FILE` */
  readonly rootsFile: string;
  /** `MEMBER_ORIGINS` */
  readonly origins: readonly string[];
}

/**
 * Says at the start when the policy asks for attestations and nobody said whose are trusted: every certificate will do then, also
 * one that an attacker made a minute ago. Not where members’ pages are on this machine alone, as they are when somebody tries it.
 */
export function warnOfUnknownMakers(logger: Logger, { policy, rootsFile, origins }: UnknownMakers): void {
  if (rootsFile !== '' || origins.every(isOfThisMachine)) return;
  const tiers = Object.entries(policy).flatMap(([tier, { binding, aaguids }]) =>
    binding === 'attested' || aaguids !== null ? [tier] : [],
  );
  if (tiers.length === 0) return;
  logger.warn(
    { tiers, setting: 'PASSKEY_TRUST_ROOTS_FILE' },
    'passkeys count as attested whoever made the authenticator: name the makers whom you trust',
  );
}

// Browsers make passkeys over plain HTTP for this name alone.
const isOfThisMachine = (origin: string): boolean => new URL(origin).hostname === 'localhost';
