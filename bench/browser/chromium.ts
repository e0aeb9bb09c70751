import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where Chromium may be; the environment's `CHROMIUM` comes first. */
const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The installed Chromium; `undefined` where there is none. */
export const executablePath = places.find((path) => path !== undefined && existsSync(path));

/** What to do where there is no Chromium. */
export const advice =
  'Chromium is not installed: install it (on Debian "apt install chromium"), or name it by the variable CHROMIUM';

/**
 * Starts Chromium without a window and without calls home.
 *
 * @param flags - Further ones.
 */
export function launch(flags: readonly string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error(advice);
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });
}

/** What a page said on its console, and the errors that nobody caught. */
export function listen(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}
