// `npm run screenshots`: pictures of the pages from real data, into docs/screenshots. Look at each.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordSale } from './recording';
import { launchBrowser } from './support/browser';
import { type RunningServer, startServer } from './support/server';
import { accessibilityFaults, PHONE, signedIn, TILL } from './support/session';

const WIDE = { width: 1920, height: 1080 };
const FOLDER = new URL('../../docs/screenshots/', import.meta.url).pathname;
const UNKEPT = new URL('../../.cache/screenshots/', import.meta.url).pathname;
/** Nothing is sent: it is there so that the page offers it. */
const MAIL = { SMTP_URL: 'smtp://127.0.0.1:1' };
const STOCKED = ['2000000117881', '12', '2000000433370', '6', '2000000363080', '24'];
const CODES = ['2000000433370', '3*2000000117881', '5*2000000363080'];
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Each with its name's ending; those that are kept in the repository go to docs, the others are there to be looked at. */
const VARIANTS = [
  { suffix: '', viewport: TILL, colorScheme: 'light', folder: FOLDER },
  { suffix: '-dark', viewport: TILL, colorScheme: 'dark', folder: FOLDER },
  { suffix: '-phone', viewport: PHONE, colorScheme: 'light', folder: FOLDER },
  { suffix: '-phone-dark', viewport: PHONE, colorScheme: 'dark', folder: UNKEPT },
  { suffix: '-wide', viewport: WIDE, colorScheme: 'light', folder: UNKEPT },
  { suffix: '-wide-dark', viewport: WIDE, colorScheme: 'dark', folder: UNKEPT },
] as const;

/** The repository keeps every view once, and these in three ways. */
const ALSO_DARK_AND_ON_PHONE = [
  ...[
    'dashboard',
    'products',
    'promotion',
    'reports',
    'reports-hours',
    'reports-reorder',
    'sales',
    'users',
    'settings',
  ],
  ...['inventory', 'receive', 'count', 'count-review'],
  ...['till-empty', 'till-search', 'till', 'age', 'line', 'tender', 'change'],
];

interface Shooting {
  page: Page;
  server: RunningServer;
  shoot(name: string): Promise<void>;
}

