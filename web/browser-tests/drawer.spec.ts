import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { intercept } from './support/interception';
import { laterBy } from './support/page-clock';
import { PASSWORD } from './support/server';
import { AFTER_AN_ECHO_MS, accessibilityFaults, enterAgain, inUserMenu, PHONE, TILL, type } from './support/session';
import { api, BARCODE, passAgeCheck, payInCash, scan, setStore } from './support/till';
import { openAs, page, productUnderTest } from './support/under-test';

const PIN = '2580';

productUnderTest();

beforeAll(async () => {
  await api('/users/me/pin', { password: PASSWORD, pin: PIN }, 'PUT');
});

interface Shift {
  id: string;
  registerId: string;
  number: number;
  expected: { tender: string; cents: number }[];
}

const openShift = async () => (await api<{ items: Shift[] }>('/shifts?status=open')).items[0];

/** The next call of this is sent on when it is let go. */
async function held(pattern: string): Promise<{ letGo(): void }> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await intercept(page, pattern, (route) => gone.then(() => route.continue()), { times: 1 });
  return { letGo };
}

async function hasFocus(element: Locator): Promise<void> {
  await expect.poll(() => element.evaluate((it) => it === document.activeElement)).toBe(true);
}

/** By an admin elsewhere, with what should be there. */
async function closeByOffice(): Promise<void> {
  const shift = await openShift();
  const counted = shift?.expected.map(({ tender, cents }) => ({ tender, count: { cents } }));
  await api(`/shifts/${shift?.id}/close`, { counted });
}

/** Opens the till's drawer by hand, with twenties and quarters. */
async function countIn(twenties: string, quarters: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Open the drawer' });
  await dialog.getByLabel('How many of $20', { exact: true }).fill(twenties);
  await dialog.getByLabel('How many of $0.25').fill(quarters);
  await dialog.getByRole('button', { name: 'Open the drawer' }).click();
}

async function allowBy(pin: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Allow/ });
  await dialog.getByLabel('PIN').waitFor();
  await type(page, pin);
  await page.keyboard.press('Enter');
}

