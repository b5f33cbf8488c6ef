import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where an installed Chrome usually is; `CHROME_PATH` goes before them. */
const installedBrowsers = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A headless browser: that of `CHROME_PATH`, an installed one, or on Linux the one that comes with npm, which
 * brings its own system libraries along.
 */
export async function openBrowser(): Promise<Browser> {
  const installed = process.env['CHROME_PATH'] ?? installedBrowsers.find((path) => existsSync(path));
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: ['--no-sandbox'] });
  // The package unpacks its libraries only where it believes to run in that environment.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  // Nothing here needs WebGL, and emulating it costs more than everything else.
  packaged.setGraphicsMode = false;
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: packaged.args.filter((argument) => !refusedArguments.has(argument)),
  });
}

// A page that breaks the same-origin policy must fail here too; one process for everything does not
// survive more than a few pages.
const refusedArguments = new Set([
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--single-process',
]);