async function takeAll(): Promise<void> {
  for (const folder of [FOLDER, UNKEPT]) mkdirSync(folder, { recursive: true });
  const [browser, server] = await Promise.all([launchBrowser(), startServer({ days: '90', settings: MAIL })]);
  try {
    for (const variant of VARIANTS) await takeVariant(browser, server, variant);
    await takeRegisters(browser, server);
    const page = await (await browser.newContext({ viewport: TILL })).newPage();
    await page.goto(server.url);
    await page.getByLabel('E-mail').waitFor();
    await page.screenshot({ path: `${FOLDER}sign-in.png` });
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function takeVariant(browser: Browser, server: RunningServer, variant: (typeof VARIANTS)[number]): Promise<void> {
  const { suffix, viewport, colorScheme, folder } = variant;
  const page = await signedIn(browser, server, 'admin@demo.example', { viewport, hasTouch: true, colorScheme });
  const shoot = async (name: string) => {
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    expect([name, suffix, await accessibilityFaults(page)]).toEqual([name, suffix, []]);
    const isKept = folder === FOLDER && (suffix === '' || ALSO_DARK_AND_ON_PHONE.includes(name));
    await page.screenshot({ path: `${isKept ? FOLDER : UNKEPT}${name}${suffix}.png` });
  };
  await takeOffice({ page, server, shoot });
  await takeStock({ page, server, shoot });
  await takeTill({ page, server, shoot });
  await page.context().close();
}

const daysPast = `from=${daysAgo(30)}&to=${daysAgo(1)}`;

async function takeOffice({ page, server, shoot }: Shooting): Promise<void> {
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  const shootDialog = async (open: string | RegExp, name: string) => {
    await button(open).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await page.getByRole('heading', { name: 'Top products' }).waitFor();
  await page.locator('.chart-bar i').first().waitFor();
  await shoot('dashboard');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'A page, a product, a receipt' }).fill('captain 750');
  await page.getByRole('option').first().waitFor();
  await shoot('find');
  await page.keyboard.press('Escape');

  await visit(page, server, '/products', () => button(/^Edit /).waitFor());
  await shoot('products');
  await shootDialog(/^Edit /, 'product');
  await shootDialog('Import', 'import');
  await shootDialog('Shelf labels', 'labels');
  await button(/^More for /).click();
  await shootDialog(/^Prices of /, 'prices');
  for (const row of [0, 1, 2, 3])
    await page
      .getByRole('checkbox', { name: /^Choose / })
      .nth(row)
      .check();
  await shootDialog('Prices', 'price-grid');
  await shootDialog('Tag', 'tag');

  await visit(page, server, '/pricing', () =>
    page
      .getByText(/^Mixed vodka/)
      .first()
      .waitFor(),
  );
  await shoot('pricing');
  await button('Edit Mixed vodka, 6 and more').click();
  await page.getByLabel('Add a product').waitFor();
  await shoot('promotion');
  for (const [kind, open] of [
    ['taxes', 'New tax'],
    ['deposits', 'New deposit'],
    ['ages', 'New minimum age'],
    ['hours', 'New sale hours'],
  ] as const) {
    await visit(page, server, `/pricing/${kind}`, () => button(open).waitFor());
    await shootDialog(open, `rule-${kind}`);
  }
  await shootDialog('Presets', 'presets');

  await visit(page, server, `/reports?by=category&${daysPast}`, () => page.locator('.chart-bar i').first().waitFor());
  await shoot('reports');
  await shootDialog('Reports by e-mail', 'report-mails');
  for (const [by, name] of [
    ['weekday_hour', 'hours'],
    ['order', 'reorder'],
  ]) {
    await visit(page, server, `/reports?by=${by}&from=${daysAgo(90)}&to=${daysAgo(1)}`, () =>
      button('Excel').waitFor(),
    );
    await shoot(`reports-${name}`);
  }
  // Today may be young; the demo's week is not.
  await visit(page, server, `/sales?from=${daysAgo(7)}&to=${daysAgo(1)}`, () => button(/^Open /).waitFor());
  await shoot('sales');
  await shootDialog(/^Open /, 'sale');
  await visit(page, server, '/accounts', () => button('New account').waitFor());
  await button('New account').click();
  await page.getByLabel('Name').fill('Corner Bar');
  await page.getByLabel('Limit').fill('750.00');
  await page.getByLabel('Who may sign, what to ask for').fill('Maria and Joe sign');
  await shoot('account');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await shoot('accounts');
  await shootDialog(/^Statement of /, 'statement');
  await visit(page, server, '/users', () => page.getByText('cashier@demo.example').first().waitFor());
  await shoot('users');
  await shootDialog('New user', 'user');
  await visit(page, server, '/settings', () => page.getByText('Registers').waitFor());
  await shoot('settings');
  await shootDialog('New store', 'store');
}

async function takeStock({ page, server, shoot }: Shooting): Promise<void> {
  await visit(page, server, '/inventory', () =>
    page
      .getByRole('button', { name: /^Adjust / })
      .first()
      .waitFor(),
  );
  await shoot('inventory');
  await page
    .getByRole('button', { name: /^Adjust / })
    .first()
    .click();
  await page.getByLabel('Change').waitFor();
  await shoot('adjust');
  await page.getByRole('button', { name: 'Close' }).click();
  await page
    .getByRole('button', { name: /^More for / })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Movements of / })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('table').waitFor();
  await shoot('movements');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Receive' }).click();
  for (const code of STOCKED) {
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
  await shoot('count-start');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Nothing seen yet.').waitFor();
  for (const code of STOCKED) {
    await page.getByLabel('Scan or search').fill(code);
    await page.keyboard.press('Enter');
  }
  await page.getByLabel('Counted of Hawkeye Vodka').and(page.locator('[value="24"]')).waitFor();
  await shoot('count');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByLabel('Reason for Hawkeye Vodka').waitFor();
  await shoot('count-review');
}

