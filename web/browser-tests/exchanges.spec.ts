import { beforeAll, expect, it } from 'vitest';
import { intercept } from './support/interception';
import { PASSWORD } from './support/server';
import { accessibilityFaults, enterAgain, PHONE, TILL, type } from './support/session';
import { api, BARCODE, openCustomerDisplay, passAgeCheck, payInCash, scan, setStore } from './support/till';
import { openAs, page, productUnderTest } from './support/under-test';

productUnderTest();

const PIN = '2580';

beforeAll(async () => {
  await setStore({ tenders: ['cash', 'card', 'gift_card', 'store_credit'] });
  await api('/users/me/pin', { password: PASSWORD, pin: PIN }, 'PUT');
});

interface Sold {
  id: string;
  receiptNumber: string;
  totalCents: number;
  changeCents: number;
  tenders: { type: string; amountCents: number; code?: string; reference?: string }[];
}

const latest = async (kind = 'sale') => (await api<{ items: Sold[] }>(`/sales?kind=${kind}`)).items[0] as Sold;
const dialog = (name: string) => page.getByRole('dialog', { name });

/** Of so many of the bottle, by card. */
async function soldByCard(quantity: number): Promise<Sold> {
  const { product, pack } = await api<{ product: { id: string }; pack: { id: string } }>(
    `/products/lookup?barcode=${BARCODE}`,
  );
  const lines = [{ productId: product.id, packId: pack.id, quantity }];
  const quote = await api<{ totalCents: number }>('/sales/quote', { lines });
  const tenders = [{ type: 'card', amountCents: quote.totalCents, reference: '4242' }];
  const ageCheck = { method: 'birth_date', birthDate: '1980-01-31' };
  return api<Sold>('/sales', { id: crypto.randomUUID(), lines, tenders, ageCheck });
}

