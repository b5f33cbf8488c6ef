import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { createSignInLink, type StaffRole } from '#identity';
import { openBrowser } from './open-browser.ts';
import { openConsole, type ConsoleOptions, type OpenedConsole } from './open-console.ts';
import { startStage, type Stage } from './start-stage.ts';

export interface StagedConsoles {
  /** Stands from the first test on. */
  readonly stage: Stage;
  /** A console of the operator who set the hub up; it is closed after the test. */
  open(options?: ConsoleOptions): Promise<OpenedConsole>;
  /** A console of somebody with a role. */
  openAs(operator: string, role?: StaffRole, options?: ConsoleOptions): Promise<OpenedConsole>;
}

// Browsers are slow on a busy machine; nothing here is about speed.
const patienceMs = 30_000;

/** How long a console is given to show what it must. */
export const eventually = { timeout: patienceMs, interval: 50 };

/** For a file of tests: one hub and one browser for all of them, and consoles that end with their test. */
export function stageConsoles(): StagedConsoles {
  vi.setConfig({ testTimeout: 120_000 });
  let parts: { readonly stage: Stage; readonly browser: Browser } | undefined;
  let opened: OpenedConsole[] = [];

  beforeAll(async () => {
    const [stage, browser] = await Promise.all([startStage(), openBrowser()]);
    parts = { stage, browser };
  }, 120_000);

  afterEach(async () => {
    for (const { close } of opened) await close();
    opened = [];
    for (const platform of [parts?.stage.blackPortal, parts?.stage.supportPortal]) {
      platform?.judge(() => undefined);
    }
  });

  afterAll(async () => {
    await parts?.browser.close();
    await parts?.stage.close();
  }, 60_000);

  const standing = () => {
    if (parts === undefined) throw new Error('the stage stands from the first test on');
    return parts;
  };
  const openAs: StagedConsoles['openAs'] = async (operator, role = 'operator', options = {}) => {
    const { stage, browser } = standing();
    const createLink = async () => (await createSignInLink(stage.hub.identity, operator, role)).url;
    const console = await openConsole(browser, { ...stage, createSignInLink: createLink }, options);
    console.page.setDefaultTimeout(patienceMs);
    opened.push(console);
    return console;
  };
  return {
    get stage() {
      return standing().stage;
    },
    open: (options) => openAs('operator', 'operator', options),
    openAs,
  };
}
