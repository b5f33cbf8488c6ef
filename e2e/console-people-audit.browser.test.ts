import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createEmbeddedKeyService, encryptFor, replaceStatementKey } from '#infra/crypto';
import { systemClock } from '#kernel/time';
import { eventually, stageConsoles } from './stage-consoles.ts';

const consoles = stageConsoles();

describe('the audit log', () => {
  it('is searched, and each entry is proven in the browser', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await visit('/audit?action=staff.signed_in');
    await page.getByText('Checked in this browser').waitFor();
    await page.getByText(/^The hub’s key signed this head/).waitFor();
    await page.getByRole('link', { name: 'Staff signed in' }).first().click();
    await page.getByRole('heading', { name: 'Staff signed in Proven' }).waitFor();
    expect(await page.locator('.check-good').count()).toBe(3);
  });

  it('says so when the hub shows an entry otherwise than it was signed', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await page.route('**/api/audit/entries/0', async (route) => {
      const answer = await route.fetch();
      const entry = (await answer.json()) as { entry: { reason: string | null } };
      await route.fulfill({ json: { ...entry, entry: { ...entry.entry, reason: 'because I say so' } } });
    });
    await visit('/audit/0');
    await page.getByText('The proof fails').waitFor();
    await page.getByText(/It was edited\.$/).waitFor();
  });

  it('is held to what this browser saw of it before', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await visit('/audit');
    await page.getByText(/looks for the first time/).waitFor();
    await page.reload();
    await page.getByText(/^It begins with everything that this browser saw/).waitFor();
    const tamper = (change: string): Promise<unknown> =>
      page.evaluate(`(() => {
        const head = JSON.parse(localStorage.getItem('interlock.audit'));
        localStorage.setItem('interlock.audit', JSON.stringify({ ...head, ${change} }));
      })()`);
    // As if the log had been rewritten since, cut off, or signed by somebody else.
    await tamper(`root: '${'0'.repeat(64)}'`);
    await page.reload();
    await page.getByText('Not to be trusted').waitFor();
    await page.getByText(/Somebody changed what was written\.$/).waitFor();
    await tamper('size: 1_000_000');
    await page.reload();
    await page.getByText(/Entries are gone\.$/).waitFor();
    await tamper(`key: { ...head.key, keyId: 'AAAA', ed25519: 'AAAA' }`);
    await page.reload();
    await page.getByText('Another key', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^I compared the key/ }).click();
    await page.getByText('Checked in this browser').waitFor();
  });

  it('is followed to another key, for which the one that this browser saw vouches', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await visit('/audit');
    await page.getByText(/looks for the first time/).waitFor();
    const { database, trust } = consoles.stage.hub;
    const keyService = createEmbeddedKeyService(trust.masterKey);
    const { to } = await replaceStatementKey({ database, keyService, clock: systemClock });
    // Somebody signs in: an entry for the next head.
    await consoles.openAs('devi', 'auditor');
    await page.getByText(to.keyId).waitFor();
    await page.getByText(/each key signed that the next follows it\.$/).waitFor();
    await page.getByText('Checked in this browser').waitFor();
    await page.reload();
    await page.getByText(/by Ed25519 and by ML-DSA-65\.$/).waitFor();
    await visit('/audit/0');
    await page.getByText('Proven', { exact: true }).waitFor();
  });

  it('finds a personal value without putting it into the address, and records the search', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await visit('/audit');
    await page.getByRole('button', { name: 'Personal value…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Look for a personal value' });
    await dialog.getByLabel('Value').fill('asha@example.com');
    await dialog.getByRole('button', { name: 'Look for it' }).click();
    await page.getByText('Email, by its keyed hash').waitFor();
    expect(page.url()).toContain('personal=email');
    expect(page.url()).not.toContain('asha');
    const found = page.getByRole('row').filter({ hasText: 'Personal value looked for' });
    await expect
      .poll(async () => {
        await page.reload();
        await page
          .getByText(/entry matches|Personal value looked for/)
          .first()
          .waitFor();
        return found.count();
      }, eventually)
      .toBe(1);
  });

  it('is taken along, with its key', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await visit('/audit');
    await page.getByRole('button', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take the log with you' });
    const contents: string[] = [];
    for (const name of ['Download the log', 'Download the public key']) {
      const download = page.waitForEvent('download');
      await dialog.getByText(name).click();
      contents.push(await readFile(await (await download).path(), 'utf8'));
    }
    expect(contents[0]).toMatch(/^\{"format":"interlock-audit-export\/1"/);
    expect(JSON.parse(contents[1] ?? '')).toMatchObject({ algorithm: 'Ed25519+ML-DSA-65' });
  });
});

