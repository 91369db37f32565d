import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PASSWORD } from './support/server';
import { enterAgain, passAgeCheck, scan, signedIn, TILL, type } from './support/session';
import { api, BARCODE } from './support/till';
import { browser, productUnderTest, server } from './support/under-test';

productUnderTest({ whole: true });

const PIN = '2580';
const VODKA = '2000000359182';
const SALES = 15;
/** Chromium, a database and the server share two cores, and this is a day's work. */
const A_DAY_MS = 600_000;

interface Amount {
  tender: string;
  cents: number;
}

interface Figures {
  totals: { units: number; netCents: number; taxCents: number; depositCents: number; totalCents: number };
  expected: Amount[];
  tenders: Amount[];
}

interface Shift extends Figures {
  id: string;
  number: number;
  registerId: string;
  businessDate: string;
}

interface Sold {
  id: string;
  receiptNumber: string;
  kind: string;
  status: string;
  registerId: string;
  totalCents: number;
  changeCents: number;
  lines: { giftCard?: { code: string } }[];
  tenders: { type: string; amountCents: number }[];
}

const all = async (kind: string) =>
  (await api<{ items: Sold[] }>(`/sales?limit=200&kind=${kind}`, undefined, 'GET', 'manager')).items;
const cashIn = (amounts: readonly Amount[]) => amounts.find(({ tender }) => tender === 'cash')?.cents ?? 0;

/** A device of its own, which says once which register it is. */
async function tillAt(register: RegExp): Promise<Page> {
  const page = await signedIn(browser, server, 'cashier@demo.example', { viewport: TILL });
  await page.getByRole('button', { name: register }).click();
  return page;
}

async function openDrawer(page: Page, twenties: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Open the drawer' });
  await dialog.getByLabel('How many of $20', { exact: true }).fill(twenties);
  await dialog.getByRole('button', { name: 'Open the drawer' }).click();
  // What the last close left is compared with it, where there was one.
  await dialog.waitFor({ state: 'detached' });
}

async function ringUp(page: Page, ...codes: string[]): Promise<void> {
  const [first = '', ...more] = codes;
  await scan(page, first);
  await passAgeCheck(page);
  for (const code of more) await scan(page, code);
}

async function toNext(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  await enterAgain(page);
  await page.getByText('Scan the first bottle.').waitFor();
}

async function pay(page: Page, how: (amount: ReturnType<Page['getByLabel']>) => Promise<void>): Promise<void> {
  // It waits for what is still being looked up.
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  const amount = page.getByLabel('Amount received');
  await amount.waitFor();
  await how(amount);
  await toNext(page);
}

/** What customers do, one after the other. */
const CUSTOMERS: readonly ((page: Page) => Promise<void>)[] = [
  async (page) => {
    await ringUp(page, BARCODE);
    await page.keyboard.press('F1');
    await toNext(page);
  },
  async (page) => {
    await ringUp(page, BARCODE, VODKA);
    await pay(page, () => page.keyboard.press('F8'));
  },
  // Six vodkas, at what six of them cost.
  async (page) => {
    await ringUp(page, `6*${VODKA}`);
    await pay(page, () => page.keyboard.press('Enter'));
  },
  // Ten dollars on the card, the rest in cash.
  async (page) => {
    await ringUp(page, BARCODE);
    await pay(page, async (amount) => {
      await amount.fill('10');
      await page.keyboard.press('F8');
      await page.getByLabel('To pay').getByText('$7.53').waitFor();
      await page.keyboard.press('Enter');
    });
  },
  async (page) => {
    await ringUp(page, VODKA, BARCODE);
    await pay(page, async (amount) => {
      await amount.fill('100');
      await page.keyboard.press('Enter');
    });
  },
];

async function allow(page: Page): Promise<void> {
  await page
    .getByRole('dialog', { name: /^Allow/ })
    .getByLabel('PIN')
    .waitFor();
  await type(page, PIN);
  await page.keyboard.press('Enter');
}

