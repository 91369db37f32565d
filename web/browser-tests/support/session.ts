import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { PASSWORD, type RunningServer } from './server';

export const TILL = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A page of its own context, signed in and where that user begins. */
export async function signedIn(
  browser: Browser,
  server: RunningServer,
  email: string,
  options: Parameters<Browser['newContext']>[0] = { viewport: TILL },
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(server.url);
  await signIn(page, email, PASSWORD);
  return page;
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** What axe calls serious or critical. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
