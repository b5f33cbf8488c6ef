import type { PasskeyPolicy } from '#identity';
import type { Logger } from '#infra/telemetry';

/**
 * Says at the start when the policy asks for attestations and nobody said whose are trusted: every certificate will do then, also
 * one that an attacker made a minute ago.
 */
export function warnOfUnknownMakers(logger: Logger, policy: PasskeyPolicy, rootsFile: string): void {
  if (rootsFile !== '') return;
  const tiers = Object.entries(policy).flatMap(([tier, { binding, aaguids }]) =>
    binding === 'attested' || aaguids !== null ? [tier] : [],
  );
  if (tiers.length === 0) return;
  logger.warn(
    { tiers, setting: 'PASSKEY_TRUST_ROOTS_FILE' },
    'attestations of passkeys are asked for and prove nothing: no maker of authenticators is trusted by name',
  );
}
