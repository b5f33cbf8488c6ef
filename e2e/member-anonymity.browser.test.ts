import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDeviceByCode } from './add-device-by-code.ts';
import { joinAsMember } from './join-as-member.ts';
import { openBrowser } from './open-browser.ts';
import { openMemberBrowser } from './open-member-browser.ts';
import { startMemberStage, type MemberStage } from './start-member-stage.ts';

let stage: MemberStage;
let browser: Browser;
/** A proof takes a second or two where cores are shared. */
const provingMs = 20_000;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startMemberStage(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

async function openMember() {
  const member = await openMemberBrowser(browser);
  await member.plugIn();
  await joinAsMember(member.page, stage.origin, await stage.invite('onyx'));
  return member;
}

/** Headers that would tell who asks, of every request to the addresses that must not learn it. */
function watchNames(page: Page): string[] {
  const telling: string[] = [];
  const anonymous =
    /\/api\/(anonymity\/(groups|challenges|proof-tokens)|salon|circles\/[^/]+\/(entries|posts))/;
  page.on('request', (request) => {
    if (!anonymous.test(request.url())) return;
    void request.allHeaders().then((headers) => {
      const named = ['cookie', 'dpop'].filter((name) => name in headers);
      if (named.length > 0) telling.push(`${request.url()} with ${named.join()}`);
    });
  });
  return telling;
}

/** Notes how long the page stood still, while it proves. */
const watchPauses = `
  globalThis.longestPauseMs = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    globalThis.longestPauseMs = Math.max(globalThis.longestPauseMs, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  look();`;

describe('the salon', () => {
  test('opens to a proof of the tier, asked for without a name, and is still open after a reload', async () => {
    const { page, complaints, close } = await openMember();
    const telling = watchNames(page);
    await page.getByRole('link', { name: 'Salon' }).click();
    await page.getByRole('button', { name: 'Make the secret' }).click();
    await page.getByText('What nobody learns').waitFor();
    await page.evaluate(watchPauses);
    await page.getByRole('button', { name: 'Prove my tier' }).click();
    await page.getByText('All that we know of you here').waitFor({ timeout: provingMs });
    await page.getByRole('heading', { name: 'The Reading Room' }).waitFor();
    expect(await page.getByRole('heading', { name: 'The Quiet Floor' }).count()).toBe(0);
    const pauseMs = await page.evaluate<number>('globalThis.longestPauseMs');
    console.log(`the page stood still for ${pauseMs.toFixed(0)} ms at most`);

    await page.reload();
    await page.getByRole('heading', { name: 'The Reading Room' }).waitFor();
    expect(telling).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('does not let itself be told who asks', async () => {
    const { page, close } = await openMember();
    const status = await page.evaluate(async () => (await fetch('/api/salon')).status);
    expect(status).toBe(400);
    const unproven = await page.evaluate(
      async () => (await fetch('/api/salon', { credentials: 'omit' })).status,
    );
    expect(unproven).toBe(401);
    await close();
  });
});

describe('the secret', () => {
  test(
    'is on one device at a time, and moves only when the person says so',
    { timeout: 60_000 },
    async () => {
      const first = await openMember();
      await first.page.getByRole('link', { name: 'Salon' }).click();
      await first.page.getByRole('button', { name: 'Make the secret' }).click();
      await first.page.getByText('What nobody learns').waitFor();
      const second = await openMemberBrowser(browser);
      await second.plugIn();
      await addDeviceByCode(first.page, second.page, stage.origin, 'Second');
      await second.page.getByRole('link', { name: 'Salon' }).click();
      await second.page.getByRole('heading', { name: 'Your secret is on another device' }).waitFor();
      await second.page.getByRole('button', { name: 'Move it to this device' }).click();
      await second.page.getByRole('heading', { name: 'Your secret is on its way here' }).waitFor();
      await first.page.reload();
      await first.page.getByRole('link', { name: 'Salon' }).click();
      await first.page.getByRole('heading', { name: 'Your secret is on another device' }).waitFor();
      await first.page.getByText('It can move again from').waitFor();
      expect(await first.page.getByRole('button', { name: 'Move it to this device' }).isDisabled()).toBe(
        true,
      );
      await first.close();
      await second.close();
    },
  );
});

describe('a circle', () => {
  // Six proofs, one after another, in browsers that share their cores.
  test(
    'is founded, entered and spoken in under one name, by two who do not know each other',
    { timeout: 90_000 },
    async () => {
      const [asha, ravi] = [await openMember(), await openMember()];
      const telling = [watchNames(asha.page), watchNames(ravi.page)];
      await asha.page.getByRole('link', { name: 'Circles' }).click();
      await asha.page.getByRole('button', { name: 'Make the secret' }).click();
      await asha.page.getByRole('button', { name: 'Found a circle' }).click();
      await asha.page.getByLabel('Name', { exact: true }).fill('Long horizons');
      await asha.page.getByLabel('What it is for').fill('Decades rather than days.');
      await asha.page.getByRole('button', { name: 'Found it' }).click();
      await asha.page.getByRole('heading', { name: 'Long horizons' }).waitFor({ timeout: provingMs });
      const ashaName = await enterAndSay(asha.page, 'Patience is a position.');

      await ravi.page.getByRole('link', { name: 'Circles' }).click();
      await ravi.page.getByRole('button', { name: 'Make the secret' }).click();
      await ravi.page.getByRole('link', { name: 'Long horizons' }).click();
      const raviName = await enterAndSay(ravi.page, 'And an expensive one.');
      expect(raviName).not.toBe(ashaName);
      const said = ravi.page.getByRole('listitem').filter({ hasText: 'Patience is a position.' });
      expect(await said.textContent()).toContain(ashaName);

      // Whoever comes back is the same somebody.
      await asha.page.reload();
      await asha.page.getByRole('button', { name: 'Enter' }).click();
      await asha.page.locator('label .pseudonym').waitFor({ timeout: provingMs });
      expect(await asha.page.locator('label .pseudonym').textContent()).toBe(ashaName);
      expect(telling).toEqual([[], []]);
      await asha.close();
      await ravi.close();
    },
  );

  async function enterAndSay(page: Page, words: string): Promise<string | null> {
    await page.getByRole('button', { name: 'Enter' }).click();
    const name = page.locator('label .pseudonym');
    await name.waitFor({ timeout: provingMs });
    await page.getByRole('textbox').fill(words);
    await page.getByRole('button', { name: 'Say it' }).click();
    await page.getByText(words).and(page.locator('.post-words')).waitFor({ timeout: provingMs });
    return name.textContent();
  }
});
