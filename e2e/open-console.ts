import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Stage } from './start-stage.ts';

export interface OpenedConsole {
  readonly page: Page;
  /** Everything that the browser complained about: errors, refused styles and scripts, failed requests. */
  readonly complaints: readonly string[];
  /** Goes to a page of the console, by its address. */
  visit(address: string): Promise<void>;
  close(): Promise<void>;
}

export interface ConsoleOptions extends BrowserContextOptions {
  /** What `navigator.language` says, whatever the context's locale. */
  readonly language?: string;
}

/** A browser window of its own, signed in by the one-time link, on the console’s first page. */
export async function openConsole(
  browser: Browser,
  stage: Stage,
  { language, ...options }: ConsoleOptions = {},
): Promise<OpenedConsole> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    // Drawing every frame in software leaves a busy machine no time for clicks; one test is about motion.
    reducedMotion: 'reduce',
    ...options,
  });
  if (language !== undefined) {
    const value = JSON.stringify(language);
    await context.addInitScript(
      `Object.defineProperty(Navigator.prototype, 'language', { get: () => ${value} });
       Object.defineProperty(Navigator.prototype, 'languages', { get: () => [${value}] });`,
    );
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(await stage.createSignInLink());
  await page.getByRole('button').click();
  await page.getByRole('heading', { name: 'Live flow' }).waitFor();
  return {
    page,
    complaints,
    async visit(address) {
      await page.goto(`${stage.url}/console${address}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    close: () => context.close(),
  };
}
