import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, type RunningServer, startServer } from './support/server';
import {
  accessibilityFaults,
  FEED_MS,
  PHONE,
  passAgeCheck as passAgeCheckOn,
  scan as scanOn,
  signedIn,
  signIn,
  TILL,
  type,
} from './support/session';

/** Captain Morgan Spiced Rum in the demo catalogue: $16.49, with 5 ¢ deposit and 6 % tax $17.53. */
const BARCODE = '2000000433370';

let browser: Browser;
let server: RunningServer;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startServer()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

afterEach(async () => {
  await page?.context().close();
});

async function openSignedIn(email: string, options: Parameters<Browser['newContext']>[0]) {
  page = await signedIn(browser, server, email, options);
  if (email.startsWith('cashier')) await page.getByLabel('Scan or search').waitFor();
}

async function api<T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> {
  const json = { 'content-type': 'application/json' };
  const credentials = JSON.stringify({ email: 'manager@demo.example', password: PASSWORD });
  const login = await fetch(`${server.url}/api/auth/login`, { method: 'POST', headers: json, body: credentials });
  const { token } = (await login.json()) as { token: string };
  const headers = { ...(body && json), authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function onHand(): Promise<number> {
  const { product } = await api<{ product: { id: string } }>(`/products/lookup?barcode=${BARCODE}`);
  const { items } = await api<{ items: { onHand: number }[] }>(`/inventory?productId=${product.id}`);
  return items[0]?.onHand ?? Number.NaN;
}

async function sales(): Promise<{ id: string; totalCents: number }[]> {
  return (await api<{ items: { id: string; totalCents: number }[] }>('/sales')).items;
}

const scan = (code: string) => scanOn(page, code);

const passAgeCheck = () => passAgeCheckOn(page);

/** Pays all of it in cash, by keyboard. */
async function payInCash(): Promise<void> {
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
}

/** Pays once; the server sells, and its answer never arrives. */
async function payWithAnswerLost(): Promise<void> {
  let lost = 0;
  await page.route('**/api/sales', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Nothing rings twice').waitFor();
}

describe('the till in a browser', () => {
  it('sells by keyboard alone, and stock and books move', async () => {
    const before = await onHand();
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    expect(await accessibilityFaults(page)).toEqual([]);

    await scan(`2*${BARCODE}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await passAgeCheck();
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('2').waitFor();
    await scan(BARCODE);
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('3').waitFor();
    await page.reload();
    await page.getByLabel('Total').getByText('$52.59').waitFor();

    // A birth date is not kept over a reload.
    await page.keyboard.press('F9');
    await passAgeCheck();
    await page.getByLabel('Amount received').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await page.getByLabel('Change', { exact: true }).getByText('$7.41').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();

    expect(await onHand()).toBe(before - 3);
    expect((await sales())[0]?.totalCents).toBe(5259);
  });

  it('says what was sold and what to hand back although the page broke after the payment', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    // What a till of another version, or a browser of another, does wrong is not known: here, showing the change throws.
    await page.evaluate(() => {
      const { focus } = HTMLElement.prototype;
      HTMLElement.prototype.focus = function (options) {
        if (this.closest('[role=dialog]') && this.textContent === 'Next sale') throw new Error('cannot be shown');
        focus.call(this, options);
      };
    });
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').fill('20');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The sale is booked').waitFor();
    await page.getByLabel('Change', { exact: true }).getByText('$2.47').waitFor();
    const receipt = await page.getByText(/^Receipt 1-1-\d{6} · \$17\.53$/).textContent();
    const sold = await api<{ items: { receiptNumber: string; totalCents: number }[] }>('/sales');
    expect(receipt).toContain(sold.items[0]?.receiptNumber);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('still shows the change when the page is loaded anew before the next sale', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
    await page.reload();
    await page.getByLabel('Change', { exact: true }).getByText('$0.00').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();
  });

  it('sells by touch on a phone, from a search, by card', async () => {
    await openSignedIn('cashier@demo.example', { viewport: PHONE, hasTouch: true });
    await page.getByLabel('Scan or search').fill('morgan spiced capt');
    await page.getByRole('option', { name: /Captain Morgan Spiced Rum 1 L · Case/ }).tap();
    for (const digit of '01311980') await page.getByRole('button', { name: digit, exact: true }).tap();
    await page.getByRole('button', { name: /^Pay/ }).tap();
    await page.getByRole('button', { name: 'Card', exact: true }).tap();
    await page.getByLabel('Change', { exact: true }).getByText('$0.00').waitFor();
    await page.getByRole('button', { name: 'Next sale' }).tap();
    expect((await sales())[0]?.totalCents).toBe(12 * 1649 + 60 + 1187);
  });

  it('puts a sale aside for the next customer, and takes it up again once', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(`2*${BARCODE}`);
    await passAgeCheck();
    await page.keyboard.press('F6');
    await page.getByText('Scan the first bottle.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'One sale put aside' }).waitFor();
    await scan('2000000117881');
    await passAgeCheck();
    await payInCash();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F6');
    const held = page.getByRole('dialog', { name: 'Sales put aside' });
    await held.getByRole('button', { name: /2 × Captain Morgan.*\$35.06/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('$35.06').waitFor();
    await page.keyboard.press('F9');
    // Another customer may have come for it: the age is asked again.
    await passAgeCheck();
    await page.getByLabel('Amount received').waitFor();
    await page.keyboard.press('F8');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await page.keyboard.press('Enter');
    expect((await sales())[0]?.totalCents).toBe(3506);
    expect(await page.getByText('put aside').count()).toBe(0);
  });

  it('pays out empties, alone and against a sale', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await page.keyboard.press('F8');
    await page
      .getByLabel(/^Empties of/)
      .first()
      .fill('24');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('-$1.20').waitFor();
    await page.keyboard.press('F9');
    await page.getByLabel('To pay out').getByText('$1.20').waitFor();
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByLabel('Change', { exact: true }).getByText('$1.20').waitFor();
    await page.keyboard.press('Enter');
    expect((await sales())[0]?.totalCents).toBe(-120);

    await scan(BARCODE);
    await passAgeCheck();
    await page.getByRole('button', { name: 'Empties', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Empties' });
    await dialog
      .getByLabel(/^One more/)
      .first()
      .click();
    await page.getByRole('button', { name: 'Take them' }).click();
    await page.getByLabel('Total').getByText('$17.48').waitFor();
  });

  it('charges no tax to who shows a certificate, and prints what was sold', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await page.keyboard.press('F7');
    await page.getByRole('alert').getByText('This needs a manager.').waitFor();
    await page.context().close();
    await openSignedIn('manager@demo.example', { viewport: TILL });
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByLabel('Scan or search').waitFor();
    await page.keyboard.press('F7');
    await page.getByLabel('Tax exemption certificate').fill('IA-12345');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByText('Tax exempt IA-12345').waitFor();
    await page.getByLabel('Total').getByText('$16.54').waitFor();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await page.keyboard.type('20');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    const receipt = page.getByRole('region', { name: 'Receipt' });
    for (const text of ['Demo Liquors', '1 × Bottle $16.49', 'Tax exempt IA-12345', '$16.54', '$20.00', '$3.46']) {
      await receipt.getByText(text).first().waitFor();
    }
    expect(await page.getByRole('button').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Next sale' }).click();
    await page.keyboard.press('F10');
    await page.getByRole('dialog', { name: 'Last receipt' }).getByText('$3.46').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('takes no more cash than anybody would hand over, and a cashier’s empties up to the store’s limit', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await page.getByLabel('Amount received').fill('200.01');
    await page.getByText('At most $200.00 in cash for this sale').waitFor();
    expect(await page.getByRole('button', { name: 'Cash', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F8');
    await page
      .getByLabel(/^Empties of/)
      .first()
      .fill('121');
    await page.getByText('More than 120 containers need a manager.').waitFor();
    expect(await page.getByRole('button', { name: 'Take them' }).isDisabled()).toBe(true);
  });

  it('pays the rest of a split payment in cash at Enter, whatever was tapped before, and forgets a part that is undone', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').fill('10');
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByRole('button', { name: 'Take back Card $10.00' }).click();
    await expect.poll(() => page.getByLabel('Amount received').inputValue()).toBe('17.53');
    await page.getByLabel('Amount received').fill('10');
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await expect.poll(() => page.getByLabel('Amount received').inputValue()).toBe('7.53');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    const [sale] = (await api<{ items: { tenders: object[] }[] }>('/sales')).items;
    expect(sale?.tenders).toEqual([
      { type: 'card', amountCents: 1000 },
      { type: 'cash', amountCents: 753 },
    ]);
  });

  it('says loudly what no product has, and the sale goes on', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan('99999999');
    await page.getByRole('alert').getByText('No product has the barcode 99999999.').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('gives a scan to the sale, not to the button that was touched last', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('One more Captain Morgan Spiced Rum').click();
    await scan('2000000117881');
    await page.getByLabel('Quantity of Black Velvet').getByText('1').waitFor();
    await page.getByLabel('Total').getByText('$51.72').waitFor();
    await payInCash();
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('rings once when the answer is lost and the cashier closes the dialog, adds a bottle and pays by card', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    const before = (await sales()).length;
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await payWithAnswerLost();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByLabel('Scan or search').waitFor();
    await scan(BARCODE);
    await page.getByLabel('Total').getByText('$35.06').waitFor();
    await page.keyboard.press('F9');
    await passAgeCheck();
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByText('had gone through at the first attempt').waitFor();
    expect((await sales()).length).toBe(before + 1);
  });

  it('rings once when the answer is lost and the cashier pays again', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    const before = (await sales()).length;
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await payWithAnswerLost();
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByLabel('Change', { exact: true }).waitFor();
    expect((await sales()).length).toBe(before + 1);
  });
});

describe('the till and the law', () => {
  it('takes restricted bottles off who is a day too young, by licence too, and the sale goes on', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(Date.now() + 86_400_000);
    const [year = 0, month = 1, day = 1] = tomorrow.split('-').map(Number);
    // Of a 29th of February that year makes the day after, who is as young.
    const born = new Date(Date.UTC(year - 21, month - 1, day)).toISOString().slice(0, 10);
    await type(page, born.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2$3$1'));
    await page.getByText('Too young.').waitFor();
    await page.getByText('Scan the first bottle.').waitFor();

    await scan(BARCODE);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    for (const line of ['@', 'ANSI 636026080102DL00410288', 'DLDAQD1', 'DBB01311980', 'DBA12312099', 'DCGUSA']) {
      await scan(line);
    }
    await page.getByRole('dialog', { name: 'Age check' }).waitFor({ state: 'detached' });
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('pays with cash and card together, and the books agree', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await page.getByLabel('To pay').getByText('$7.53').waitFor();
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByLabel('Change', { exact: true }).getByText('$0.00').waitFor();
  });

  it('says which offers are near, and gives them when they are reached', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan('5*2000000363080');
    await passAgeCheck();
    // Five of 1.75 L count as ten; one more makes the dozen.
    await page.getByText('2 more for Mixed vodka, 6 and more').waitFor();
    await page.getByText(/^Mixed vodka, 6 and more −\$5\.35$/).waitFor();
    await page.keyboard.press('+');
    await page.getByText(/^Mixed vodka, 6 and more −\$9\.63$/).waitFor();
  });
});

describe('what is not one scan of one bottle', () => {
  it('asks which pack a keyed SKU means', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan('36308');
    const picker = page.getByRole('dialog', { name: 'Which pack?' });
    await picker.getByRole('button', { name: /Case/ }).click();
    await passAgeCheck();
    await page.getByLabel('Quantity of Hawkeye Vodka').getByText('1').waitFor();
    await page.getByText('6 units').waitFor();
  });

  it('lets a manager add what no catalogue knows, and put it on a key', async () => {
    await openSignedIn('manager@demo.example', { viewport: TILL });
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByLabel('Scan or search').waitFor();
    await scan('7777777');
    await page.getByRole('button', { name: 'Add this product' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Corner Ale');
    await page.getByRole('textbox', { name: 'Price' }).fill('2.49');
    await page.getByRole('button', { name: 'Add and ring up' }).click();
    await passAgeCheck();
    await page.getByLabel('Quantity of Corner Ale').waitFor();
    await page.getByRole('button', { name: 'Arrange keys' }).click();
    await page.getByRole('button', { name: 'Chosen line to a key' }).click();
    await page.getByRole('button', { name: 'Corner Ale earlier' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /^Corner Ale \$2\.49/ }).click();
    await page.getByLabel('Quantity of Corner Ale').getByText('2').waitFor();
  });

  it('begins anew with the next customer when the basket is emptied', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('Delete');
    await page.getByText('Scan the first bottle.').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
  });

  it('has its dialogs ready for the next key the moment they stand there', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    const ready = page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          new MutationObserver((_, observer) => {
            const field = document.querySelector('[role=dialog] [data-autofocus]');
            if (!field) return;
            observer.disconnect();
            resolve(document.activeElement === field);
          }).observe(document.body, { childList: true, subtree: true });
        }),
    );
    await page.keyboard.press('F9');
    expect(await ready).toBe(true);
  });

  it('sells to the next customer under another id when an answer was lost, and says the first sale was made', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await payWithAnswerLost();
    const before = await sales();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Delete');
    await page.getByText(/The sale before had gone through: receipt 1-1-\d+, \$17.53/).waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
    expect((await sales()).length).toBe(before.length + 1);
  });

  it('has an empty basket after a payment during which the till left the screen and came back', async () => {
    await openSignedIn('manager@demo.example', { viewport: TILL });
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByLabel('Scan or search').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    const before = await sales();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/sales', async (route) => {
      const answered = await route.fetch();
      await held;
      await route.fulfill({ response: answered });
    });
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await Promise.all([page.waitForRequest('**/api/sales'), page.keyboard.press('Enter')]);
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goForward();
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
    answer();
    await page.getByRole('button', { name: 'Next sale' }).click();
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByLabel('Scan or search').waitFor();
    expect(await page.getByLabel('Quantity of Captain Morgan Spiced Rum').count()).toBe(0);
    expect((await sales()).length).toBe(before.length + 1);
  });

  it('makes a new sale of one that went through unseen and was voided since', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await payWithAnswerLost();
    const [made] = await sales();
    await api(`/sales/${made?.id}/void`, { reason: 'Rung up twice' });
    await page.keyboard.press('Enter');
    await page.getByText(/was voided since/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    expect((await sales())[0]?.id).not.toBe(made?.id);
  });

  it('takes a scan for a bottle while a dialog stands, and rings it up after', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await scan('2000000117881');
    await scan('2000000363080');
    await passAgeCheck();
    await page.getByLabel('Quantity of Black Velvet').getByText('1').waitFor();
    await page.getByLabel('Quantity of Hawkeye Vodka').getByText('1').waitFor();
    await scan('36308');
    await page.getByRole('dialog', { name: 'Which pack?' }).waitFor();
    await scan('2000000117881');
    await page.getByRole('dialog').getByRole('button', { name: /Case/ }).click();
    await page.getByLabel('Quantity of Black Velvet').getByText('2').waitFor();
    await page.getByText('10 units').waitFor();
    await scan('999999999999');
    const notice = page.getByText('No product has the barcode 999999999999');
    await notice.waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of the till' }).waitFor();
    await scan('2000000117881');
    await page.keyboard.press('Escape');
    await page.getByText('11 units').waitFor();
    expect(await notice.count()).toBe(1);
  });

  it('goes on when the chosen line is gone, and shows what was just rung up', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await scan('2000000117881');
    await page.getByLabel('Quantity of Black Velvet').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await page.getByLabel('Quantity of Black Velvet').waitFor({ state: 'detached' });
    await page.keyboard.press('F2');
    await page.getByRole('dialog', { name: 'Price of Captain Morgan Spiced Rum' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { items } = await api<{ items: { sku: string; packs: { barcodes: string[] }[] }[] }>('/products?limit=14');
    for (const { packs } of items) await scan(packs[0]?.barcodes[0] ?? '');
    await page.getByText('15 units').waitFor();
    expect(await page.getByRole('listitem').last().isVisible()).toBe(true);
    const [line, box] = await Promise.all([
      page.getByRole('listitem').last().boundingBox(),
      page.getByLabel('Sale', { exact: true }).boundingBox(),
    ]);
    expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
  });

  it('sells what stands on a key at the price it has now', async () => {
    const { items } = await api<{ items: { id: string; sku: string; version: number; packs: { id: string }[] }[] }>(
      '/products?q=captain+morgan+spiced',
    );
    const rum = items.find(({ sku }) => sku === '43337');
    const { items: stores } = await api<{ items: { id: string }[] }>('/stores');
    const keys = [{ productId: rum?.id, packId: rum?.packs[0]?.id, label: 'Rum' }];
    await api(`/stores/${stores[0]?.id}/quick-keys`, { keys }, 'PUT');
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await page.getByRole('button', { name: /^Rum.*\$16.49/ }).waitFor();
    const packs = rum?.packs.map((pack, place) => (place === 0 ? { ...pack, priceCents: 1749 } : pack));
    await api(`/products/${rum?.id}`, { version: rum?.version, packs }, 'PUT');
    await page.clock.fastForward(FEED_MS);
    await page.getByRole('button', { name: /^Rum.*\$17.49/ }).waitFor();
    await api(`/products/${rum?.id}`, { version: (rum?.version ?? 0) + 1, packs: rum?.packs }, 'PUT');
  });

  it('lists its keys, and reads well in the dark', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL, colorScheme: 'dark' });
    await scan('6*2000000363080');
    await passAgeCheck();
    await page.getByText(/^Mixed vodka, 6 and more −/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of the till' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('sells through the server when its catalogue cannot begin', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await page.route('**/assets/catalogue.worker*', (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await page.getByLabel('Scan or search').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
  });

  it('has the sale and the catalogue again after a session ended in the middle of it', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.context().clearCookies();
    await page.route('**/api/products/changes*', (route) => route.fulfill({ status: 401, json: {} }), { times: 1 });
    await page.clock.fastForward(FEED_MS);
    await page.getByLabel('E-mail').waitFor();
    await signIn(page, 'cashier@demo.example', PASSWORD);
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('1').waitFor();
    await page.locator('[data-catalogue=ready]').waitFor();
    await page.route('**/api/products/lookup*', (route) => route.abort());
    await scan(BARCODE);
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('2').waitFor();
  });

  it('goes on selling from its own catalogue while the server does not answer', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.context().setOffline(true);
    await scan('2000000117881');
    await page.getByLabel('Quantity of Black Velvet').waitFor();
    await page.getByLabel('Scan or search').fill('hawkey vodk');
    await page
      .getByRole('option', { name: /Hawkeye Vodka/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Nothing rings twice').waitFor();
    await page.getByRole('status').getByText('The server does not answer.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('The server does not answer. What you see').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
  });
});
