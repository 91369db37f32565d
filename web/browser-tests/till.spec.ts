import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { intercept } from './support/interception';
import { laterBy, stopClock } from './support/page-clock';
import { AFTER_AN_ECHO_MS, accessibilityFaults, enterAgain, PHONE, TILL, type } from './support/session';
import { api, BARCODE, onHand, passAgeCheck, payInCash, payWithAnswerLost, sales, scan } from './support/till';
import { openAs, page, productUnderTest } from './support/under-test';

// What a cashier does all day is shown in the browser a till has.
productUnderTest();

/** Both halves on the same spot of the screen, a tenth of a second apart by their own clock, however busy the machine is that reads them. */
async function doubleClick(name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.click({ trial: true });
  const box = await button.boundingBox();
  if (!box) throw new Error(`${name} is not there`);
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, button: 'left', clickCount: 1 } as const;
  // A hand is as fast on a machine that takes half a second for each click.
  await stopClock(page);
  for (const sinceLast of [0, 100]) {
    await page.clock.runFor(sinceLast);
    await session.send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed' });
    await session.send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' });
  }
  await page.clock.resume();
  await session.detach();
}

/** What happens while the server is asked, once, and has not heard of it yet. */
async function whileAsked(pattern: string, happens: () => Promise<void>): Promise<void> {
  const hold = async (route: Route) => {
    await happens();
    await route.continue();
  };
  await intercept(page, pattern, hold, { times: 1 });
}

