import { expect, it } from 'vitest';
import { attestationFormats } from './attestation-formats.ts';
import { judgePasskey } from './judge-passkey.ts';
import { standardPasskeyPolicy } from './passkey-policy.ts';

type Info = Parameters<typeof judgePasskey>[0];

const info = (fmt: string): Info =>
  ({ fmt, aaguid: '0', credentialDeviceType: 'singleDevice', credentialBackedUp: false }) as unknown as Info;
const notAttested = expect.objectContaining({ code: 'identity.passkey_not_attested' }) as Error;

// For each of the others there are the roots that the settings name, and no other.
it.each(['none', 'android-safetynet', 'compound'])('%s stands for no maker', (fmt) => {
  expect(() => judgePasskey(info(fmt), standardPasskeyPolicy.void)).toThrow(notAttested);
  expect(judgePasskey(info(fmt), standardPasskeyPolicy.onyx).attested).toBe(false);
});

it.each(attestationFormats.filter((fmt) => fmt !== 'packed'))('%s stands for its maker', (fmt) => {
  expect(judgePasskey(info(fmt), standardPasskeyPolicy.void).attested).toBe(true);
});
