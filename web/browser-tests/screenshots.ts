// `npm run screenshots`: pictures of the till from real data, into docs/screenshots. Look at each.
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, startServer } from './support/server';

const FOLDER = new URL('../../docs/screenshots/', import.meta.url).pathname;
const BARCODES = ['2000000433370', '3*2000000117881'];

async function takeAll(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const [browser, server] = await Promise.all([launchBrowser(), startServer()]);
  for (const [suffix, viewport] of [
    ['', { width: 1280, height: 800 }],
    ['-phone', { width: 390, height: 844 }],
  ] as const) {
    const page = await (await browser.newContext({ viewport, hasTouch: true })).newPage();
    page.setDefaultTimeout(10_000);
    const shoot = (name: string) => page.screenshot({ path: `${FOLDER}${name}${suffix}.png` });
    await page.goto(server.url);
    await page.getByLabel('E-mail').waitFor();
    await shoot('sign-in');
    await signIn(page, 'admin@demo.example');
    for (const code of BARCODES) {
      await page.keyboard.type(code);
      await page.keyboard.press('Enter');
    }
    await page.getByLabel('Total').getByText('5').waitFor();
    await page.getByLabel('Scan or search').fill('jack dan');
    await page.getByRole('option').first().waitFor();
    await shoot('till-search');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await shoot('till');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByLabel('Cash received').waitFor();
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await shoot('tender');
    await page.getByLabel('Cash received').fill('100');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await shoot('change');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('cell', { name: 'cashier@demo.example' }).waitFor();
    await shoot('users');
  }
  await browser.close();
  await server.stop();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByLabel('Scan or search').waitFor();
}

it('takes pictures of every page', takeAll);
