import { launchBrowser } from './browser';

/** Once for a run: a till that works in one browser may die in the next. Fetching a packaged one happens here too, not in four suites. */
export async function setup(): Promise<void> {
  const browser = await launchBrowser();
  process.stdout.write(`Browser: Chromium ${browser.version()}\n`);
  await browser.close();
}