it('exchanges two bottles for one in one payment, and gives the rest back to the card', async () => {
  const sold = await soldByCard(2);
  await openAs('cashier', { viewport: TILL });
  const display = await openCustomerDisplay();
  await scan(sold.receiptNumber);
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  const more = page.getByRole('button', { name: /^One more/ });
  await more.click();
  await more.click();
  await page.getByLabel('Would be given back').getByText('Card 4242').waitFor();
  await page.getByLabel('Would be given back').getByText('$35.06').waitFor();
  await page.getByLabel('Reason').fill('One too many');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Exchange', exact: true }).click();
  await page.getByText(`Coming back · ${sold.receiptNumber}`).first().waitFor();
  await scan(BARCODE);
  await passAgeCheck();
  await page.getByLabel('Total').getByText('-$17.53').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  // Put aside it would be lost: what comes back has been looked at here.
  await page.keyboard.press('F6');
  await page.getByText('Take it off before the sale is put aside').waitFor();
  // What is handed back comes with the sale's answer: nothing more is asked for.
  await intercept(page, /exchange/, (route) => route.abort());
  await page.keyboard.press('F9');
  await dialog('Payment').getByLabel('To pay out').getByText('$17.53').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Give back on the card').waitFor();
  await page.getByLabel('Given back', { exact: true }).getByText('$17.53').waitFor();
  // Who buys waits for no notes.
  await display.getByText('Back to you: Card').waitFor();
  await display.getByText('$17.53').waitFor();
  expect(await display.getByText('Your change').count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  const [sale, back] = [await latest(), await latest('return')];
  expect(sale.tenders).toEqual([{ type: 'exchange', amountCents: 1753, reference: back.receiptNumber }]);
  expect(back.tenders).toEqual([
    { type: 'exchange', amountCents: -1753, reference: sale.receiptNumber },
    { type: 'card', amountCents: -1753, reference: '4242' },
  ]);
  // Both receipts come out of the printer.
  await page.locator('.only-print').getByText(sale.receiptNumber).first().waitFor({ state: 'attached' });
  await page.locator('.only-print').getByText(`Receipt ${back.receiptNumber}`).waitFor({ state: 'attached' });
});

it('takes the difference in cash where the other bottles are dearer, and lets the goods be kept after all', async () => {
  const sold = await soldByCard(1);
  await openAs('cashier', { viewport: PHONE });
  await page.getByRole('button', { name: 'Receipt', exact: true }).click();
  await page.getByLabel('Receipt number').fill(sold.receiptNumber);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByLabel('Reason').fill('Corked');
  await page.getByRole('button', { name: 'Exchange', exact: true }).click();
  await scan(BARCODE);
  await passAgeCheck();
  await scan(BARCODE);
  await page.getByLabel('Total').getByText('$17.53').waitFor();
  // Another bottle of another receipt would take its place.
  await scan((await soldByCard(1)).receiptNumber);
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByText(`Something of receipt ${sold.receiptNumber} is exchanged already`).waitFor();
  await page.getByLabel('Reason').fill('Corked');
  expect(await page.getByRole('button', { name: 'Exchange', exact: true }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  // They keep it after all, and change their mind again.
  await page.getByRole('button', { name: /^Remove Coming back/ }).click();
  await page.getByLabel('Total').getByText('$35.06').waitFor();
  await scan(sold.receiptNumber);
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByLabel('Reason').fill('Corked');
  await page.getByRole('button', { name: 'Exchange', exact: true }).click();
  await page.getByLabel('Total').getByText('$17.53').waitFor();
  await payInCash();
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  const { tenders, changeCents } = await latest();
  expect([tenders.map(({ type, amountCents }) => [type, amountCents]), changeCents]).toEqual([
    [
      ['exchange', 1753],
      ['cash', 1753],
    ],
    0,
  ]);
});

it('pays a card’s bottle out in cash by a manager’s PIN, who is told how much', async () => {
  const sold = await soldByCard(3);
  await openAs('cashier', { viewport: TILL });
  await page.getByRole('button', { name: /^Account of/ }).click();
  const [display] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Customer display' }).click(),
  ]);
  await page.bringToFront();
  await scan(sold.receiptNumber);
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  for (let bottle = 0; bottle < 3; bottle++) await page.getByRole('button', { name: /^One more/ }).click();
  await page.getByLabel('Money goes back').selectOption('Cash');
  await page.getByLabel('Reason').fill('Three too many');
  await page.getByRole('button', { name: 'Exchange', exact: true }).click();
  await scan(BARCODE);
  await passAgeCheck();
  // The wrong one; what comes back stays on the counter.
  await page.keyboard.press('Delete');
  await page.getByLabel('Total').getByText('-$52.59').waitFor();
  await scan(BARCODE);
  await passAgeCheck();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await dialog('Payment').getByLabel('To pay out').getByText('$35.06').waitFor();
  await page.keyboard.press('Enter');
  await dialog('Allow to pay back otherwise').getByText(`${sold.receiptNumber} · -$35.06`).waitFor();
  await type(page, PIN);
  await page.keyboard.press('Enter');
  await page.getByText('Give back in cash').waitFor();
  await page.getByLabel('Given back', { exact: true }).getByText('$35.06').waitFor();
  await display.getByLabel('Your change').getByText('$35.06').waitFor();
});

it('takes goods without a receipt back by a manager’s PIN, at what they went for at the least', async () => {
  await openAs('cashier', { viewport: TILL });
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Goods without a receipt' }).click();
  await scan(BARCODE);
  await scan(BARCODE);
  await page.getByLabel('Would be given back').getByText('$35.06').waitFor();
  await page.getByRole('button', { name: /^One less/ }).click();
  await page.getByLabel('Would be given back').getByText('$17.53').waitFor();
  await page.getByLabel('Money goes back').selectOption('Cash');
  await page.getByLabel('Reason').fill('A gift');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take back' }).click();
  await dialog('Allow a return without a receipt').getByText('$17.53').waitFor();
  await type(page, PIN);
  await page.keyboard.press('Enter');
  await page.getByText('Give back in cash').waitFor();
  const first = await latest('return');
  expect(first.tenders).toEqual([{ type: 'cash', amountCents: -1753 }]);
  // What the next customer buys does not wait for the drawer.
  await scan(BARCODE);
  await enterAgain(page);
  await passAgeCheck();
  await page.getByLabel('Total').getByText('$17.53').waitFor();
  await page.keyboard.press('Delete');

  // An answer is lost, and the dialog closed: it is the same return that is asked for again, and no second.
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Goods without a receipt' }).click();
  await scan('99999999');
  await page.getByText('No product has the barcode 99999999.').waitFor();
  await scan(BARCODE);
  await page.getByLabel('Would be given back').getByText('$17.53').waitFor();
  await page.getByLabel('Reason').fill('A gift');
  let lost = 0;
  await intercept(page, '**/api/returns', async (route) => {
    const answer = await route.fetch();
    // It is no part of what is being taken back.
    if (answer.status() === 201 && lost === 0) await scan(BARCODE);
    // Of the first that is taken.
    return answer.status() === 201 && lost++ === 0 ? route.abort() : route.fulfill({ response: answer });
  });
  await page.getByRole('button', { name: 'Take back' }).click();
  await dialog('Allow a return without a receipt').getByLabel('PIN').waitFor();
  await type(page, PIN);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.keyboard.press('Escape');
  await passAgeCheck();
  await page.getByLabel('Total').getByText('$17.53').waitFor();
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Goods without a receipt' }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Store credit, on the receipt’s code').waitFor();
  const returns = (await api<{ items: Sold[] }>('/sales?kind=return')).items;
  expect(returns.findIndex(({ id }) => id === first.id)).toBe(1);
});
