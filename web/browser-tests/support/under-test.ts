import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type BrowserOptions, launchBrowser } from './browser';
import { type RunningServer, startServer } from './server';
import { type PageOptions, signedIn } from './session';

export let browser: Browser;
export let server: RunningServer;
/** Of the test that runs. */
export let page: Page;

/** A server and a browser for the tests of a file, and a page of its own for each. */
export function productUnderTest(options: BrowserOptions = {}, settings: Record<string, string> = {}): void {
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchBrowser(options), startServer({ settings })]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await sayWhatIsShown();
    await page?.context().close();
  });
}

/** Why a test failed on a machine that nobody sits at. */
async function sayWhatIsShown(): Promise<void> {
  const shown = await page?.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
  console.error(`What the page showed:\n${shown}`);
}

/** The page of this test, signed in; a cashier's with the till ready. */
export async function openAs(user: string, options?: PageOptions): Promise<void> {
  page = await signedIn(browser, server, `${user}@demo.example`, options);
  if (user === 'cashier') await page.getByLabel('Scan or search').waitFor();
}
