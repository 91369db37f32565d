// `npm run screenshots`: pictures of the pages from real data, into docs/screenshots. Look at each.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { it } from 'vitest';
import { launchBrowser } from './support/browser';
import { type RunningServer, startServer } from './support/server';
import { PHONE, signedIn, TILL } from './support/session';

const WIDE = { width: 1920, height: 1080 };
const FOLDER = new URL('../../docs/screenshots/', import.meta.url).pathname;
const CODES = ['2000000433370', '3*2000000117881', '5*2000000363080'];
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function takeAll(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const [browser, server] = await Promise.all([launchBrowser(), startServer({ days: '90' })]);
  for (const [suffix, viewport, colorScheme] of [
    ['', TILL, 'light'],
    ['-phone', PHONE, 'light'],
    ['-dark', TILL, 'dark'],
  ] as const) {
    const page = await signedIn(browser, server, 'admin@demo.example', { viewport, hasTouch: true, colorScheme });
    const shoot = async (name: string) => {
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      await page.screenshot({ path: `${FOLDER}${name}${suffix}.png` });
    };
    await page.getByRole('heading', { name: 'Top products' }).waitFor();
    await page.locator('.chart-bar i').first().waitFor();
    await shoot('dashboard');
    await visit(page, server, '/products', () =>
      page
        .getByRole('button', { name: /^Edit / })
        .first()
        .waitFor(),
    );
    await shoot('products');
    await visit(page, server, '/pricing', () =>
      page
        .getByRole('cell', { name: /^Mixed vodka/ })
        .first()
        .waitFor(),
    );
    await page.getByRole('button', { name: 'Edit Mixed vodka, 6 and more' }).click();
    await page.getByLabel('Add a product').waitFor();
    await shoot('promotion');
    await visit(page, server, `/reports?by=category&from=${daysAgo(30)}&to=${daysAgo(1)}`, () =>
      page.locator('.chart-bar i').first().waitFor(),
    );
    await shoot('reports');
    for (const [by, name] of [
      ['weekday_hour', 'hours'],
      ['order', 'reorder'],
    ]) {
      await visit(page, server, `/reports?by=${by}&from=${daysAgo(90)}&to=${daysAgo(1)}`, () =>
        page.getByRole('button', { name: 'Excel' }).waitFor(),
      );
      await shoot(`reports-${name}`);
    }
    // Today may be young; the demo's week is not.
    await visit(page, server, `/sales?from=${daysAgo(7)}&to=${daysAgo(1)}`, () =>
      page
        .getByRole('button', { name: /^Open / })
        .first()
        .waitFor(),
    );
    await shoot('sales');
    await visit(page, server, '/users', () => page.getByText('cashier@demo.example').first().waitFor());
    await shoot('users');
    await visit(page, server, '/inventory', () =>
      page
        .getByRole('button', { name: /^Adjust / })
        .first()
        .waitFor(),
    );
    await shoot('inventory');
    await page.getByRole('button', { name: 'Receive' }).click();
    for (const code of ['2000000117881', '12', '2000000433370', '6', '2000000363080', '24']) {
      await page.getByLabel('Scan or search').fill(code);
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('.delivery input[data-autofocus]')?.value === '',
      );
    }
    await page.getByLabel('How many Hawkeye Vodka 1.75 L').waitFor();
    await shoot('receive');
    await page.getByRole('button', { name: 'Throw the draft away' }).click();
    await visit(page, server, '/counts', () => page.getByRole('button', { name: 'Start a count' }).waitFor());
    await page.getByRole('button', { name: 'Start a count' }).click();
    await page.getByLabel('What is counted').fill('Whiskey and vodka, back wall');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('Nothing seen yet.').waitFor();
    for (const code of ['2000000117881', '12', '2000000433370', '6', '2000000363080', '24']) {
      await page.getByLabel('Scan or search').fill(code);
      await page.keyboard.press('Enter');
    }
    await page.getByLabel('Counted of Hawkeye Vodka').and(page.locator('[value="24"]')).waitFor();
    await shoot('count');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByLabel('Reason for Hawkeye Vodka').waitFor();
    await shoot('count-review');
    await visit(page, server, '/settings', () => page.getByText('Registers').waitFor());
    await shoot('settings');
    await visit(page, server, '/till', () => page.getByLabel('Scan or search').waitFor());
    await shoot('till-empty');
    await scanAll(page, shoot);
    await page.getByLabel('Scan or search').fill('jack dan');
    await page.getByRole('option').first().waitFor();
    await shoot('till-search');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await shoot('till');
    await page
      .getByRole('button', { name: /^Price of / })
      .last()
      .click();
    await page
      .getByRole('dialog')
      .getByText(/^Promotion/)
      .waitFor();
    await shoot('line');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByLabel('Amount received').waitFor();
    await shoot('tender');
    await page.getByLabel('Amount received').fill('200');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await shoot('change');
    await page.context().close();
  }
  await takeRegisters(browser, server);
  const page = await (await browser.newContext({ viewport: TILL })).newPage();
  await page.goto(server.url);
  await page.getByLabel('E-mail').waitFor();
  await page.screenshot({ path: `${FOLDER}sign-in.png` });
  await browser.close();
  await server.stop();
}

/** What a device of a store with several registers asks first, and the till on a wide screen. */
async function takeRegisters(browser: Browser, server: RunningServer): Promise<void> {
  const admin = await signedIn(browser, server, 'admin@demo.example', { viewport: WIDE });
  await visit(admin, server, '/settings', () => admin.getByLabel('New register').waitFor());
  await admin.getByLabel('New register').fill('By the window');
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await admin.getByLabel('Name of register 2').waitFor();
  await admin.context().close();
  for (const [suffix, viewport] of [
    ['', TILL],
    ['-phone', PHONE],
  ] as const) {
    const page = await signedIn(browser, server, 'cashier@demo.example', { viewport });
    await page.getByRole('heading', { name: 'Which register is this?' }).waitFor();
    await page.screenshot({ path: `${FOLDER}register${suffix}.png` });
    await page.context().close();
  }
  const page = await signedIn(browser, server, 'manager@demo.example', { viewport: WIDE });
  await visit(page, server, '/till', () => page.getByRole('button', { name: /By the window/ }).waitFor());
  await page.getByRole('button', { name: /By the window/ }).click();
  await page.getByLabel('Scan or search').waitFor();
  await scanAll(page, async () => undefined);
  await page.screenshot({ path: `${FOLDER}till-wide.png` });
  await page.context().close();
}

async function visit(page: Page, server: RunningServer, path: string, loaded: () => Promise<unknown>): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await loaded();
}

async function scanAll(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  for (const [index, code] of CODES.entries()) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    if (index > 0) continue;
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await page.keyboard.type('0131');
    await shoot('age');
    await page.keyboard.type('1980');
    await page.getByRole('dialog', { name: 'Age check' }).waitFor({ state: 'detached' });
  }
  await page.getByText('9 units').waitFor();
}

it('takes pictures of every page', takeAll, 300_000);
