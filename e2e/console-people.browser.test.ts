import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createInvitations } from '#identity';
import { MemberClient } from './member-client.ts';
import { eventually, stageConsoles } from './stage-consoles.ts';

const consoles = stageConsoles();

interface Joined {
  readonly personId: string;
  readonly client: MemberClient;
}

async function join(displayName: string): Promise<Joined> {
  const by = { kind: 'staff', id: 'operator' } as const;
  const { invitations } = await createInvitations(consoles.stage.hub.people.members, { tier: 'onyx' }, by);
  const client = await MemberClient.make(consoles.stage.url);
  const joining = await client.redeem(invitations[0]?.code ?? '', displayName);
  await client.register(joining);
  const welcome = await client.joined(String(joining.body['joiningId']));
  expect(welcome.body['state']).toBe('welcome');
  return { personId: String(welcome.body['personId']), client };
}

let resident: Promise<Joined> | undefined;

/** Somebody whom tests may share, because codes are taken only five times a minute. */
function joinOnce(): Promise<Joined> {
  resident ??= join('Asha Rao');
  return resident;
}

/** Presses a button and gives the reason that its dialog asks for. */
async function actBecause(page: Page, opener: string, action: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: opener }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: action, exact: true });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill(reason);
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
}

describe('invitations', () => {
  it('are made in bulk; their codes are seen once, kept as a file, and let people in', async () => {
    const { page, visit } = await consoles.openAs('asha');
    await visit('/invitations');
    await page.getByRole('button', { name: 'Invite…' }).click();
    const form = page.getByRole('dialog', { name: 'Invite people' });
    await form.getByLabel('How many').fill('0');
    await form
      .getByRole('alert')
      .getByText(/^Between 1 and 10,000/)
      .waitFor();
    await form.getByLabel('How many').fill('3');
    await form.getByLabel(/^Note/).fill('=dinner, “Mumbai”');
    await form.getByRole('button', { name: 'Make 3 invitations' }).click();

    const shown = page.getByRole('dialog', { name: '3 invitations' });
    await shown.waitFor();
    const codes = await shown.getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(3);
    await page.keyboard.press('Escape');
    await shown.getByText(/hub cannot show it again/).waitFor();
    const download = page.waitForEvent('download');
    await shown.getByRole('button', { name: 'Download as CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv.split('\r\n')[0]).toBe('code,invitation_id,for,expires_at,note');
    for (const code of codes) expect(csv).toContain(code);
    // A spreadsheet must not run what somebody wrote into a note.
    expect(csv).toContain(`"'=dinner, “Mumbai”"`);
    await shown.getByRole('button', { name: 'Done' }).click();
    await shown.waitFor({ state: 'detached' });
    expect(await page.getByText(codes[0] ?? '').count()).toBe(0);

    const client = await MemberClient.make(consoles.stage.url);
    expect((await client.redeem(codes[0] ?? '')).status).toBe(201);
    await page.reload();
    await page.getByLabel('State').selectOption('redeemed');
    await page.getByRole('row').filter({ hasText: '=dinner' }).getByText('Redeemed').waitFor();
  });

  it('are revoked one by one, and all that were made together', async () => {
    const by = { kind: 'staff', id: 'operator' } as const;
    const made = await createInvitations(
      consoles.stage.hub.people.members,
      { tier: 'void', count: 4, note: 'gala' },
      by,
    );
    const { page, visit } = await consoles.openAs('asha');
    await visit(`/invitations?batchId=${made.batchId}`);
    const rows = page.getByRole('row').filter({ hasText: 'gala' });
    await expect.poll(() => rows.count(), eventually).toBe(4);
    await rows.first().getByRole('button', { name: 'Revoke…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(() => rows.getByText('Revoked').count(), eventually).toBe(1);
    await page.getByRole('button', { name: 'Revoke all of these…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke all' }).click();
    await expect.poll(() => rows.getByText('Revoked').count(), eventually).toBe(4);
    const client = await MemberClient.make(consoles.stage.url);
    expect((await client.redeem(made.invitations[0]?.code ?? '')).status).toBe(403);
  });
});

describe('people', () => {
  it('keep their names sealed until somebody says why, and the log tells who looked', async () => {
    const { personId } = await joinOnce();
    const { page, visit } = await consoles.openAs('meera', 'compliance_officer');
    await visit(`/people/${personId}`);
    await page.getByText('Sealed with this person’s own key').waitFor();
    expect(await page.getByText('Asha Rao').count()).toBe(0);
    await actBecause(page, 'Read…', 'Read', 'Called about a payment');
    await page.getByText('Asha Rao').waitFor();
    await page.getByRole('button', { name: 'Hide' }).click();
    expect(await page.getByText('Asha Rao').count()).toBe(0);
    await page.getByRole('link', { name: 'What was done to them' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Called about a payment' });
    await expect
      .poll(async () => {
        await page.reload();
        await page.getByRole('row').nth(1).waitFor();
        return row.getByText('meera').count();
      }, eventually)
      .toBe(1);
  });

  it('change tier, lose a device, are suspended and reinstated', async () => {
    const { personId, client } = await join('Vikram');
    const { page, visit } = await consoles.openAs('asha');
    await visit(`/people/${personId}`);
    await page.getByRole('button', { name: 'Change tier…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the tier?' });
    await dialog.getByLabel('Obsidian').check();
    await dialog.getByLabel('Reason').fill('Agreed');
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.waitFor({ state: 'detached' });
    const facts = page.getByRole('region', { name: 'Person' });
    await facts.getByText('Obsidian').waitFor();

    await actBecause(page, 'Put out…', 'Put out', 'Reported stolen');
    const devices = page.getByRole('region', { name: 'Devices' });
    await devices.getByText(/^Out since .+: Reported stolen/).waitFor();
    expect((await client.call('GET', '/api/identity/account')).status).toBe(401);

    await actBecause(page, 'Suspend…', 'Suspend', 'Fraud suspected');
    await page.getByRole('heading', { name: /Suspended$/, level: 1 }).waitFor();
    await actBecause(page, 'Reinstate…', 'Reinstate', 'Cleared');
    await page.getByRole('heading', { name: /Active$/, level: 1 }).waitFor();
  });

  it('are recovered by two members of staff; whoever decides late is told', async () => {
    const { personId } = await joinOnce();
    const asking = await consoles.openAs('asha');
    await asking.visit(`/people/${personId}`);
    await actBecause(asking.page, 'Recover…', 'Ask', 'Lost the only phone');
    const own = asking.page.getByRole('region', { name: 'Recoveries' });
    await own.getByText('Waits for a second person').waitFor();
    expect(await own.getByRole('button', { name: 'Approve…' }).count()).toBe(0);

    const [second, third] = [
      await consoles.openAs('meera', 'compliance_officer'),
      await consoles.openAs('rohan'),
    ];
    for (const { page, visit } of [second, third]) {
      await visit('/people');
      await page
        .getByRole('listitem')
        .filter({ hasText: personId })
        .getByRole('button', { name: 'Approve…' })
        .click();
    }
    await second.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    const code = second.page.getByRole('dialog', { name: 'The code for the new device' });
    expect(await code.getByLabel('Code', { exact: true }).textContent()).toMatch(/^[0-9A-Z-]{20,}$/);
    await third.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await third.page.getByRole('alert').getByText('identity.no_such_recovery').waitFor();
  });

  it('who failed to join are shown with the reason', async () => {
    const { personId } = await joinOnce();
    await consoles.stage.hub.database.query(
      `update onboarding.joinings set state = 'failed', step = 'platforms', reason = 'Not confirmed in time by support_portal.'
       where person_id = $1`,
      [personId],
    );
    const { page, visit } = await consoles.openAs('asha');
    await visit('/joinings?state=failed');
    await page.getByRole('row').filter({ hasText: 'Not confirmed in time by support_portal.' }).waitFor();
    await page.getByRole('link', { name: personId }).click();
    await page.getByText('Not confirmed in time by support_portal.').waitFor();
  });
});

describe('service keys', () => {
  it('are made with scopes, work, are rotated with an overlap and revoked', async () => {
    const { page, visit } = await consoles.openAs('asha');
    await visit('/keys');
    await page.getByRole('button', { name: 'New key…' }).click();
    const form = page.getByRole('dialog', { name: 'New service key' });
    await form.getByLabel('What it is for').fill('warehouse');
    expect(await form.getByRole('button', { name: 'Make the key' }).isDisabled()).toBe(true);
    await form.getByLabel(/^events:read/).check();
    await form.getByRole('button', { name: 'Make the key' }).click();
    const first = await readKey(page);
    expect(await use(first)).toBe(200);

    await page.getByRole('link', { name: 'warehouse' }).click();
    await page.getByText('Read, search and follow events and their journeys').waitFor();
    await page.getByRole('button', { name: 'Rotate…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const second = await readKey(page);
    expect(second).not.toBe(first);
    expect([await use(first), await use(second)]).toEqual([200, 200]);

    await page.getByRole('button', { name: 'Revoke…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('heading', { name: /Revoked$/, level: 1 }).waitFor();
    await expect.poll(() => use(second), eventually).toBe(401);
    expect(await use(first)).toBe(200);
  });

  /** The key itself, copied before the dialog is closed. */
  async function readKey(page: Page): Promise<string> {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const shown = page.getByRole('dialog', { name: 'warehouse' });
    const key = await shown.getByLabel('Key', { exact: true }).textContent();
    await shown.getByRole('button', { name: 'Copy key' }).click();
    await shown.getByRole('button', { name: 'Done' }).click();
    await shown.waitFor({ state: 'detached' });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(key);
    return key ?? '';
  }

  const use = async (key: string): Promise<number> =>
    (await fetch(`${consoles.stage.url}/api/admin/events`, { headers: { authorization: `Bearer ${key}` } }))
      .status;
});
