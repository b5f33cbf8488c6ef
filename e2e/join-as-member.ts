import type { Page } from 'playwright-core';

/** Goes through the pages from an invitation to the home page, as a person does. */
export async function joinAsMember(page: Page, origin: string, code: string, name = 'Asha'): Promise<void> {
  await redeemInvitation(page, origin, code, name);
  await page.getByRole('button', { name: 'Create the passkey' }).click();
  await page.getByRole('heading', { name: `Welcome, ${name}` }).waitFor();
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
}

/** As far as the page that asks for the passkey. */
export async function redeemInvitation(
  page: Page,
  origin: string,
  code: string,
  name = 'Asha',
): Promise<void> {
  await page.goto(`${origin}/join`);
  await page.getByLabel('Invitation').fill(code);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Lock it to this device' }).waitFor();
}