describe('circles', () => {
  it('are moderated without anybody’s identity, and what was done can be undone', async () => {
    await addCircle('Evening of the markets', 'Quiet Banyan 7', 'Buy now!!!');
    const { page, visit } = await consoles.openAs('asha');
    await visit('/circles');
    await page.getByRole('link', { name: 'Evening of the markets' }).click();
    const post = page.getByRole('listitem').filter({ hasText: 'Buy now!!!' });
    const act = async (button: string, action: string): Promise<void> => {
      await post.getByRole('button', { name: button }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('Spam');
      await dialog.getByRole('button', { name: action, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await act('Hide…', 'Hide');
    await post.getByText('Hidden', { exact: true }).waitFor();
    await act('Silence…', 'Silence');
    await post.getByText('Silenced', { exact: true }).waitFor();
    await act('Show again…', 'Show again');
    await act('Restore…', 'Restore');
    await post.getByRole('button', { name: 'Silence…' }).waitFor();
    expect(await post.getByText('Hidden', { exact: true }).count()).toBe(0);
    expect(await post.getByRole('button', { name: 'Hide…' }).count()).toBe(1);
  });

  async function addCircle(name: string, pseudonym: string, content: string): Promise<void> {
    const { database, people } = consoles.stage.hub;
    const [circleId, pseudonymId] = [randomUUID(), 'p'.repeat(43)];
    await database.query(
      `insert into anonymity.circles (circle_id, name, purpose, minimum_tier, founded_on)
       values ($1, $2, '', null, now())`,
      [circleId, name],
    );
    await database.query(
      'insert into anonymity.pseudonyms (circle_id, pseudonym_id, name) values ($1, $2, $3)',
      [circleId, pseudonymId, pseudonym],
    );
    const owner = { personId: circleId, purpose: 'circle' };
    await database.query(
      `insert into anonymity.posts (circle_id, pseudonym_id, content, posted_at)
       values ($1, $2, $3, date_trunc('minute', now()))`,
      [circleId, pseudonymId, await encryptFor(people.anonymity.envelopes, owner, 'posts.content', content)],
    );
  }
});

describe('what a role may not do', () => {
  const all = ['People', 'Invitations', 'Joinings', 'Circles', 'Service keys', 'Audit log'];

  it.each([
    ['operator', all],
    ['auditor', ['People', 'Joinings', 'Audit log']],
    ['compliance_officer', ['People', 'Joinings', 'Audit log']],
    ['responder', ['People', 'Joinings']],
    ['finance', []],
  ] as const)('is not offered to the role %s', async (role, offered) => {
    const { page } = await consoles.openAs('asha', role);
    const links = await page.getByRole('navigation').getByRole('link').allTextContents();
    const named = all.filter((label) => links.some((text) => text.startsWith(label)));
    expect(named).toEqual(offered);
  });

  it('explains itself when somebody follows a link there', async () => {
    const { page, visit } = await consoles.openAs('asha', 'finance');
    await visit('/invitations');
    await page.getByText('Not for the role finance').waitFor();
    await page.getByText('invitations:admin').waitFor();
  });

  it('is not offered on pages that the role may read', async () => {
    const { page, visit } = await consoles.openAs('asha', 'auditor');
    await visit('/platforms/black_portal');
    await page.getByRole('region', { name: 'Connection' }).waitFor();
    expect(await page.getByRole('button', { name: 'Disable…' }).count()).toBe(0);
    await visit('/jobs');
    expect(await page.getByRole('button', { name: 'Replay events…' }).count()).toBe(0);
  });

  it('explains itself when the hub refuses it', async () => {
    const { page, visit } = await consoles.openAs('asha');
    await visit('/invitations');
    await page.getByRole('button', { name: 'Invite…' }).click();
    // As if the role had been taken away while the page was open.
    await consoles.stage.hub.database.query(`update identity.sessions set role = 'auditor'`);
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    await page.getByRole('alert').getByText('identity.not_permitted').waitFor();
  });
});

describe('for everybody', () => {
  const addresses = ['/people', '/invitations', '/joinings', '/circles', '/keys', '/audit', '/audit/0'];

  it('nothing on any page breaks the content policy or fails', async () => {
    const { page, complaints, visit } = await consoles.openAs('asha');
    for (const address of addresses) {
      await visit(address);
      await page
        .getByRole('status')
        .filter({ hasText: /^Live$/ })
        .waitFor();
    }
    await page.getByText('Proven').waitFor();
    expect(complaints).toEqual([]);
  });

  it('every page fits a phone, and every section is reached from there', async () => {
    const { page, visit } = await consoles.openAs('asha', 'operator', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
    });
    for (const address of addresses) {
      await visit(address);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([address, overflow]).toEqual([address, 0]);
    }
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'More' }).getByRole('link', { name: 'Service keys' }).click();
    await page.getByRole('heading', { name: 'Service keys', level: 1 }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('the keyboard goes to every section', async () => {
    const { page } = await consoles.openAs('asha');
    for (const [letter, heading] of [
      ['w', 'People'],
      ['i', 'Invitations'],
      ['o', 'Joinings'],
      ['c', 'Circles'],
      ['k', 'Service keys'],
      ['a', 'Audit log'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await expect.poll(() => page.locator('h1:focus').count(), eventually).toBe(1);
    }
  });
});
