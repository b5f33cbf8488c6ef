import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('an invitation becomes a member, from the code to the welcome', async () => {
  const member = await openMemberBrowser(browser);
  const { page } = member;
  await member.plugIn();
  await page.goto(`${stage.origin}/join`);
  await page.getByLabel('Invitation').fill(await stage.invite('onyx'));
  await page.getByLabel('Name').fill('Asha');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Create the passkey' }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Onyx').waitFor();
  expect(member.complaints).toEqual([]);
  await member.close();
});
