import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDeviceByCode } from './add-device-by-code.ts';
import { joinAsMember, redeemInvitation } from './join-as-member.ts';
import { openBrowser } from './open-browser.ts';
import { openMemberBrowser } from './open-member-browser.ts';
import { startMemberStage, type MemberStage } from './start-member-stage.ts';

let stage: MemberStage;
let browser: Browser;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startMemberStage(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** A member who has just joined, at home. */
async function openMember(tier: 'onyx' | 'obsidian' | 'void' = 'onyx') {
  const member = await openMemberBrowser(browser);
  const authenticator = await member.plugIn();
  await joinAsMember(member.page, stage.origin, await stage.invite(tier));
  return { ...member, authenticator };
}

describe('joining', () => {
  test('leads from the code to the welcome, with nothing that the content policy refuses', async () => {
    const { page, complaints, close } = await openMember();
    await page.getByText('Onyx', { exact: true }).waitFor();
    await page.getByText('Nothing is held yet.').waitFor();
    expect(await page.title()).toMatch(/Black Portal$/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('can be done with the keyboard alone, and each page says where one is', async () => {
    const { page, plugIn, close } = await openMemberBrowser(browser);
    await plugIn();
    const focused = () => page.locator(':focus').textContent();
    await page.goto(`${stage.origin}/join`);
    await page.getByRole('heading', { name: 'You are invited' }).waitFor();
    expect(await focused()).toBe('You are invited');
    await page.keyboard.press('Tab');
    await page.keyboard.type((await stage.invite('onyx')).toLowerCase().replaceAll('-', ' '));
    await page.keyboard.press('Tab');
    await page.keyboard.type('Asha');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Lock it to this device' }).waitFor();
    expect(await focused()).toBe('Lock it to this device');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Welcome, Asha' }).waitFor();
    expect(await focused()).toBe('Welcome, Asha');
    await close();
  });

  test('survives that the page is reloaded: the invitation is not lost', async () => {
    const { page, plugIn, close } = await openMemberBrowser(browser);
    await plugIn();
    await redeemInvitation(page, stage.origin, await stage.invite('onyx'));
    await page.reload();
    await page.getByRole('button', { name: 'Create the passkey' }).click();
    await page.getByRole('heading', { name: 'Welcome, Asha' }).waitFor();
    await close();
  });

  test('works on a device whose clock is an hour ahead', async () => {
    const { page, plugIn, close } = await openMemberBrowser(browser);
    await plugIn();
    await page.addInitScript('const now = Date.now; Date.now = () => now() + 3_600_000;');
    await joinAsMember(page, stage.origin, await stage.invite('onyx'));
    await close();
  });
});

describe('home', () => {
  test('shows what is owned, in the money of India, as soon as it is executed, and what is urgent', async () => {
    const { page, close } = await openMember();
    const [person] = await stage.hub.database.query<{ person_id: string }>(
      'select person_id from identity.people order by created_at desc limit 1',
    );
    const userId = person?.person_id;
    const trade = { symbol: 'RELIANCE', side: 'buy', quantity: 1_200, price: '1364.05', currency: 'INR' };
    await stage.tell('trade_executed', { userId, trade });
    await stage.tell('emergency_triggered', {
      userId,
      emergencyId: 'e1',
      severity: 'critical',
      protocol: 'medical',
    });
    await page.getByRole('row', { name: 'RELIANCE 1,200 ₹1,364.05 ₹16,36,860.00' }).waitFor();
    await page.getByRole('alert').getByText('Medical emergency').waitFor();
    await close();
  });
});

describe('signing in', () => {
  test('needs the passkey and nothing to type', async () => {
    const { page, close } = await openMember();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'By invitation.' }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    await close();
  });

  test('is asked for where a page needs it, and leads no stranger anywhere', async () => {
    const { page, plugIn, close } = await openMemberBrowser(browser);
    await plugIn();
    await page.goto(`${stage.origin}/devices`);
    await page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await page.getByRole('alert').getByText('No passkey was given').waitFor();
    await close();
  });
});

describe('devices', () => {
  test('are added by a code that the first one shows, named, and removed at once', async () => {
    const first = await openMember();
    const second = await openMemberBrowser(browser);
    await second.plugIn();
    await addDeviceByCode(first.page, second.page, stage.origin, 'Telephone');
    // The window with the code closes by itself.
    await first.page.getByRole('dialog').waitFor({ state: 'detached' });
    await first.page.getByText('Every place is taken.').waitFor();
    const telephone = first.page.getByRole('listitem').filter({ hasText: 'Telephone' });
    await telephone.getByRole('button', { name: 'Rename' }).click();
    await first.page.getByLabel('Name of the device').fill('Spare telephone');
    await first.page.getByRole('button', { name: 'Save' }).click();
    await first.page.getByText('Spare telephone', { exact: true }).waitFor();

    await first.page.getByRole('button', { name: 'Remove Spare telephone' }).click();
    await first.page.getByRole('button', { name: 'Keep it' }).click();
    await first.page.getByRole('button', { name: 'Remove Spare telephone' }).click();
    await first.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await first.page.getByText('Spare telephone', { exact: true }).waitFor({ state: 'detached' });
    // It finds out by itself, with the next look at its own affairs.
    await second.page.getByRole('alert').getByText('This device was removed').waitFor();
    await first.close();
    await second.close();
  });
});

describe('this device', () => {
  test('forgets everything when it is removed, and is a stranger afterwards', async () => {
    const { page, close } = await openMember();
    await page.getByRole('link', { name: 'Devices' }).click();
    await page.getByRole('button', { name: /^Remove / }).click();
    await page.getByRole('button', { name: 'Remove this device' }).click();
    await page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await page.getByRole('alert').getByText('Signing in did not work').waitFor();
    await close();
  });

  test('is led back to the door when its session is over', async () => {
    const { page, close } = await openMember();
    await stage.hub.database.query('delete from identity.member_sessions');
    // The page may notice by itself, so nothing is clicked that may be gone.
    await page.goto(`${stage.origin}/circles`);
    await page.getByRole('button', { name: 'Sign in with your passkey' }).click();
    await page.getByRole('link', { name: 'Circles' }).waitFor();
    await close();
  });
});

describe('recovery', () => {
  test('by the second key lets one begin anew, and puts every other device out', async () => {
    const lost = await openMember();
    await lost.page.getByRole('link', { name: 'Devices' }).click();
    const ring = await lost.plugIn({ roaming: true });
    await lost.page.getByRole('button', { name: 'Register a second key' }).click();
    await lost.page.getByText('The second key is registered.').waitFor();
    const keys = await lost.takeKeys(ring);
    expect(keys).toHaveLength(1);

    const found = await openMemberBrowser(browser);
    const carried = await found.plugIn({ roaming: true });
    await found.putKeys(carried, keys);
    await found.page.goto(`${stage.origin}/recover`);
    await found.page.getByRole('button', { name: 'Use the second key' }).click();
    await found.page.getByRole('heading', { name: 'Begin anew on this device' }).waitFor();
    await found.unplug(carried);
    await found.plugIn();
    await found.page.getByRole('button', { name: 'Create the passkey' }).click();
    await found.page.getByRole('heading', { name: 'Portfolio' }).waitFor();

    await lost.page.reload();
    await lost.page.getByRole('button', { name: 'Sign in with your passkey' }).waitFor();
    await lost.close();
    await found.close();
  });
});