describe('a drawer', () => {
  it('is counted in, sold from, paid out of by a PIN, looked at, and counted out with its Z', async () => {
    await setStore({ shifts: 'required' });
    await openAs('cashier', { viewport: TILL });
    const opening = page.getByRole('dialog', { name: 'Open the drawer' });
    await opening.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // Nothing is sold before it; what is scanned meanwhile waits.
    await page.keyboard.press('Escape');
    await page.getByText('Count what is in it before the first sale.').waitFor();
    expect(await page.getByRole('button', { name: 'Pay', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Open the drawer' }).click();
    await opening.getByLabel('How many of $20', { exact: true }).fill('6');
    // Half-counted, it is asked about before it goes.
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep editing' }).click();
    await countIn('7', '40');
    await opening.waitFor({ state: 'detached' });

    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
    await enterAgain(page);

    await page.keyboard.press('F3');
    const drawer = page.getByRole('dialog', { name: 'Cash drawer' });
    await drawer.getByRole('button', { name: 'Pay out' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await drawer.getByRole('button', { name: 'Pay out' }).click();
    await page.getByLabel('Amount').fill('40');
    await page.getByLabel('Paid to').fill('Ice Company');
    await page.getByLabel('Reason').fill('Ice');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Allow a payout' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await allowBy('9999');
    await page.getByText('That is not the PIN.').waitFor();
    await allowBy(PIN);
    await page.getByText('$40.00 paid out').waitFor();
    expect((await openShift())?.expected[0]).toEqual({ tender: 'cash', cents: 15_000 + 1753 - 4000 });

    await page.keyboard.press('F3');
    await page.getByRole('button', { name: 'X: so far' }).click();
    await page.getByRole('region', { name: 'Report of the drawer' }).first().getByText('$127.53').waitFor();
    await page.keyboard.press('Escape');
    // What comes in while the menu stands open is counted too.
    const shift = await openShift();
    const payIn = { id: crypto.randomUUID(), type: 'pay_in', amountCents: 1000, reason: 'Change' };
    await api(`/shifts/${shift?.id}/movements`, payIn);
    await page.getByRole('button', { name: 'Count and close' }).click();
    await page.getByRole('button', { name: 'Type the sum instead' }).click();
    await page.getByLabel('What is in it').fill('134.43');
    await page.getByText('Cash: $3.10 short of $137.53').waitFor();
    await page.getByLabel('Stays in the drawer').fill('200');
    await page.getByText('That is more than was counted.').waitFor();
    expect(await page.getByRole('button', { name: 'Count and close' }).isDisabled()).toBe(true);
    await page.getByLabel('Stays in the drawer').fill('');
    expect(await accessibilityFaults(page)).toEqual([]);
    await api(`/shifts/${shift?.id}/movements`, { ...payIn, id: crypto.randomUUID(), amountCents: 100 });
    await page.getByRole('button', { name: 'Count and close' }).click();
    await page.getByText('The count is off. Say why').waitFor();
    // Somebody put in a dollar meanwhile.
    await page.getByText('Cash: $4.10 short of $138.53').waitFor();
    await page.getByLabel('Why it is over or short').fill('Gave change for a twenty');
    await page.getByRole('button', { name: 'Count and close' }).click();
    const z = page.getByRole('dialog', { name: 'The drawer is closed' });
    await z.getByText('Cash: short').waitFor();
    await z.getByText('Gave change for a twenty').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await z.getByRole('button', { name: 'Done' }).click();

    // The next count is compared with what was left.
    await countIn('6', '56');
    await page.getByText('That is $0.43 less than the last close left.').waitFor();
    await page.getByRole('button', { name: 'To the till' }).click();
    await page.getByLabel('Scan or search').waitFor();
    expect(await openShift()).toMatchObject({ number: 2, expected: [{ cents: 13_400 }, { cents: 0 }] });
    await setStore({ shifts: 'automatic' });
  });

  it('is seen by a manager, open and closed, with what was paid out and who allowed it', async () => {
    await openAs('manager', { viewport: TILL });
    await page.getByRole('link', { name: 'Drawers' }).click();
    await page.getByRole('table', { name: 'Open now' }).getByText('Casey Cashier').waitFor();
    const closed = page.getByRole('table', { name: 'Closed' });
    await closed.getByText('-$4.10').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await closed.getByRole('button', { name: /^Report of/ }).click();
    await page.getByText('Ice Company · Ice', { exact: true }).waitFor();
    await page.getByText('Allowed by Morgan Manager').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('what a cashier may not do alone', () => {
  it('is done when a manager has typed a PIN, and its sale goes on', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('F4');
    await page.getByLabel('Percent off').fill('10');
    await page.getByLabel('Reason').fill('Dented');
    await page.keyboard.press('Enter');
    // Nothing is taken off until somebody allowed it, nor where nobody does.
    await page.getByRole('dialog', { name: 'Allow a discount' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await page.keyboard.press('F4');
    await page.getByLabel('Percent off').fill('10');
    await page.getByLabel('Reason').fill('Dented');
    await page.keyboard.press('Enter');
    await allowBy(PIN);
    await page.getByLabel('Total').getByText('$15.78').waitFor();
    // What was allowed was ten percent of one bottle: of two of them it is asked again, and the same money is taken.
    await page.keyboard.press('+');
    await page.getByLabel('Total').getByText('$31.56').waitFor();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('−$3.30 · $31.56').waitFor();
    await allowBy(PIN);
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    const [sale] = (await api<{ items: { totalCents: number; approvals: object[] }[] }>('/sales')).items;
    expect(sale).toMatchObject({ totalCents: 3156, approvals: [{ permission: 'sale.discount' }] });
  });

  it('is nobody’s business within the share that the store lets its cashiers take off', async () => {
    await setStore({ cashierDiscountMillionths: 100_000 });
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    const takeOff = async (percent: string) => {
      await page.keyboard.press('F4');
      await page.getByLabel('Percent off').fill(percent);
      await page.getByLabel('Reason').fill('Dented');
      await page.keyboard.press('Enter');
    };
    await takeOff('11');
    await page.getByRole('dialog', { name: 'Allow a discount' }).waitFor();
    await page.keyboard.press('Escape');
    // A receipt that is scanned into a field is none of its value, and no receipt's last digits are a bottle.
    await page.keyboard.press('F4');
    await page.getByLabel('Percent off').fill('7');
    await scan('1-1-000002');
    expect(await page.getByLabel('Percent off').inputValue()).toBe('7');
    await page.keyboard.press('Escape');
    // It has its turn when the field is gone.
    const receipt = page.getByRole('dialog', { name: 'Receipts' });
    await receipt.getByRole('region', { name: 'Receipt' }).getByText('1-1-000002').waitFor();
    await page.keyboard.press('Escape');
    await receipt.waitFor({ state: 'detached' });
    await takeOff('10');
    await page.getByLabel('Total').getByText('$15.78').waitFor();
    await payInCash();
    const [sale] = (await api<{ items: { totalCents: number; approvals: object[] }[] }>('/sales')).items;
    expect(sale).toMatchObject({ totalCents: 1578, approvals: [] });
    await setStore({ cashierDiscountMillionths: 0 });
  });

  it('takes back by the last digits of a receipt, and voids by a PIN what was rung up twice', async () => {
    await openAs('cashier', { viewport: TILL });
    for (const _ of ['first', 'second']) {
      await scan(BARCODE);
      await passAgeCheck();
      await payInCash();
      await enterAgain(page);
      await page.getByText('Scan the first bottle.').waitFor();
    }
    const [second, first] = (await api<{ items: { id: string; receiptNumber: string }[] }>('/sales')).items;
    const digits = String(Number(first?.receiptNumber.split('-').pop()));
    await page.keyboard.press('F10');
    // The last receipt stands there; what is typed is another's number all the same.
    await page
      .getByRole('dialog', { name: 'Receipts' })
      .getByText(`Receipt ${second?.receiptNumber}`)
      .first()
      .waitFor();
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Receipts' }).getByText(`Receipt ${first?.receiptNumber}`).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByRole('button', { name: 'Take back' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Goods go').selectOption({ label: 'To breakage' });
    await page.getByLabel('Reason').fill('Corked');
    await page.keyboard.press('Enter');
    await page.getByLabel('Given back', { exact: true }).getByText('$17.53').waitFor();
    const { items: taken } = await api<{ items: { lines: object[] }[] }>('/sales?kind=return');
    expect(taken[0]?.lines).toMatchObject([{ disposition: 'breakage' }]);
    await enterAgain(page);

    await scan(second?.receiptNumber ?? '');
    await page
      .getByRole('dialog', { name: 'Receipts' })
      .getByText(`Receipt ${second?.receiptNumber}`)
      .first()
      .waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLCanvasElement>('.receipt-code')].some(({ width }) => width > 100),
    );
    await page.getByRole('button', { name: 'Print', exact: true }).click();
    await page.locator('.only-print').getByText('Copy').waitFor({ state: 'attached' });
    const reprints = () => api<{ items: object[] }>(`/audit?subject=${second?.id}&action=sale.reprinted`);
    await expect.poll(async () => (await reprints()).items.length).toBe(1);
    // Whoever may is known only after the PIN and its Enter.
    const approvers = await held('**/api/approvals/approvers*');
    const voids = await held('**/api/sales/*/void');
    await page.getByRole('button', { name: 'Void', exact: true }).click();
    await page.getByLabel('Reason').fill('Rung up twice');
    await page.keyboard.press('Enter');
    // Whoever left now would not hear that somebody has to allow it.
    await page.locator('button[data-loading]').waitFor();
    await page.keyboard.press('Escape');
    voids.letGo();
    await allowBy(PIN);
    approvers.letGo();
    await page.getByRole('dialog', { name: 'Receipts' }).getByText('Voided').first().waitFor();
    const voided = await api<{ status: string }>(`/sales/${second?.id}`);
    expect(voided.status).toBe('voided');
    const { items } = await api<{ items: object[] }>(`/audit?subject=${second?.id}&action=sale.void`);
    expect(items).toMatchObject([{ actor: { name: 'Casey Cashier' }, approvedBy: { name: 'Morgan Manager' } }]);
  });

  it('is allowed by whoever set a PIN, in the menu behind the name', async () => {
    await openAs('admin', { viewport: PHONE });
    await inUserMenu(page, 'My PIN');
    const dialog = page.getByRole('dialog', { name: 'My PIN' });
    await dialog.locator('input').first().fill('not the password');
    await dialog.locator('input').last().fill('8052');
    await page.keyboard.press('Enter');
    await dialog.getByText('That is not your password.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.locator('input').first().fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Your PIN is set').waitFor();
    const { items } = await api<{ items: { name: string }[] }>('/approvals/approvers?permission=sale.void');
    expect(items.map(({ name }) => name)).toEqual(['Ada Admin', 'Morgan Manager']);
  });

  it('is found again in the log, by cashier and one by one', async () => {
    await openAs('manager', { viewport: TILL });
    await page.getByRole('link', { name: 'Log' }).click();
    const exceptions = page.getByRole('table', { name: 'Exceptions' });
    await exceptions.getByRole('row', { name: /Casey Cashier/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await exceptions
      .getByRole('row', { name: /Casey Cashier/ })
      .getByRole('link')
      .nth(4)
      .click();
    const log = page.getByRole('table', { name: 'Everything' });
    await log.getByText('Discount by hand').first().waitFor();
    await log.getByText('Morgan Manager').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByText('Refusals', { exact: true }).click();
    await page.getByText('Nothing was refused in these days.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('who stands at the till', () => {
  it('changes by a PIN, each with a sale of one’s own, and a till that nobody touches locks', async () => {
    await setStore({ lockAfterMinutes: 2 });
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    await inUserMenu(page, 'Change cashier');
    const dialog = page.getByRole('dialog', { name: 'Change cashier' });
    await dialog.getByRole('button', { name: 'Morgan Manager' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await type(page, PIN);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Account of Morgan Manager' }).waitFor();
    await page.getByText('Scan the first bottle.').waitFor();

    await inUserMenu(page, 'Time clock');
    await page.getByRole('dialog', { name: 'Time clock' }).getByLabel('PIN').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await type(page, PIN);
    await page.keyboard.press('Enter');
    await page.getByText('Morgan Manager is at work').waitFor();

    await page.clock.fastForward(3 * 60_000);
    await page.getByRole('heading', { name: 'The till is locked' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: 'The till is locked' }).waitFor();
    expect(await page.getByLabel('Scan or search').count()).toBe(0);
    await page.getByLabel('PIN').fill(PIN);
    await page.keyboard.press('Enter');
    await page.getByLabel('Scan or search').waitFor();
    await setStore({ lockAfterMinutes: null });
    await page.getByRole('link', { name: 'Log' }).click();
    await page.getByText('Hours', { exact: true }).click();
    await page.getByRole('table', { name: 'Coming and going' }).getByText('Morgan Manager').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

/** The server does it, and its answer never arrives; once. */
async function loseAnswer(pattern: string): Promise<void> {
  let lost = 0;
  await intercept(page, pattern, async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.fallback();
    await route.fetch();
    return route.abort();
  });
}

describe('an answer that is lost', () => {
  it('puts a sale aside once and gives it out once, however often it is tapped', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    await loseAnswer('**/api/held-sales');
    await page.keyboard.press('F6');
    await page.getByLabel('Name').fill('Green');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'One sale put aside' }).waitFor();
    // It goes there again under its own id, and stands in the list once.
    await page.clock.fastForward(60_000);
    const { items } = await api<{ items: object[] }>('/held-sales');
    expect(items).toHaveLength(1);
    await page.keyboard.press('F6');
    const held = page.getByRole('dialog', { name: 'Sales put aside' });
    await held.getByRole('button', { name: /^Green/ }).waitFor();
    expect(await held.getByRole('button', { name: /^Green/ }).count()).toBe(1);

    await loseAnswer('**/api/held-sales/*/recall');
    await held.getByRole('button', { name: /^Green/ }).click();
    await held.getByText('The server does not answer.').waitFor();
    // It is this till's already, and is asked for again.
    await held.getByRole('button', { name: /^Green/ }).dblclick();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await scan('2000000117881');
    await page.getByText('2 units').waitFor();
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
  });

  it('may have moved cash, which is said; and what is typed for a drawer that was closed stays', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
    await enterAgain(page);
    const drop = async (amount: string) => {
      await page.keyboard.press('F3');
      await page.getByRole('button', { name: 'Drop to the safe' }).click();
      await page.getByLabel('Amount').fill(amount);
    };
    await loseAnswer('**/api/shifts/*/movements');
    // More than can be there is a slip of the finger.
    await drop('1900');
    await page.keyboard.press('Enter');
    await page.getByText(/^Only \$[\d,.]+ should be in the drawer\./).waitFor();
    await page.getByRole('button', { name: '$1,900.00 is right' }).waitFor();
    await page.getByLabel('Amount').fill('9');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('It may have been recorded already.').waitFor();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('$9.00 dropped to the safe').waitFor();

    await drop('5');
    await closeByOffice();
    await page.keyboard.press('Enter');
    await page.getByText(/This shift was closed/).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toMatch(/^5/);
  });

  it('keeps an opening count on the page that another device was faster with, and says who that was', async () => {
    // The test before has closed its drawer.
    const registerId = (await api<{ items: Shift[] }>('/shifts')).items[0]?.registerId;
    await openAs('cashier', { viewport: TILL });
    await page.keyboard.press('F3');
    const tens = page.getByLabel('How many of $10', { exact: true });
    await tens.fill('7');
    // It is asked about before it goes.
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep editing' }).click();
    await api(`/registers/${registerId}/shifts`, { id: randomUUID(), openingCount: { cents: 12_300 } });
    await page.getByRole('button', { name: 'Open the drawer' }).click();
    await page.getByText(/has opened this drawer with \$123\.00 meanwhile/).waitFor();
    expect(await tens.inputValue()).toBe('7');
    await page.getByRole('button', { name: 'To the till' }).click();
    await page.keyboard.press('F3');
    // Who may not close it is told before anything is counted.
    await page.getByText(/opened it: only they or a manager can close it/).waitFor();
    expect(await page.getByRole('button', { name: 'Count and close' }).isDisabled()).toBe(true);
  });

  it('may have closed a drawer: what was counted, left and said is sent again as it was', async () => {
    await closeByOffice();
    await openAs('cashier', { viewport: TILL });
    await page.keyboard.press('F3');
    const countInOnes = async () => {
      await page.getByLabel('How many of $1', { exact: true }).fill('123');
      await page.getByRole('button', { name: 'Open the drawer' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('F3');
    };
    await countInOnes();
    const close = page.getByRole('button', { name: 'Count and close' });
    await close.waitFor();
    await closeByOffice();
    await close.click();
    // That is known before anything is counted.
    await page.getByText('Somebody else has closed the drawer meanwhile.').waitFor();
    await countInOnes();
    await close.click();
    await page.getByRole('button', { name: 'Type the sum instead' }).click();
    await page.getByLabel('What is in it').fill('123');
    const told = [
      page.getByLabel('What is in it'),
      page.getByLabel('Stays in the drawer'),
      page.getByLabel('Why it is'),
    ];
    await told[1]?.fill('100');
    await told[2]?.fill('As it was');
    await loseAnswer('**/api/shifts/*/close');
    await page.getByRole('button', { name: 'Count and close' }).click();
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    for (const field of told) expect(await field.isDisabled()).toBe(true);
    // Enter is what comes next, wherever the focus was.
    await hasFocus(again);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'The drawer is closed' }).waitFor();
  });

  it('takes back once, and shows what to hand back when it comes', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
    await enterAgain(page);
    await loseAnswer('**/api/sales/*/returns');
    await page.keyboard.press('F10');
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByLabel('Reason').fill('Corked');
    await page.keyboard.press('Enter');
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    // What was sent is not changed before its answer is known.
    expect(await page.getByLabel('Reason').isDisabled()).toBe(true);
    await hasFocus(again);
    // Whoever leaves meets the same again, and not another return.
    await page.keyboard.press('Escape');
    await laterBy(page, AFTER_AN_ECHO_MS);
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await again.waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('Corked');
    await again.click();
    await page.getByLabel('Given back', { exact: true }).getByText('$17.53').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F10');
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByText(/^0 left/).waitFor();
  });
});
