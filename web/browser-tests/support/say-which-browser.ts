import { launchBrowser } from './browser';
import { FIREFOX } from './firefox';

/** Once for a run: a till that works in one browser may die in the next. Fetching a packaged one happens here too, not in four suites. */
export async function setup(): Promise<void> {
  for (const whole of [true, false]) {
    const browser = await launchBrowser({ whole });
    process.stdout.write(`Chromium ${browser.version()}${whole ? '' : ' for most'}\n`);
    await browser.close();
  }
  if (!FIREFOX) process.stdout.write('No Firefox: its smoke of the till is left out\n');
}
