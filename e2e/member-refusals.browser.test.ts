import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinAsMember, redeemInvitation } from './join-as-member.ts';
import { openBrowser } from './open-browser.ts';
import { openMemberBrowser, type AuthenticatorTraits } from './open-member-browser.ts';
import { startMemberStage, type MemberStage } from './start-member-stage.ts';

let stage: MemberStage;
let browser: Browser;

beforeAll(async () => {
  const policy = {
    // No browser’s virtual authenticator is of this kind.
    obsidian: { devicesMax: 3, binding: 'any', aaguids: ['cb69481e-8ff7-4039-93ec-0a2729a154a8'] },
  } as const;
  [stage, browser] = await Promise.all([startMemberStage(policy), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** What the page says when somebody of a tier tries to join with an authenticator. */
async function tryToJoin(tier: 'onyx' | 'obsidian' | 'void', traits: AuthenticatorTraits) {
  const member = await openMemberBrowser(browser);
  const authenticator = await member.plugIn(traits);
  await redeemInvitation(member.page, stage.origin, await stage.invite(tier));
  await member.page.getByRole('button', { name: 'Create the passkey' }).click();
  const words = member.page.locator('.mishap-title');
  await words.waitFor();
  return { ...member, authenticator, words: await words.textContent() };
}

async function countPasskeys(): Promise<number> {
  const [row] = await stage.hub.database.query<{ count: number }>(
    'select count(*)::integer as count from identity.passkeys',
  );
  return row?.count ?? -1;
}

describe('an authenticator is refused, with the reason', () => {
  test('when its kind is not on the list of the tier', async () => {
    const before = await countPasskeys();
    const { words, close } = await tryToJoin('obsidian', {});
    expect(words).toBe('This kind of key is not accepted for your tier');
    expect(await countPasskeys()).toBe(before);
    await close();
  });

  test('when its passkeys can be copied and the tier is void', async () => {
    const before = await countPasskeys();
    const { words, close } = await tryToJoin('void', { copied: true });
    expect(words).toBe('This passkey could leave your device');
    expect(await countPasskeys()).toBe(before);
    await close();
  });

  test('when the tier asks for more than it did, and another passkey takes its place', async () => {
    const { page, plugIn, unplug, close } = await openMemberBrowser(browser);
    const copied = await plugIn({ copied: true });
    await joinAsMember(page, stage.origin, await stage.invite('onyx'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await stage.hub.database.query(
      "update identity.people set tier = 'void' where state = 'active' and created_at = (select max(created_at) from identity.people)",
    );
    await page.goto(`${stage.origin}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await page.getByText('Your tier asks for another passkey').waitFor();
    await page.getByRole('button', { name: 'Make another passkey' }).click();
    await page.getByRole('heading', { name: 'Another passkey for this device' }).waitFor();
    await unplug(copied);
    await plugIn();
    await page.getByRole('button', { name: 'Create the passkey' }).click();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    await close();
  });

  test('when it does not tell that it is the person, and another one may be tried right away', async () => {
    const { page, words, authenticator, unplug, plugIn, close } = await tryToJoin('onyx', {
      verifiesUser: false,
    });
    expect(words).toMatch(/^(This key cannot tell that it is you|No passkey was given)$/);
    await unplug(authenticator);
    await plugIn();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Welcome, Asha' }).waitFor();
    await close();
  });

  test('when the person in front of it is somebody else', async () => {
    const member = await openMemberBrowser(browser);
    const authenticator = await member.plugIn();
    await joinAsMember(member.page, stage.origin, await stage.invite('onyx'));
    await member.page.getByRole('button', { name: 'Sign out' }).click();
    await member.setUserVerified(authenticator, false);
    await member.page.getByRole('link', { name: 'Sign in' }).click();
    await member.page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await member.page.getByRole('alert').getByText('No passkey was given').waitFor();
    await member.close();
  });
});

describe('an invitation is refused', () => {
  test('in the same words whether it never was or was used', async () => {
    const member = await openMemberBrowser(browser);
    await member.plugIn();
    const used = await stage.invite('onyx');
    await joinAsMember(member.page, stage.origin, used);
    const stranger = await openMemberBrowser(browser);
    const said: (string | null)[] = [];
    for (const code of [used, '7ZJ4C-0T9QW-7ZJ4C-0T9QW-7ZJ4C-0']) {
      await stranger.page.goto(`${stage.origin}/join#${code}`);
      await stranger.page.reload();
      await stranger.page.getByLabel('Name').fill('Nobody');
      await stranger.page.getByRole('button', { name: 'Continue' }).click();
      const mishap = stranger.page.locator('.mishap');
      await mishap.waitFor();
      said.push(await mishap.textContent());
    }
    expect(said[0]).toMatch(/^This invitation does not open the door/);
    expect(said[1]).toBe(said[0]);
    await member.close();
    await stranger.close();
  });
});

describe('a stolen cookie', () => {
  test('opens nothing in another browser, and disturbs nobody', async () => {
    const member = await openMemberBrowser(browser);
    await member.plugIn();
    await joinAsMember(member.page, stage.origin, await stage.invite('onyx'));
    const cookies = await member.page.context().cookies();
    expect(cookies).toMatchObject([
      { name: '__Host-interlock_member', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' },
    ]);

    const thief = await openMemberBrowser(browser);
    await thief.plugIn();
    await thief.page.context().addCookies(cookies);
    // With a key of its own, as the pages make one, and with no proof at all.
    await thief.page.goto(`${stage.origin}/sign-in`);
    await thief.page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await thief.page.getByRole('alert').getByText('No passkey was given').waitFor();
    const answer = thief.page.waitForResponse(/\/api\/identity\/account$/);
    await thief.page.goto(stage.origin);
    expect((await answer).status()).toBe(401);
    expect(await (await answer).json()).toMatchObject({ code: 'identity.device_proof_refused' });
    await thief.page.getByRole('heading', { name: 'By invitation.' }).waitFor();
    const bare = await thief.page.evaluate(async () => {
      const response = await fetch('/api/identity/tokens', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"audience":"black_portal"}',
      });
      return [response.status, ((await response.json()) as { code: string }).code];
    });
    expect(bare).toEqual([401, 'identity.device_proof_missing']);

    await member.page.reload();
    await member.page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    await member.close();
    await thief.close();
  });
});
