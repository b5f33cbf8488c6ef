import type { Tier } from '#kernel/tiers';

/**
 * What proves that a passkey cannot leave its authenticator.
 *
 * - `any`: nothing has to; passkeys that are copied between a person’s devices are welcome.
 * - `flag`: the authenticator says so (backup eligibility is not set). Software can say so, too.
 * - `attested`: it says so, and an attestation of the maker stands for it. A cleared flag alone is not proof.
 */
export type DeviceBinding = 'any' | 'flag' | 'attested';

export interface TierPasskeyPolicy {
  readonly devicesMax: number;
  readonly binding: DeviceBinding;
  /** Authenticators that may be used, by AAGUID; `null`: any. */
  readonly aaguids: readonly string[] | null;
}

/** By tier; `other` is for people without one. */
export type PasskeyPolicy = Readonly<Record<Tier | 'other', TierPasskeyPolicy>>;

export const standardPasskeyPolicy: PasskeyPolicy = {
  onyx: { devicesMax: 2, binding: 'any', aaguids: null },
  obsidian: { devicesMax: 3, binding: 'attested', aaguids: null },
  void: { devicesMax: 5, binding: 'attested', aaguids: null },
  other: { devicesMax: 2, binding: 'any', aaguids: null },
};
