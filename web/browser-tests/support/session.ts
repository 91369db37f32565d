import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { laterBy, withAdjustableClock, withMovableTime } from './page-clock';
import { PASSWORD, type RunningServer } from './server';

export const TILL = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** What a till waits between two questions for what changed. */
export const FEED_MS = 10_000;

export interface PageOptions extends BrowserContextOptions {
  /** Whether its clock can be stopped and moved on. */
  clock?: boolean;
}

/**
 * A page of its own context, signed in and where that user begins. The session was begun without the sign-in page, which tests of its
 * own look at: drawing it for every test is what the whole suite would take longer for.
 */
export async function signedIn(
  browser: Browser,
  server: RunningServer,
  email: string,
  { clock = false, ...options }: PageOptions = { viewport: TILL },
): Promise<Page> {
  // A dialog that is still fading in has other colours than it will have, and each of its frames is drawn.
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await (clock ? withAdjustableClock(context, page) : withMovableTime(context));
  const begun = await context.request.post(`${server.url}/api/auth/login`, { data: { email, password: PASSWORD } });
  if (!begun.ok()) throw new Error(`${email} cannot sign in: ${await begun.text()}`);
  await page.goto(server.url);
  await signedInAs(page);
  return page;
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await signedInAs(page);
}

async function signedInAs(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Account of|Cuenta de) / }).waitFor();
}

/** What can be done with a row of a table besides what is done most. */
export async function inRowMenu(page: Page, row: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${row}`, exact: true }).click();
  await page.getByRole('button', { name: action, exact: true }).click();
}

/** Takes one of the entries of who is signed in: the language, the colours, the way out. */
export async function inUserMenu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: /^(Account of|Cuenta de) / }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
}

/**
 * Scans by keyboard, as a wedge does: the keys are sent without waiting for one another, for a busy machine must not turn a scan into
 * typing by hand.
 */
export async function scan(page: Page, code: string): Promise<void> {
  await type(page, `${code}\r`);
}

/** Keys a millisecond apart by their own clock, as a scanner's are however busy the machine is that reads them. */
export async function type(page: Page, keys: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const began = Date.now();
  const sent = [...keys].flatMap((key, index) => {
    const named = key === '\r' ? { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 } : { key };
    const timestamp = (began + index) / 1000;
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, timestamp, ...named }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...named }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}

/** So much later the same again is no echo of it. */
export const AFTER_AN_ECHO_MS = 600;

/** Enter, when somebody has seen what stands there since the Enter before. */
export async function enterAgain(page: Page): Promise<void> {
  await laterBy(page, AFTER_AN_ECHO_MS);
  await page.keyboard.press('Enter');
}

/** Keys a birth date that is old enough, when the till asks for it. */
export async function passAgeCheck(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Age check' });
  await dialog.waitFor();
  await type(page, '01311980');
  await dialog.waitFor({ state: 'detached' });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Of a long table the rows behind these are as those before them. */
const LATER_ROWS = 'tbody > tr:nth-child(n + 40)';

/** What axe finds, of any level. It runs in the page itself: pages have no frames, whose findings would have to be put together. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((laterRows) => {
    const inPage = (window as unknown as { axe: typeof axe }).axe;
    return inPage.run({ exclude: [[laterRows]] }, { resultTypes: ['violations'], preload: false });
  }, LATER_ROWS);
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.html}`);
}
