import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

export type { Browser, Page } from 'playwright-core';

/** A Chromium of this machine. */
const browserPath = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((file) => existsSync(file));

/** CI has one: there, a browser that is missing fails. */
export const isWithoutBrowser = browserPath === undefined && !process.env.CI;

/** For the names of tests in a browser. */
export const notRun = browserPath === undefined ? ' (not run here: there is no Chromium)' : '';

/** Starts it, without any window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(browserPath !== undefined && { executablePath: browserPath }),
    // It asks its maker's servers for much, if it is let.
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core')), 'utf8');

/** What axe, which knows WCAG, finds wrong with a page. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  // The page's own policy lets no script in; a debugger is no page.
  const found = await page.evaluate(`${axe};axe.run({ iframes: false })`);
  const { violations } = found as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly object[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.slice(0, 2))}`);
}