async function takeTill({ page, server, shoot }: Shooting): Promise<void> {
  const dialog = page.getByRole('dialog');
  const shootDialog = async (key: string, name: string) => {
    await page.keyboard.press(key);
    await dialog.waitFor();
    await shoot(name);
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await visit(page, server, '/till', () => page.getByLabel('Scan or search').waitFor());
  await shoot('till-empty');
  await scanAll(page, shoot);
  await page.getByLabel('Scan or search').fill('jack dan');
  await page.getByRole('option').first().waitFor();
  await shoot('till-search');
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  await shoot('till');
  for (const [key, name] of [
    ['F4', 'discount'],
    ['F7', 'customer'],
    ['F8', 'empties'],
    ['?', 'keys'],
  ] as const)
    await shootDialog(key, name);
  await page
    .getByRole('button', { name: /^Quantity of / })
    .last()
    .click();
  await dialog.waitFor();
  await shoot('quantity');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await page.keyboard.type('111222333444');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add this product' }).click();
  await dialog.waitFor();
  await shoot('quick-add');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  const arrange = page.getByRole('button', { name: 'Arrange keys' });
  // A phone has no room for keys.
  if (await arrange.isVisible()) {
    await arrange.click();
    await shoot('favourites');
    await page.getByRole('button', { name: 'Done' }).click();
  }
  await page
    .getByRole('button', { name: /^Price of / })
    .last()
    .click();
  await dialog.getByText(/^Promotion/).waitFor();
  await shoot('line');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.getByLabel('Amount received').waitFor();
  await shoot('tender');
  await page.getByRole('dialog').getByRole('button', { name: 'Gift card', exact: true }).click();
  await page.getByLabel('Code').fill('4929 1033 7451 8820');
  await shoot('tender-gift-card');
  await page.getByLabel('Code').press('Escape');
  await page.getByLabel('Amount received').fill('200');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  await shoot('change');
  await page.getByRole('button', { name: 'Next sale' }).click();
  await page.keyboard.type('2000000117881');
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.type('01311980');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('F6');
  await dialog.waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('The sale is put aside').waitFor();
  await page.keyboard.press('F6');
  await dialog.waitFor();
  await shoot('held');
  await dialog.getByRole('button', { name: /^Drop/ }).first().click();
  await dialog.getByRole('button', { name: 'Drop it' }).click();
  await takeDrawer({ page, server, shoot });
}

/** The drawer from its menu to its Z, a receipt found again, and a till that is locked. */
async function takeDrawer({ page, server, shoot }: Shooting): Promise<void> {
  const dialog = page.getByRole('dialog');
  await visit(page, server, '/till', () => page.getByLabel('Scan or search').waitFor());
  await page.getByRole('button', { name: 'Gift card', exact: true }).click();
  await dialog.getByRole('button', { name: '$50.00' }).click();
  await shoot('gift-card');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('F10');
  await page.getByLabel('Receipt number').fill('12');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Return', exact: true }).waitFor();
  await shoot('receipts');
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByRole('button', { name: 'Take back' }).waitFor();
  await shoot('return');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Return', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('F3');
  await page.getByRole('button', { name: 'Pay out' }).waitFor();
  await shoot('drawer');
  await page.getByRole('button', { name: 'Pay out' }).click();
  await page.getByLabel('Amount').fill('40');
  await shoot('payout');
  await page.getByLabel('Paid to').fill('Ice Company');
  await page.getByLabel('Reason').fill('Ice');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('F3');
  await page.getByRole('button', { name: 'X: so far' }).click();
  await page.getByRole('region', { name: 'Report of the drawer' }).first().waitFor();
  await shoot('drawer-x');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Count and close' }).click();
  await page.getByLabel('How many of $100', { exact: true }).fill('2');
  await page.getByLabel('How many of $20', { exact: true }).fill('11');
  await page.getByLabel('How many of $0.25').fill('14');
  await shoot('drawer-close');
  const cards = page.getByLabel('Cards, by the terminal');
  if (await cards.isVisible()) await cards.fill('500');
  await page.getByLabel('Why it is over or short').fill('Change for a twenty');
  await page.getByRole('button', { name: 'Count and close' }).click();
  await page.getByRole('dialog', { name: 'The drawer is closed' }).waitFor();
  await shoot('drawer-z');
  // A click in the place of the last one would be its echo.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Account of / }).click();
  await page.getByRole('button', { name: 'Change cashier' }).click();
  await dialog.getByLabel('PIN').waitFor();
  await shoot('switch');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Account of / }).click();
  await page.getByRole('button', { name: 'Receipt printer' }).click();
  await dialog.getByText('Receipts are printed by the browser.').waitFor();
  await shoot('printer');
  await page.keyboard.press('Escape');
  for (const [path, name] of [
    ['/drawers', 'drawers'],
    ['/log', 'exceptions'],
    ['/log?view=log', 'log'],
  ] as const) {
    await visit(page, server, path, () => page.getByRole('table').first().waitFor());
    await shoot(name);
  }
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

it('takes pictures of every page and dialog', takeAll, 600_000);
it('records a sale', recordSale, 120_000);
