import { describe, expect, it } from 'vitest';
import { eventually, stageConsoles } from './stage-consoles.ts';

const consoles = stageConsoles();

describe('signing in', () => {
  it('is asked for, works by the one-time link, and ends with signing out', async () => {
    const { page } = await consoles.open();
    await page.getByRole('button', { name: /^Sign out/ }).click();
    await page.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
    await page.goto(`${consoles.stage.url}/console/events`);
    await page.getByText('npx interlock sign-in').waitFor();
  });

  it('is needed for the live connection, and other sites have no part in it', async () => {
    const { page } = await consoles.open();
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const knock = async (headers: Record<string, string>): Promise<number> => {
      const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
      const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
      const answer = await consoles.stage.app.inject({
        url: '/ws/console',
        headers: { ...upgrade, ...key, ...headers, host: new URL(consoles.stage.url).host },
      });
      return answer.statusCode;
    };
    expect(await knock({})).toBe(401);
    expect(await knock({ cookie, origin: 'https://elsewhere.example' })).toBe(403);
    expect(await knock({ cookie, origin: consoles.stage.url })).toBe(426);
  });
});

describe('the live flow', () => {
  it('shows what happens without being asked again', async () => {
    const { page } = await consoles.open();
    const userId = 'member-live';
    await consoles.stage.trade(userId, ['RELIANCE', 'TCS', 'INFY']);
    await page
      .getByRole('link', { name: new RegExp(userId) })
      .first()
      .waitFor();
    await page.getByRole('table', { name: /what flows/ }).waitFor({ state: 'attached' });
    await expect
      .poll(async () => page.locator('.stat').first().locator('.stat-value').textContent(), eventually)
      .not.toBe('0/s');
  });

  it('shows an hour, a day and a month too', async () => {
    const { page, complaints } = await consoles.open();
    for (const window of ['1h', '24h', '30d']) {
      const answer = page.waitForResponse((response) => response.url().endsWith(`flows?window=${window}`));
      await page.locator(`input[value="${window}"]`).check();
      expect((await answer).status()).toBe(200);
    }
    await page.getByRole('figure', { name: /^Events per second/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('comes back by itself after the connection was lost', async () => {
    const { page } = await consoles.open();
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor();
    consoles.stage.dropConnections();
    await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor();
    await consoles.stage.trade('member-after', ['SBIN']);
    await page
      .getByRole('link', { name: /member-after/ })
      .first()
      .waitFor();
  });

  it('tells which platform is away', async () => {
    const { page, visit } = await consoles.open();
    await visit('/platforms');
    const card = page.getByRole('listitem').filter({ hasText: 'Support Portal' });
    await card.getByText('Operational').waitFor();
    await card.getByRole('button', { name: 'Disable…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await card.getByText('Disabled').waitFor();
    const before = consoles.stage.supportPortal.received.length;
    await consoles.stage.trade('member-held', ['ITC']);
    await card.getByText('Waiting').waitFor();
    await expect.poll(() => card.locator('dd').nth(1).textContent(), eventually).toBe('1');
    expect(consoles.stage.supportPortal.received).toHaveLength(before);
    await card.getByRole('button', { name: 'Enable…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
    await expect.poll(() => consoles.stage.supportPortal.received.length, eventually).toBe(before + 1);
    await card.getByText('Operational').waitFor();
  });
});

describe('events', () => {
  it('are found by filters that live in the address, and each shows its journey', async () => {
    const { page, visit } = await consoles.open();
    const [eventId] = await consoles.stage.trade('member-search', ['TITAN']);
    await consoles.stage.trade('member-other', ['LT']);
    await visit('/events');
    await page.getByLabel('Member', { exact: true }).fill('member-search');
    await expect.poll(() => page.getByRole('row').count(), eventually).toBe(2);
    expect(new URL(page.url()).search).toBe('?userId=member-search');
    await page.reload();
    await page.getByRole('link', { name: 'trade_executed' }).click();
    await page.getByText(eventId!).first().waitFor();
    const journey = page.getByRole('list', { name: 'Where it went' });
    await expect.poll(() => journey.getByText('Delivered').count(), eventually).toBe(2);
    await page.getByText('"TITAN"').waitFor();
  });

  it('that nobody knows are said to be unknown', async () => {
    const { page, visit } = await consoles.open();
    await visit('/events/no-such-event');
    await page.getByRole('alert').getByText('events.not_found').waitFor();
  });
});

describe('dead letters', () => {
  const refuseLargeOrders = (userId: string) => () =>
    consoles.stage.supportPortal.judge((event) =>
      event.payload.userId === userId && JSON.stringify(event.payload).includes('"quantity":10,')
        ? { code: 'limit_exceeded', message: 'Above the daily limit.', retryable: false }
        : undefined,
    );

  it('show why, are edited with help, and go out again with the edit', async () => {
    const { page } = await consoles.open();
    refuseLargeOrders('member-dead')();
    await consoles.stage.trade('member-dead', ['MARUTI']);
    await page.getByRole('link', { name: /^Dead letters/ }).click();
    await page.getByRole('row').filter({ hasText: 'member-dead' }).getByRole('link').click();
    await page.getByText('Above the daily limit.').first().waitFor();

    const editor = page.getByRole('textbox', { name: 'Payload' });
    const original = await editor.inputValue();
    await editor.fill(original.replace('"quantity": 10,', '"quantity": 10'));
    await page.getByText(/^Line \d+\. Something here is not JSON/).waitFor();
    expect(await page.getByRole('button', { name: 'Replay with edits…' }).isDisabled()).toBe(true);
    await editor.fill(original.replace('"quantity": 10', '"quantity": 9'));
    await page.getByRole('button', { name: 'Replay with edits…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();

    await page.getByRole('list', { name: 'Where it went' }).waitFor();
    const arrived = () =>
      consoles.stage.supportPortal.received.find(({ payload }) => payload.userId === 'member-dead');
    await expect.poll(arrived, eventually).toMatchObject({ payload: { trade: { quantity: 9 } } });
    await expect.poll(() => page.getByText('Delivered').count(), eventually).toBe(2);
  });

  it('are discarded with a reason', async () => {
    const { page } = await consoles.open();
    refuseLargeOrders('member-gone')();
    await consoles.stage.trade('member-gone', ['WIPRO']);
    await page.getByRole('link', { name: /^Dead letters/ }).click();
    await page.getByRole('row').filter({ hasText: 'member-gone' }).getByRole('link').click();
    await page.getByRole('button', { name: 'Discard…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Discard' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('corrected by hand');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await page.getByLabel('State').selectOption('discarded');
    await page.getByRole('row').filter({ hasText: 'member-gone' }).getByRole('link').click();
    await page.getByText('“corrected by hand”').waitFor();
  });

  it('are replayed all at once, counted before', async () => {
    const { page } = await consoles.open();
    refuseLargeOrders('member-many')();
    await consoles.stage.trade('member-many', ['HCLTECH', 'CIPLA', 'NTPC']);
    await page.getByRole('link', { name: /^Dead letters/ }).click();
    const rows = page.getByRole('row').filter({ hasText: 'member-many' });
    await expect.poll(() => rows.count(), eventually).toBe(3);
    consoles.stage.supportPortal.judge(() => undefined);
    await page.getByRole('button', { name: /^Retry all/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/3 events match/)
      .waitFor();
    await page.getByRole('button', { name: 'Replay 3' }).click();
    await page.getByRole('heading', { name: 'Jobs' }).waitFor();
    await page.getByText('Replay of dead letters').first().waitFor();
    const arrived = () =>
      consoles.stage.supportPortal.received
        .filter(({ payload }) => payload.userId === 'member-many')
        .map(({ payload }) => (payload['trade'] as { symbol: string }).symbol);
    await expect.poll(arrived, eventually).toEqual(['HCLTECH', 'CIPLA', 'NTPC']);
  });
});

describe('members', () => {
  it('are listed by tier and health, and each shows what the platforms hold', async () => {
    await consoles.stage.addMember('member-onyx', 'onyx');
    await consoles.stage.addMember('member-void', 'void');
    const { page, visit } = await consoles.open();
    await visit('/users');
    await page.getByLabel('Tier', { exact: true }).selectOption('void');
    await expect.poll(() => page.getByRole('row').count(), eventually).toBe(2);
    await page.getByRole('link', { name: 'member-void' }).click();
    await page.getByRole('heading', { name: 'Support portal' }).waitFor();
    await page.getByText('Nexus', { exact: true }).waitFor();
  });
});

describe('for everybody', () => {
  const addresses = [
    '/',
    '/platforms',
    '/platforms/black_portal',
    '/events',
    '/dead-letters',
    '/users',
    '/jobs',
  ];

  it('nothing on any page breaks the content policy or fails', async () => {
    const { page, complaints, visit } = await consoles.open();
    await consoles.stage.trade('member-policy', ['ONGC']);
    for (const address of addresses) {
      await visit(address);
      await page
        .getByRole('status')
        .filter({ hasText: /^Live$/ })
        .waitFor();
    }
    await page.waitForTimeout(300);
    expect(complaints).toEqual([]);
  });

  it('every page fits a phone, and its tables stay tables', async () => {
    const { page, visit } = await consoles.open({ viewport: { width: 360, height: 740 }, hasTouch: true });
    for (const address of addresses) {
      await visit(address);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([address, overflow]).toEqual([address, 0]);
    }
    await visit('/events');
    await expect.poll(() => page.getByRole('table').getByRole('row').count(), eventually).toBeGreaterThan(1);
    await page.getByRole('link', { name: 'Members' }).click();
    await page.getByRole('heading', { name: 'Members' }).waitFor();
  });

  it('the keyboard does it all', async () => {
    const { page } = await consoles.open();
    const focused = page.locator(':focus');
    await page.keyboard.press('Tab');
    expect(await focused.textContent()).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await focused.getAttribute('id')).toBe('main');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    await expect.poll(() => page.locator('h1:focus').count(), eventually).toBe(1);
    await page.keyboard.press('/');
    expect(await focused.getAttribute('placeholder')).toBe('member id');
    await focused.blur();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the theme follows the system until it is chosen, and the choice stays', async () => {
    const { page } = await consoles.open({ colorScheme: 'dark' });
    // oklch(lightness chroma hue)
    const lightness = async (): Promise<number> => {
      const colour = await page.evaluate<string>(
        'getComputedStyle(document.documentElement).backgroundColor',
      );
      return Number(/oklch\(([\d.]+)/.exec(colour)?.[1]);
    };
    expect(await lightness()).toBeLessThan(0.5);
    await page.keyboard.press('t');
    await expect.poll(lightness, eventually).toBeGreaterThan(0.5);
    await page.reload();
    await page.getByRole('heading', { name: 'Live flow' }).waitFor();
    expect(await lightness()).toBeGreaterThan(0.5);
  });

  it('times are local or UTC, as chosen', async () => {
    const [eventId] = await consoles.stage.trade('member-time', ['BEL']);
    const { page, visit } = await consoles.open({ timezoneId: 'Asia/Kolkata' });
    await visit(`/events/${eventId}`);
    const time = page.locator('.journey-hub time');
    expect(await time.textContent()).not.toContain('UTC');
    await page.keyboard.press('z');
    await expect.poll(() => time.textContent(), eventually).toContain('UTC');
    expect(await time.getAttribute('title')).toMatch(/here\n.+UTC/);
  });

  it('events are seen to move, and nothing does for those who asked for no motion', async () => {
    const moving = await consoles.open({ reducedMotion: 'no-preference' });
    const still = await consoles.open({ reducedMotion: 'reduce' });
    const flow = setInterval(() => void consoles.stage.trade('member-moving', ['RELIANCE', 'TCS']), 200);
    try {
      await moving.page.locator('.leg-dot').first().waitFor();
      await still.page.locator('.leg-dot').first().waitFor({ state: 'attached' });
      expect(await still.page.evaluate('document.getAnimations().length')).toBe(0);
      expect(await still.page.locator('.leg-dot').first().isVisible()).toBe(false);
    } finally {
      clearInterval(flow);
    }
  });
});
