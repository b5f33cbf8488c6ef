import { readFile } from 'node:fs/promises';
import { SettingsService } from '@simplewebauthn/server';
import { attestationFormats, type MemberSettings } from '#identity';
import { configErrors, type Settings } from '#infra/config';
import { readPasskeyPolicy } from './read-passkey-policy.ts';

/**
 * What the settings say of members’ pages and passkeys.
 *
 * @throws `config.invalid_setting` when a file does not hold what it must
 */
export async function memberSettings(settings: Settings): Promise<MemberSettings> {
  const [first = 'http://localhost:4101'] = settings.memberOrigins;
  await trustRoots(settings.passkeyTrustRootsFile);
  return {
    origins: settings.memberOrigins,
    rpId: settings.passkeyRpId || new URL(first).hostname,
    rpName: settings.passkeyRpName,
    policy: await readPasskeyPolicy(settings.passkeyPolicyFile),
    membershipSources: settings.membershipSources,
  };
}

/** Certificates of makers of authenticators; every attestation must lead up to one of them. */
async function trustRoots(file: string): Promise<void> {
  if (file === '') return;
  const text = await readFile(file, 'utf8');
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (certificates === null) {
    throw configErrors('config.invalid_setting', { detail: `${file} holds no certificate in PEM.` });
  }
  // In any other format nothing counts as attested: the library has roots of its own for some, which nobody chose here.
  for (const identifier of attestationFormats) {
    SettingsService.setRootCertificates({ identifier, certificates });
  }
}
