import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIREFOX } from './support/firefox';
import { PASSWORD, type RunningServer, startServer } from './support/server';
import { BARCODE } from './support/till';

/** Another engine altogether: what a till needs of a browser it must not need of one alone. Where the machine has no Firefox, the run says so and leaves this file out. */
describe('the till in Firefox', () => {
  let browser: Browser;
  let server: RunningServer;
  let page: Page;

  beforeAll(async () => {
    [browser, server] = await Promise.all([
      puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX ?? '', headless: true }),
      startServer(),
    ]);
    page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const see = (text: string) => page.locator(`::-p-text(${text})`).wait();
  const type = (keys: string) => page.keyboard.type(keys);

  it('signs in, finds, scans, asks the age, sells for cash and is ready for the next', async () => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(server.url);
    await page.locator('input[type=email]').fill('cashier@demo.example');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('[data-scans]').click();
    await type('captain');
    await see('Captain Morgan Spiced Rum');
    await page.locator('[data-scans]').fill('');
    await type(`${BARCODE}\n`);
    await see('Age check');
    await type('01311980');
    await page.waitForFunction(() => !document.querySelector('[role=dialog]'));
    await page.keyboard.press('F9');
    await see('Amount received');
    await page.keyboard.press('Enter');
    await see('Next sale');
    await see('$17.53');
    await page.locator('::-p-text(Next sale)').click();
    await page.waitForFunction(() => !document.querySelector('[role=dialog]'));
    expect(faults).toEqual([]);
  });
});
