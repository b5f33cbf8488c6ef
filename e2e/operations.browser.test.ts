import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { createPlatform } from '#connectors';
import { appendEvents } from '#events';
import { startBulkSync } from '#sync';
import { startPlatform, type TestPlatform } from './start-platform.ts';
import { eventually, stageConsoles } from './stage-consoles.ts';

const consoles = stageConsoles();
let started: TestPlatform[] = [];

afterAll(async () => {
  for (const platform of started) await platform.close();
  started = [];
});

describe('charts', () => {
  it('are drawn where the system’s locale is no language tag', async () => {
    const { page, complaints } = await consoles.open({ language: 'en-US@posix' });
    await page.getByRole('figure', { name: /^Events per second/ }).waitFor();
    await expect.poll(() => page.locator('.chart canvas').count(), eventually).toBe(3);
    expect(complaints).toEqual([]);
  });
});

describe('failing over', () => {
  it('takes events to the standby and back to the primary, as chosen', async () => {
    const secret = `whsec_${randomBytes(24).toString('base64')}`;
    const [primary, standby] = [await startPlatform(secret), await startPlatform(secret)];
    started.push(primary, standby);
    await createPlatform(consoles.stage.hub.connectors, {
      id: 'loyalty',
      displayName: 'Loyalty',
      addresses: { primary: primary.address, standbys: [standby.address] },
      subscriptions: { eventTypes: ['butler_interaction'] },
      signingSecret: secret,
      allowedNetworks: ['127.0.0.0/8'],
    });
    const { page, visit } = await consoles.open();
    await visit('/platforms/loyalty');
    const connection = page.getByRole('region', { name: 'Connection' });
    const activeRow = connection.getByText('Active', { exact: true }).locator('xpath=ancestor::div[1]');
    await expect.poll(() => activeRow.textContent(), eventually).toContain('Primary');

    await failOver(page, standby.address);
    await expect.poll(() => activeRow.textContent(), eventually).toContain('Standby 1');
    await talk('member-standby');
    await expect.poll(() => standby.received.length, eventually).toBe(1);
    expect(primary.received).toHaveLength(0);
    await page.getByRole('link', { name: 'Platforms' }).first().click();
    const card = page.getByRole('listitem').filter({ hasText: 'Loyalty' });
    await card.getByText('Standby', { exact: true }).waitFor();

    await card.getByRole('link', { name: 'Loyalty' }).click();
    await failOver(page, primary.address);
    await expect.poll(() => activeRow.textContent(), eventually).toContain('Primary');
    await talk('member-primary');
    await expect.poll(() => primary.received.length, eventually).toBe(1);
    expect(standby.received).toHaveLength(1);
  });

  async function failOver(page: Page, address: string): Promise<void> {
    await page.getByRole('button', { name: 'Fail over…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fail Loyalty over?' });
    expect(await dialog.getByLabel('Send them to').inputValue()).toBe(address);
    await dialog.getByRole('button', { name: 'Fail over' }).click();
    await page.getByText(`Loyalty now runs at ${address}`).waitFor();
  }

  async function talk(userId: string): Promise<void> {
    const [outcome] = await appendEvents(consoles.stage.hub.log, [
      {
        eventId: `talk-${userId}`,
        timestamp: new Date().toISOString(),
        source: 'support_portal',
        eventType: 'butler_interaction',
        payload: { userId, topic: 'portfolio' },
      },
    ]);
    expect(outcome?.status).toBe('accepted');
  }
});

