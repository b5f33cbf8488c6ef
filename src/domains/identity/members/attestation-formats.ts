/**
 * Formats in which makers of authenticators attest (WebAuthn §8), with a chain of certificates up to the trusted roots. What comes in
 * any other is not attested: android-safetynet, which Google has ended, and whatever the library learns to read, for
 * which nobody here set roots.
 */
export const attestationFormats = ['packed', 'fido-u2f', 'tpm', 'apple', 'android-key'] as const;
