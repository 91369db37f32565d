import { beforeAll, expect, it } from 'vitest';
import { intercept } from './support/interception';
import { accessibilityFaults, enterAgain, inRowMenu, PHONE, TILL } from './support/session';
import { api, BARCODE, passAgeCheck, payInCash, scan, setStore } from './support/till';
import { openAs, page, productUnderTest } from './support/under-test';

productUnderTest();

beforeAll(() =>
  setStore({ tenders: ['cash', 'card', 'check', 'gift_card', 'store_credit', 'ebt', 'house_account', 'other'] }),
);

interface Sold {
  id: string;
  receiptNumber: string;
  totalCents: number;
  lines: { giftCard?: { code: string; amountCents: number }; accountPayment?: object }[];
  tenders: { type: string; amountCents: number; code?: string; reference?: string; name?: string }[];
}

const latest = async () => (await api<{ items: Sold[] }>('/sales')).items[0];
const balanceOf = async (code: string) => (await api<{ balanceCents: number }>(`/gift-cards/${code}`)).balanceCents;

/** In the payment, for the sale behind it has a button of that name too. */
const payByGiftCard = () =>
  page.getByRole('dialog', { name: 'Payment' }).getByRole('button', { name: 'Gift card', exact: true }).click();

it('sells a gift card beside a bottle, takes it for the next, with a check for the rest, and gives credit for what comes back', async () => {
  await openAs('cashier', { viewport: TILL });
  await scan(BARCODE);
  await passAgeCheck();
  await page.getByRole('button', { name: 'Gift card', exact: true }).click();
  await page.getByRole('button', { name: '$25.00' }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put it in the sale' }).click();
  await page.getByLabel('Total').getByText('$42.53').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await payInCash();
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  const code = (await latest())?.lines.at(-1)?.giftCard?.code ?? '';
  // It is on the receipt, to be read and to be scanned.
  const groups = code.match(/.{4}/g)?.join(' ') ?? '';
  await page.locator('.only-print').getByText(groups).waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');

  await scan(BARCODE);
  await passAgeCheck();
  await scan(BARCODE);
  await page.keyboard.press('F9');
  await payByGiftCard();
  await page.getByLabel('Code').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await scan('1234567890123456');
  await page.getByText('Nobody knows this code.').waitFor();
  await page.getByLabel('Code').fill('');
  await scan(code);
  // Less is on it than is due: it is emptied, and a rest is left.
  await page.getByLabel('To pay').getByText('$10.06').waitFor();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByLabel('Number of the check').fill('1042');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  const paid = await latest();
  expect(paid?.tenders).toEqual([
    { type: 'gift_card', amountCents: 2500, code },
    { type: 'check', amountCents: 1006, reference: '1042' },
  ]);
  expect(await balanceOf(code)).toBe(0);
  await page.keyboard.press('Enter');

  await scan(paid?.receiptNumber ?? '');
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByRole('button', { name: /^One more/ }).click();
  await page.getByLabel('Money goes back').selectOption('Store credit');
  await page.getByLabel('Reason').fill('Not the right one');
  await page.keyboard.press('Enter');
  await page.getByText('Store credit, on the receipt’s code').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const [back] = (await api<{ items: Sold[] }>('/sales?kind=return')).items;
  const credit = back?.tenders[0]?.code ?? '';
  expect(await balanceOf(credit)).toBe(1753);
  await enterAgain(page);

  await scan(BARCODE);
  await passAgeCheck();
  await page.keyboard.press('F9');
  // Whichever of the two was touched, its code says what it is.
  await payByGiftCard();
  await page.getByLabel('Code').fill(credit.match(/.{4}/g)?.join(' ') ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  expect((await latest())?.tenders).toEqual([{ type: 'store_credit', amountCents: 1753, code: credit }]);
});

it('says on a phone what is on a card, charges it anew, and holds the sale with it', async () => {
  await openAs('cashier', { viewport: PHONE });
  await page.getByRole('button', { name: 'Gift card', exact: true }).click();
  await page.getByLabel('Code of the card').fill('STORE-0001');
  await page.getByRole('button', { name: '$25.00' }).click();
  await page.getByRole('button', { name: 'Put it in the sale' }).click();
  await page.getByLabel('Total').getByText('$25.00').waitFor();
  await page.keyboard.press('F6');
  await page.getByLabel('Name').fill('Aunt');
  await page.keyboard.press('Enter');
  await page.getByText('Scan the first bottle.').waitFor();
  await page.keyboard.press('F6');
  await page.getByRole('button', { name: /Aunt/ }).click();
  await page.getByLabel('Total').getByText('$25.00').waitFor();
  await payInCash();
  await page.getByRole('button', { name: 'Next sale' }).click();
  await page.getByRole('button', { name: 'Gift card', exact: true }).click();
  await page.getByLabel('Code of the card').fill('store 0001');
  await page.getByRole('button', { name: 'What is on it?' }).click();
  await page.getByText('$25.00 is on it.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('takes nothing of a card for a sale that is another by then, and no echo of a key for the rest', async () => {
  await openAs('cashier', { viewport: TILL });
  const code = 'GUEST-CARD-1';
  const giftCard = { amountCents: 1000, code };
  const tenders = [{ type: 'cash', amountCents: 1000 }];
  await api('/sales', { id: crypto.randomUUID(), lines: [{ giftCard }], tenders });
  await scan(BARCODE);
  await passAgeCheck();
  // The balance is answered when the payment was left, and Escape leaves the field before it leaves the payment.
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await intercept(page, '**/api/gift-cards/*', (route) => answered.then(() => route.continue()), { times: 1 });
  await page.keyboard.press('F9');
  await payByGiftCard();
  await page.getByLabel('Code').fill(code);
  await page.getByLabel('Code').press('Enter');
  await page.getByLabel('Code').press('Escape');
  await page.getByLabel('Code').waitFor({ state: 'detached' });
  const asked = page.waitForResponse((one) => one.url().includes('/gift-cards/'));
  answer();
  await asked;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(await page.getByRole('list', { name: 'Taken so far' }).count()).toBe(0);
  await page.getByLabel('To pay').getByText('$17.53').waitFor();
  expect(await balanceOf(code)).toBe(1000);

  // Nor for a rest that is another: what was paid otherwise meanwhile stays.
  let late = () => {};
  const paidOtherwise = new Promise<void>((resolve) => {
    late = resolve;
  });
  await intercept(page, '**/api/gift-cards/*', (route) => paidOtherwise.then(() => route.continue()), { times: 1 });
  await payByGiftCard();
  await page.getByLabel('Code').fill(code);
  await page.getByLabel('Code').press('Enter');
  await page.getByLabel('Amount received').fill('5');
  await page.getByLabel('Amount received').press('Enter');
  const answeredLate = page.waitForResponse((one) => one.url().includes('/gift-cards/'));
  late();
  await answeredLate;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.getByLabel('To pay').getByText('$12.53').waitFor();
  await page.getByRole('button', { name: 'Take back Cash $5.00' }).click();
  await page.getByLabel('To pay').getByText('$17.53').waitFor();

  await payByGiftCard();
  await page.getByLabel('Code').fill(code);
  await page.getByLabel('Code').press('Enter');
  await page.getByLabel('To pay').getByText('$7.53').waitFor();
  await page.keyboard.press('Escape');
  // Fewer bottles than were paid for: nobody is told to pay a gift card out.
  await scan(BARCODE);
  await page.getByLabel('Total').getByText('$35.06').waitFor();
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').fill('20');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByLabel('Number of the check').fill('12');
  await page.getByLabel('Number of the check').press('Enter');
  await page.keyboard.press('Enter');
  await page.getByLabel('To pay').getByText('$5.06').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('-');
  await page.keyboard.press('F9');
  await page.getByLabel('Taken too much').getByText('$12.47').waitFor();
  expect(await page.getByRole('button', { name: 'Cash', exact: true }).isDisabled()).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('takes EBT for the food of a sale alone, without its tax, and gives it back to its card', async () => {
  const COLA = '2000000999999';
  const packs = [{ id: 'can', name: 'Can', units: 1, priceCents: 1000, barcodes: [COLA] }];
  await api('/products', { sku: 'COLA', name: 'Cola', ageRestricted: false, ebtEligible: true, packs });
  await openAs('cashier', { viewport: TILL });
  await scan(BARCODE);
  await passAgeCheck();
  await scan(COLA);
  await page.getByLabel('Total').getByText('$28.13').waitFor();
  await page.keyboard.press('F9');
  const payment = page.getByRole('dialog', { name: 'Payment' });
  await payment.getByRole('button', { name: 'EBT', exact: true }).click();
  await payment.getByRole('button', { name: 'Take $10.00' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  // More than the food costs is not taken.
  await payment.getByLabel('Amount received').fill('10.01');
  await payment.getByText('EBT pays for no more than the food of this sale').waitFor();
  await payment.getByLabel('Amount received').fill('10.00');
  await payment.getByLabel('Last four digits, if you like').fill('4242');
  await page.keyboard.press('Enter');
  // The sixty cents of tax on the cola are gone.
  await payment.getByLabel('To pay').getByText('$17.53').waitFor();
  await payment.getByRole('button', { name: 'Take back EBT 4242 $10.00' }).click();
  await payment.getByLabel('To pay').getByText('$28.13').waitFor();
  await payment.getByRole('button', { name: 'EBT', exact: true }).click();
  await payment.getByLabel('Last four digits, if you like').fill('4242');
  await page.keyboard.press('Enter');
  await payment.getByLabel('To pay').getByText('$17.53').waitFor();
  await payment.getByRole('button', { name: '$17.53', exact: true }).click();
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  expect(await latest()).toMatchObject({
    totalCents: 2753,
    tenders: [
      { type: 'ebt', amountCents: 1000, reference: '4242' },
      { type: 'cash', amountCents: 1753 },
    ],
  });
  await page.keyboard.press('Enter');

  // Food alone, and all of it: one Enter, and it is paid.
  await scan(COLA);
  await page.getByLabel('Total').getByText('$10.60').waitFor();
  await page.keyboard.press('F9');
  await payment.getByRole('button', { name: 'EBT', exact: true }).click();
  await payment.getByLabel('Last four digits, if you like').press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  expect(await latest()).toMatchObject({ totalCents: 1000, tenders: [{ type: 'ebt', amountCents: 1000 }] });
  const colas = (await latest())?.receiptNumber ?? '';
  await enterAgain(page);

  // What was taken for food that is put back is too much: nothing else is taken before that is handed back.
  await scan(BARCODE);
  await passAgeCheck();
  await scan(COLA);
  await page.getByLabel('Total').getByText('$28.13').waitFor();
  await page.keyboard.press('F9');
  await payment.getByRole('button', { name: 'EBT', exact: true }).click();
  await payment.getByLabel('Last four digits, if you like').press('Enter');
  await payment.getByLabel('To pay').getByText('$17.53').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove Cola' }).click();
  await page.getByLabel('Total').getByText('$17.53').waitFor();
  await page.keyboard.press('F9');
  await payment.getByLabel('Taken too much').getByText('$10.00').waitFor();
  for (const name of ['Card', 'Cash', 'EBT', 'Check', 'House account']) {
    expect(await payment.getByRole('button', { name, exact: true }).isDisabled()).toBe(true);
  }
  expect(await payment.getByRole('button', { name: '$17.53', exact: true }).count()).toBe(0);
  await payment.getByRole('button', { name: /^Take back EBT/ }).click();
  await payment.getByRole('button', { name: '$17.53', exact: true }).click();
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  await page.keyboard.press('Enter');

  await page.keyboard.press('F10');
  await page.getByLabel('Receipt number').fill(colas);
  await page.keyboard.press('Enter');
  await page.getByText(`Receipt ${colas}`).first().waitFor();
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByLabel('Would be given back').getByText('EBT').waitFor();
  expect(await page.getByRole('button', { name: 'Exchange', exact: true }).isDisabled()).toBe(true);
  await page.getByLabel('Reason').fill('Flat');
  await page.keyboard.press('Enter');
  await page.getByText('Back to the EBT card').waitFor();
  await page.getByLabel('Given back', { exact: true }).getByText('$10.00').waitFor();
});

it('sells on account up to a limit, has it paid at the till, and says both on the statement', async () => {
  await openAs('manager', { viewport: TILL });
  await page.getByRole('link', { name: 'House accounts' }).click();
  await page.getByText('Nobody buys on account yet.').waitFor();
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByLabel('Name').fill('Corner Bar');
  await page.getByLabel('Limit').fill('20.00');
  await page.getByLabel('Who may sign, what to ask for').fill('Maria signs');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: /Corner Bar/ });
  await row.getByText('$20.00').first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await openAs('cashier', { viewport: TILL });
  await scan(BARCODE);
  await passAgeCheck();
  await scan(BARCODE);
  await page.getByLabel('Total').getByText('$35.06').waitFor();
  await page.keyboard.press('F9');
  const payment = page.getByRole('dialog', { name: 'Payment' });
  await payment.getByRole('button', { name: 'House account' }).click();
  await payment.getByLabel('Whose account').fill('corner');
  await payment.getByText('$20.00 left').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await payment.getByText('Maria signs').waitFor();
  // Two bottles are $35.06; so much is left.
  await payment.getByRole('button', { name: 'Take $20.00' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await payment.getByLabel('Who signs, if you like').fill('4111 1111 1111 1111');
  await payment.getByText('never the number of a card').waitFor();
  await payment.getByLabel('Who signs, if you like').fill('Maria');
  await page.keyboard.press('Enter');
  await payment.getByLabel('To pay').getByText('$15.06').waitFor();
  await payment.getByRole('button', { name: '$15.06', exact: true }).click();
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  const [onAccount] = (await latest())?.tenders ?? [];
  expect(onAccount).toMatchObject({ type: 'house_account', amountCents: 2000, reference: 'Maria', name: 'Corner Bar' });
  await page
    .locator('.only-print')
    .getByText(/Corner Bar Maria/)
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');

  // By keys alone: whose account it is, and how much.
  await page.getByRole('button', { name: 'Account', exact: true }).click();
  await page.getByRole('button', { name: /Corner Bar.*\$20.00 owed/ }).waitFor();
  await page.keyboard.type('corner');
  await page.getByRole('button', { name: /Corner Bar.*\$20.00 owed/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('What is paid').waitFor();
  expect(await page.getByLabel('What is paid').evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel('What is paid').fill('20.01');
  await page.getByText('No more than the $20.00 owed').waitFor();
  await page.getByLabel('What is paid').fill('5.00');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByLabel('Total').getByText('$5.00').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await payInCash();
  expect((await latest())?.lines[0]).toMatchObject({ accountPayment: { name: 'Corner Bar', amountCents: 500 } });

  await openAs('manager', { viewport: TILL });
  await page.getByRole('link', { name: 'House accounts' }).click();
  await inRowMenu(page, 'Corner Bar', 'Statement of Corner Bar');
  const statement = page.getByRole('dialog', { name: 'Statement of Corner Bar' });
  await statement.getByRole('row', { name: /Bought.*Maria.*\$20.00.*\$20.00/ }).waitFor();
  await statement.getByRole('row', { name: /Paid.*-\$5.00.*\$15.00/ }).waitFor();
  await statement.getByRole('row', { name: /Owed after.*\$15.00/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});