describe('jobs', () => {
  it('replay what was chosen, after it was counted', async () => {
    const { page, visit } = await consoles.open();
    const eventIds = await consoles.stage.trade('member-replay', ['TCS', 'INFY', 'SBIN']);
    await consoles.stage.trade('member-bystander', ['ITC']);
    const arrived = (platform: TestPlatform): string[] =>
      platform.received.map(({ eventId }) => eventId).filter((id) => eventIds.includes(id));
    await expect.poll(() => arrived(consoles.stage.supportPortal), eventually).toEqual(eventIds);

    await visit('/jobs');
    await page.getByRole('button', { name: 'Replay events…' }).click();
    const choice = page.getByRole('dialog', { name: 'Replay events' });
    expect(await choice.getByRole('button', { name: 'Count them' }).isDisabled()).toBe(true);
    await choice.getByLabel('To platform').selectOption('support_portal');
    await choice.getByLabel('Member').fill('member-replay');
    await choice.getByRole('button', { name: 'Count them' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay these events?' });
    await dialog.getByText(/^3 events match/).waitFor();
    expect(arrived(consoles.stage.supportPortal)).toEqual(eventIds);

    await dialog.getByRole('button', { name: 'Replay 3' }).click();
    const job = page.getByRole('listitem').filter({ hasText: 'member-replay' });
    await job.getByText('Completed').waitFor();
    await job.getByText('3 of 3').waitFor();
    await expect
      .poll(() => arrived(consoles.stage.supportPortal), eventually)
      .toEqual([...eventIds, ...eventIds]);
    expect(arrived(consoles.stage.blackPortal)).toEqual(eventIds);
  });

  it('show how a bulk synchronisation comes on, and for whom it failed', async () => {
    const userIds = Array.from({ length: 60 }, (_, index) => `member-bulk-${index}`);
    await Promise.all(userIds.slice(0, 50).map((userId) => consoles.stage.addMember(userId, 'onyx')));
    const { page, visit } = await consoles.open();
    await visit('/jobs');
    await startBulkSync(consoles.stage.hub.sync, { userIds, syncType: 'full', source: 'black_portal' });
    const job = page.getByRole('listitem').filter({ hasText: 'Bulk sync of 60 members' });
    await job.getByText('Completed, with failures').waitFor();
    await job.getByText('60 of 60, 10 failed').waitFor();
    await job.getByText('Full, asked by Black Portal').waitFor();
  });
});

describe('with the keyboard alone', () => {
  /** Presses Tab until what it is on has this name. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    const wanted = page.locator(':focus').and(page.getByLabel(name).or(page.getByText(name)));
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await wanted.count()) === 1) return;
    }
    throw new Error(`Tab never came to ${name}`);
  }
  const go = async (page: Page, letter: string, heading: string): Promise<void> => {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await expect.poll(() => page.locator('h1:focus').count(), eventually).toBe(1);
  };

  it('a platform is disabled and enabled; a dialog keeps the focus and gives it back', async () => {
    const { page } = await consoles.open();
    await go(page, 'p', 'Platforms');
    const card = page.getByRole('listitem').filter({ hasText: 'Black Portal' });
    await card.getByText('Operational').waitFor();
    await tabTo(page, 'Black Portal');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Black Portal/, level: 1 }).waitFor();
    await tabTo(page, 'Disable…');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Disable Black Portal?' });
    await dialog.waitFor();
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate('document.querySelector("main :focus, nav :focus")?.closest("dialog") === null'),
      ).toBe(false);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.locator(':focus').textContent()).toBe('Disable…');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Disable');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Disabled$/, level: 1 }).waitFor();
    await tabTo(page, 'Enable…');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Enable');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Operational$/, level: 1 }).waitFor();
  });

  it('a dead letter is corrected and replayed', async () => {
    consoles.stage.supportPortal.judge((event) =>
      event.payload.userId === 'member-typed' && JSON.stringify(event.payload).includes('"quantity":10,')
        ? { code: 'limit_exceeded', message: 'Above the daily limit.', retryable: false }
        : undefined,
    );
    const { page } = await consoles.open();
    await consoles.stage.trade('member-typed', ['MARUTI']);
    await page.locator('.section-count').waitFor();
    await go(page, 'd', 'Dead letters');
    await page.getByRole('row').filter({ hasText: 'member-typed' }).waitFor();
    await tabTo(page, 'trade_executed');
    await page.keyboard.press('Enter');
    await page.getByText('Above the daily limit.').first().waitFor();
    await tabTo(page, 'Payload');
    const original = await page.getByRole('textbox', { name: 'Payload' }).inputValue();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(original.replace('"quantity": 10', '"quantity": 9'));
    await tabTo(page, 'Replay with edits…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Replay');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Where it went' }).waitFor();
    const arrived = () =>
      consoles.stage.supportPortal.received.find(({ payload }) => payload.userId === 'member-typed');
    await expect.poll(arrived, eventually).toMatchObject({ payload: { trade: { quantity: 9 } } });
  });
});