it(
  'a day at a store: the drawer is what the ledger says, the report what the reports of the drawers say, and the log has each step',
  async () => {
    await api('/users/me/pin', { password: PASSWORD, pin: PIN }, 'PUT');
    const [store] = (await api<{ items: { id: string }[] }>('/stores')).items;
    await api(`/stores/${store?.id}/registers`, { name: 'By the window' }, 'POST', 'admin');
    await api(`/stores/${store?.id}`, { shifts: 'required' }, 'PATCH', 'admin');
    const page = await tillAt(/Register 1/);
    await openDrawer(page, '10');

    for (let sale = 0; sale < SALES; sale++) await CUSTOMERS[sale % CUSTOMERS.length]?.(page);

    // Somebody buys for somebody else, and gets nothing.
    await scan(page, BARCODE);
    await page.getByRole('dialog', { name: 'Age check' }).getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('button', { name: 'Buys for somebody else' }).click();
    await page.getByText('Scan the first bottle.').waitFor();

    // A bottle comes back, another for two, and one that was rung up twice is voided.
    const [voided, swapped, returned] = (await all('sale')).filter(({ totalCents }) => totalCents === 1753);
    await scan(page, returned?.receiptNumber ?? '');
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByLabel('Reason').fill('Not the right one');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Done' }).click();
    await scan(page, swapped?.receiptNumber ?? '');
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByLabel('Reason').fill('Wants two vodkas');
    await page.getByRole('button', { name: 'Exchange', exact: true }).click();
    await page.getByText('Coming back').first().waitFor();
    await ringUp(page, `2*${VODKA}`);
    await pay(page, () => page.keyboard.press('Enter'));
    await scan(page, voided?.receiptNumber ?? '');
    await page.getByRole('button', { name: 'Void', exact: true }).click();
    await page.getByLabel('Reason').fill('Rung up twice');
    await page.keyboard.press('Enter');
    await allow(page);
    await page.getByText('Voided').first().waitFor();
    await page.keyboard.press('Escape');

    // Ice is paid for out of the drawer.
    await page.keyboard.press('F3');
    await page.getByRole('button', { name: 'Pay out' }).click();
    await page.getByLabel('Amount').fill('40');
    await page.getByLabel('Paid to').fill('Ice Company');
    await page.getByLabel('Reason').fill('Ice');
    await page.keyboard.press('Enter');
    await allow(page);
    await page.getByText('$40.00 paid out').waitFor();

    // A gift card is sold, and pays for the next bottle.
    await page.getByRole('button', { name: 'Gift card', exact: true }).click();
    await page.getByRole('button', { name: '$25.00' }).click();
    await page.getByRole('button', { name: 'Put it in the sale' }).click();
    await pay(page, () => page.keyboard.press('Enter'));
    const code = (await all('sale'))[0]?.lines.find(({ giftCard }) => giftCard)?.giftCard?.code ?? '';
    await ringUp(page, BARCODE);
    await pay(page, async () => {
      await page
        .getByRole('dialog', { name: 'Payment' })
        .getByRole('button', { name: 'Gift card', exact: true })
        .click();
      await page.getByLabel('Code').waitFor();
      await scan(page, code);
    });

    // Put aside here, taken up and paid at the other register.
    await ringUp(page, BARCODE);
    await page.keyboard.press('F6');
    await page.getByLabel('Name').fill('Mrs. Plum');
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();
    const other = await tillAt(/By the window/);
    await openDrawer(other, '5');
    await other.keyboard.press('F6');
    await other.getByRole('button', { name: /Mrs\. Plum/ }).click();
    await other.getByLabel('Total').getByText('$17.53').waitFor();
    await other.keyboard.press('F1');
    await passAgeCheck(other);
    await other.getByLabel('Amount received').waitFor();
    // An Enter at once would be meant for the date.
    await enterAgain(other);
    await toNext(other);

    // X, and a close that is $3.10 short.
    await page.keyboard.press('F3');
    await page.getByRole('button', { name: 'X: so far' }).click();
    await page.getByRole('region', { name: 'Report of the drawer' }).first().waitFor();
    await page.keyboard.press('Escape');
    const open = (await api<{ items: Shift[] }>('/shifts?status=open')).items;
    const mine = open.find(({ registerId }) => registerId === voided?.registerId);
    const theirs = open.find(({ id }) => id !== mine?.id);
    if (!mine || !theirs) throw new Error('two drawers are open');
    await page.getByRole('button', { name: 'Count and close' }).click();
    await page.getByRole('button', { name: 'Type the sum instead' }).click();
    await page.getByLabel('What is in it').fill(((cashIn(mine.expected) - 310) / 100).toFixed(2));
    await page
      .getByLabel('Card')
      .fill(((mine.expected.find(({ tender }) => tender === 'card')?.cents ?? 0) / 100).toFixed(2));
    await page.getByRole('button', { name: 'Count and close' }).click();
    await page.getByLabel('Why it is over or short').fill('Gave change for a twenty');
    await page.getByRole('button', { name: 'Count and close' }).click();
    const closed = page.getByRole('dialog', { name: 'The drawer is closed' });
    await closed.getByText('Cash: short').waitFor();

    // The drawer is what every sale, return and payout left in it.
    const documents = [...(await all('sale')), ...(await all('return'))].filter(
      ({ registerId, status }) => registerId === mine.registerId && status !== 'voided',
    );
    const left = documents.reduce(
      (sum, { tenders, changeCents }) =>
        sum + tenders.reduce((cash, one) => cash + (one.type === 'cash' ? one.amountCents : 0), 0) - changeCents,
      20_000 - 4000,
    );
    const z = (await api<{ items: (Figures & { number: number; overShort: Amount[] })[] }>('/z-reports')).items[0];
    expect([cashIn(z?.expected ?? []), z?.overShort.find(({ tender }) => tender === 'cash')?.cents]).toEqual([
      left,
      -310,
    ]);
    expect(z?.number).toBe(1);

    // The day's report is the Z and what the other drawer has so far.
    const x = await api<Figures>(`/shifts/${theirs.id}/x`);
    const day = mine.businessDate;
    const report = await api<Figures>(`/reports/sales?from=${day}&to=${day}&groupBy=tender`);
    for (const figure of ['units', 'netCents', 'taxCents', 'depositCents', 'totalCents'] as const)
      expect([figure, report.totals[figure]]).toEqual([figure, (z?.totals[figure] ?? 0) + x.totals[figure]]);

    const { items: log } = await api<{ items: { action: string; approvedBy: object | null }[] }>('/audit?limit=200');
    const said = new Set(log.map(({ action }) => action));
    for (const step of [
      'shift.open',
      'sale.refused',
      'return.receipt',
      'sale.void',
      'drawer.payout',
      'sale.hold',
      'sale.recall',
      'shift.close',
    ])
      expect([step, said.has(step)]).toEqual([step, true]);

    const env = { ...process.env, DATA_DIR: server.dataDir, LOG_LEVEL: 'error' };
    const pos = new URL('../../api/dist/commands/pos.js', import.meta.url).pathname;
    const verified = execFileSync(process.execPath, [pos, 'verify', 'books'], { env, encoding: 'utf8' });
    expect(verified).toMatch(/, 0 differences/);
    await other.context().close();
    await page.context().close();
  },
  A_DAY_MS,
);