describe('the till in a browser', () => {
  it('sells by keyboard alone, and stock and books move', async () => {
    const before = await onHand();
    await openAs('cashier', { viewport: TILL, clock: true });
    expect(await accessibilityFaults(page)).toEqual([]);

    await scan(`2*${BARCODE}`);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
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
    // A second press so closely was meant for the payment, and does not hide the change.
    await stopClock(page);
    await page.keyboard.press('Enter');
    await page.getByLabel('Change', { exact: true }).getByText('$7.41').waitFor();
    await page.keyboard.press('Enter');
    await page.clock.resume();
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await enterAgain(page);
    await page.getByText('Scan the first bottle.').waitFor();

    expect(await onHand()).toBe(before - 3);
    expect((await sales())[0]?.totalCents).toBe(5259);
  });

  it('says what was sold and what to hand back although the page broke after the payment', async () => {
    await openAs('cashier', { viewport: TILL });
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
    await enterAgain(page);
    await page.getByText('Scan the first bottle.').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('still shows the change when the page is loaded anew before the next sale', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await payInCash();
    await page.reload();
    await page.getByLabel('Change', { exact: true }).getByText('$0.00').waitFor();
    await enterAgain(page);
    await page.getByText('Scan the first bottle.').waitFor();
  });

  it('sells by touch on a phone, from a search, by card', async () => {
    await openAs('cashier', { viewport: PHONE, hasTouch: true });
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
    await openAs('cashier', { viewport: TILL });
    await scan(`2*${BARCODE}`);
    await passAgeCheck();
    await page.keyboard.press('F6');
    await page.getByLabel('Name').fill('Mr. Green');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'One sale put aside' }).waitFor();
    await scan('2000000117881');
    await passAgeCheck();
    await payInCash();
    await enterAgain(page);
    await page.keyboard.press('F6');
    const held = page.getByRole('dialog', { name: 'Sales put aside' });
    await held.getByRole('button', { name: /Mr\. Green · 2 × Captain Morgan.*\$35.06/ }).waitFor();
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
    await openAs('cashier', { viewport: TILL });
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
    expect((await sales())[0]?.totalCents).toBe(-120);

    // The next customer's bottle hides what this one is still to be handed.
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByText('Change of the sale before: $1.20.').waitFor();
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
    await openAs('manager', { viewport: TILL });
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
    await page.getByRole('dialog', { name: 'Receipts' }).getByText('$3.46').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('takes no more cash than anybody would hand over, and a cashier’s empties up to the store’s limit', async () => {
    await openAs('cashier', { viewport: TILL });
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
    await page.getByRole('button', { name: 'Take them' }).click();
    await page.getByRole('dialog', { name: 'Allow more empties' }).waitFor();
  });

  it('pays the rest of a split payment in cash at Enter, whatever was tapped before, and forgets a part that is undone', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').fill('10');
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByRole('button', { name: 'Take back Card $10.00' }).click();
    await expect.poll(() => page.getByLabel('Amount received').inputValue()).toBe('17.53');
    await page.getByLabel('Amount received').fill('10');
    // The same again so closely was meant for the part, however slow the machine is that reads it; so is a key that is held.
    await stopClock(page);
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await expect.poll(() => page.getByLabel('Amount received').inputValue()).toBe('7.53');
    await page.keyboard.press('F8');
    await page.getByLabel('Amount received').fill('1');
    await page.keyboard.down('Enter');
    await page.clock.resume();
    await laterBy(page, AFTER_AN_ECHO_MS);
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.getByLabel('To pay').getByText('$6.53').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    const [sale] = (await api<{ items: { tenders: object[] }[] }>('/sales')).items;
    expect(sale?.tenders).toEqual([
      { type: 'card', amountCents: 1000 },
      { type: 'cash', amountCents: 100 },
      { type: 'cash', amountCents: 653 },
    ]);
  });

  it('takes one line, and one part of a payment, away by a double click, not the one that moves up as well', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    await scan('2000000117881');
    const removes = page.getByRole('button', { name: /^Remove / });
    await removes.nth(1).waitFor();
    const first = (await removes.first().getAttribute('aria-label')) ?? '';
    await doubleClick(first);
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    expect(await removes.count()).toBe(1);
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    const takeBacks = page.getByRole('button', { name: /^Take back / });
    for (const [count, way] of ['Cash', 'Card'].entries()) {
      await page.getByLabel('Amount received').fill('2');
      await page.getByRole('button', { name: way, exact: true }).click();
      await takeBacks.nth(count).waitFor();
    }
    await doubleClick('Take back Cash $2.00');
    await page.getByRole('button', { name: 'Take back Cash $2.00' }).waitFor({ state: 'detached' });
    expect(await takeBacks.count()).toBe(1);
  });

  it('does by a double click what its first half says, and nothing to what stands there by then', async () => {
    // As large as everything is at twice its size on a small till.
    await openAs('cashier', { viewport: { width: 640, height: 400 }, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    const sold = (await sales()).length;
    await doubleClick('Pay');
    await page.getByLabel('To pay').getByText('$17.53').waitFor();
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await doubleClick('Next sale');
    await page.getByRole('button', { name: 'Pay', exact: true }).and(page.locator(':disabled')).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    // The till forgets who showed a licence; the date leads to the payment, and the Enter behind it was meant for the date.
    await scan(BARCODE);
    await passAgeCheck();
    await page.reload();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await page.keyboard.press('F9');
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await page.keyboard.type('0131198', { delay: 80 });
    await stopClock(page);
    await page.keyboard.press('0');
    // So long a till waits whether it was a scan.
    await page.clock.runFor(200);
    await page.getByLabel('To pay').getByText('$17.53').waitFor();
    await page.keyboard.press('Enter');
    await page.clock.resume();
    await page.getByLabel('To pay').getByText('$17.53').waitFor();
    expect(await sales()).toHaveLength(sold + 1);
  });

  it('says loudly what no product has, and the sale goes on', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan('99999999');
    await page.getByRole('alert').getByText('No product has the barcode 99999999.').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('gives a scan to the sale, not to the button that was touched last', async () => {
    await openAs('cashier', { viewport: TILL });
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

  it('rings once what was paid when the answer is lost, and what the cashier adds after that as a sale of its own', async () => {
    await openAs('cashier', { viewport: TILL });
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
    // The server is asked before anybody takes money: the first bottle is paid, what came since is the next sale.
    // Another one is scanned while it thinks.
    await whileAsked('**/api/sales/*', async () => {
      await scan(BARCODE);
      await page.getByText('3 units').waitFor();
    });
    await page.keyboard.press('F9');
    await page.getByText('had gone through at the first attempt').waitFor();
    expect((await sales()).length).toBe(before + 1);
    await enterAgain(page);
    await page.getByText('came into the basket after the first attempt').waitFor();
    await page.getByLabel('Total').getByText('$35.06').waitFor();
    await page.keyboard.press('F9');
    await passAgeCheck();
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    expect((await sales()).slice(0, 2).map(({ totalCents }) => totalCents)).toEqual([3506, 1753]);
    expect((await sales()).length).toBe(before + 2);
  });

  it('keeps what is scanned at the change, while an age is still to be asked of what was scanned before the answer', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    // The customer behind has a bottle under the scanner while the server thinks.
    await whileAsked('**/api/sales', async () => {
      await scan(BARCODE);
      await page.getByText('One scan waits for the next sale').waitFor();
    });
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: 'Sold' }).waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByText('Scanned during the payment, and rung up here: 1.').waitFor();
    await page.getByLabel('Total').getByText('$35.06').waitFor();
  });

  it('keeps what waits for its turn when the page is loaded anew, and how many are meant', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await scan('2*2000000117881');
    await passAgeCheck();
    await page.getByLabel('Quantity of Black Velvet').getByText('2').waitFor();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await scan(`3*${BARCODE}`);
    await page.getByText('One scan waits for the next sale').waitFor();
    const rum = page.getByLabel('Quantity of Captain Morgan Spiced Rum');
    // The second time it has had its turn.
    for (const _ of [1, 2]) {
      await page.reload();
      await rum.getByText('4').waitFor();
    }
  });

  it('takes a scan for what it is that the answer cuts in two', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await intercept(
      page,
      '**/api/sales',
      async (route) => {
        const response = await route.fetch();
        // All of it within a scanner's time, however long this machine takes to draw what was sold.
        await stopClock(page);
        await type(page, BARCODE.slice(0, 5));
        await route.fulfill({ response });
        await page.getByLabel('Change', { exact: true }).waitFor({ state: 'attached' });
        await type(page, `${BARCODE.slice(5)}\r`);
        await page.clock.resume();
      },
      { times: 1 },
    );
    await page.keyboard.press('F1');
    const change = page.getByLabel('Change', { exact: true });
    await change.waitFor();
    // The change stays until somebody has seen it.
    await page.getByLabel('Total').getByText('$17.53').waitFor({ state: 'attached' });
    await change.waitFor();
    await page.keyboard.press('Enter');
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
  });

  it('takes a scan for what it is that the question for an age cuts in two, however little of it is left', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    for (const left of [4, 0]) {
      await stopClock(page);
      await type(page, `${BARCODE}\r${BARCODE.slice(0, BARCODE.length - left)}`);
      await page.getByRole('dialog', { name: 'Age check' }).waitFor({ state: 'attached' });
      await type(page, `${BARCODE.slice(BARCODE.length - left)}\r`);
      await page.clock.resume();
      await passAgeCheck();
      await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('2').waitFor();
      expect(await page.getByLabel('Scan or search').inputValue()).toBe('');
      await page.keyboard.press('Delete');
    }
  });

  it('rings once when the answer is lost and the cashier pays again', async () => {
    await openAs('cashier', { viewport: TILL });
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
    await openAs('cashier', { viewport: TILL });
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
    await openAs('cashier', { viewport: TILL });
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
    await openAs('cashier', { viewport: TILL });
    await scan('5*2000000363080');
    await passAgeCheck();
    // Five of 1.75 L count as ten; one more makes the dozen.
    await page.getByText('2 more for Mixed vodka, 6 and more').waitFor();
    await page.getByText(/^Mixed vodka, 6 and more −\$5\.35$/).waitFor();
    await page.keyboard.press('+');
    await page.getByText(/^Mixed vodka, 6 and more −\$9\.63$/).waitFor();
  });
});
