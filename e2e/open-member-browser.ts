import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';

/** What a virtual authenticator is like; unlike these, it is the device’s own, verifies its user and stays there. */
export interface AuthenticatorTraits {
  readonly verifiesUser?: boolean;
  /** Its passkeys may be copied to the cloud of its maker. */
  readonly copied?: boolean;
  /** A key on a ring rather than the device’s own. */
  readonly roaming?: boolean;
}

/** A member’s browser on one device: its own storage, its own authenticator, its own address. */
export interface MemberBrowser {
  readonly page: Page;
  /** Everything that the browser complained about: errors, refused styles and scripts. */
  readonly complaints: readonly string[];
  /** Puts an authenticator in; a device may have several. */
  plugIn(traits?: AuthenticatorTraits): Promise<string>;
  unplug(authenticatorId: string): Promise<void>;
  /** Whether the person in front of the device is who they say. */
  setUserVerified(authenticatorId: string, isVerified: boolean): Promise<void>;
  /** Everything that an authenticator holds, to be put into one of another browser: a key that is carried over. */
  takeKeys(authenticatorId: string): Promise<HeldKeys>;
  putKeys(authenticatorId: string, keys: HeldKeys): Promise<void>;
  close(): Promise<void>;
}

type HeldKeys = Awaited<ReturnType<typeof takeKeys>>;

let addresses = 0;
const waitMsMax = 12_000;

export async function openMemberBrowser(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<MemberBrowser> {
  addresses += 1;
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 860 },
    // Drawing every frame in software leaves a busy machine no time for clicks.
    reducedMotion: 'reduce',
    // Codes are tried five times a minute per address; people have different ones.
    extraHTTPHeaders: { 'x-forwarded-for': `198.51.100.${addresses % 250}` },
    ...options,
  });
  const page = await context.newPage();
  // Before the test’s own time is over, so that the complaint says what was waited for.
  page.setDefaultTimeout(waitMsMax);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  return {
    page,
    complaints,
    plugIn: (traits = {}) => plugIn(session, traits),
    async unplug(authenticatorId) {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
    async setUserVerified(authenticatorId, isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    takeKeys: (authenticatorId) => takeKeys(session, authenticatorId),
    async putKeys(authenticatorId, keys) {
      for (const credential of keys) {
        await session.send('WebAuthn.addCredential', { authenticatorId, credential });
      }
    },
    close: () => context.close(),
  };
}

async function takeKeys(session: CDPSession, authenticatorId: string) {
  return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
}

async function plugIn(session: CDPSession, traits: AuthenticatorTraits): Promise<string> {
  const { verifiesUser = true, copied = false, roaming = false } = traits;
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: roaming ? 'usb' : 'internal',
      hasResidentKey: true,
      hasUserVerification: verifiesUser,
      isUserVerified: verifiesUser,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: copied,
      defaultBackupState: copied,
    },
  });
  return authenticatorId;
}
