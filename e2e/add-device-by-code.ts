import type { Page } from 'playwright-core';

/** Lets a second device in: the first one shows a code, and it is typed there. Ends on the second one’s home page. */
export async function addDeviceByCode(
  first: Page,
  second: Page,
  origin: string,
  name: string,
): Promise<void> {
  await first.getByRole('link', { name: 'Devices' }).click();
  await first.getByRole('button', { name: 'Add a device' }).click();
  const groups = first.locator('.big-code span');
  await groups.first().waitFor();
  const code = (await groups.allTextContents()).join('-');
  await second.goto(`${origin}/add-device`);
  await second.getByLabel('Code').fill(code);
  await second.getByRole('button', { name: 'Continue' }).click();
  await second.getByLabel('What do you call this device?').fill(name);
  await second.getByRole('button', { name: 'Create the passkey' }).click();
  await second.getByRole('heading', { name: 'Portfolio' }).waitFor();
}
