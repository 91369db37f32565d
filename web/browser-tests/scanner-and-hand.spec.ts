import { describe, expect, it } from 'vitest';
import { stopClock } from './support/page-clock';
import { accessibilityFaults, enterAgain, PHONE, TILL } from './support/session';
import { api, passAgeCheck, scan } from './support/till';
import { openAs, page, productUnderTest, server } from './support/under-test';

/** Captain Morgan Spiced Rum: with deposit and tax $17.53. */
const RUM = '2000000433370';
const VELVET = '2000000117881';
const VODKA = '2000000363080';

productUnderTest();

const openTill = (viewport = TILL) => openAs('cashier', { viewport });
const quantityOf = (name: string) => page.getByLabel(`Quantity of ${name}`);

describe('a scanner and a hand at one till', () => {
  it('win and lose as a cashier means it: a scan counts, whatever was typed half-way, and the till says so', async () => {
    await openTill();
    await page.keyboard.type('abs', { delay: 80 });
    await scan(RUM);
    await passAgeCheck();
    await page.getByText('“abs” was cleared: a scan came in.').waitFor();
    await scan(RUM);
    await quantityOf('Captain Morgan Spiced Rum').getByText('2').waitFor();
    expect(await page.getByLabel('Scan or search').inputValue()).toBe('');
    // Digits by hand too, and with the focus elsewhere.
    await page.getByLabel('One more Captain Morgan Spiced Rum').click();
    await page.keyboard.type('12', { delay: 80 });
    await scan(VELVET);
    await quantityOf('Black Velvet').getByText('1').waitFor();
    // A multiplier is meant for the scan.
    await page.keyboard.type('6*', { delay: 80 });
    await scan(VELVET);
    await quantityOf('Black Velvet').getByText('7').waitFor();
  });

  it('show nothing of a licence that is scanned when nobody asked for it', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    const scanLicence = async () => {
      // No longer than a scanner takes, on a busy machine too.
      await stopClock(page);
      for (const line of ['@', 'ANSI 636026080102DL00410288', 'DCSDOELAST', 'DACJOHNNY', 'DBB01311980']) {
        await scan(line);
        // Some scanners rest between the lines.
        await page.clock.fastForward(400);
      }
      await page.clock.resume();
    };
    await scanLicence();
    await page.getByText('A licence was scanned, and nothing of it kept.').waitFor();
    expect(await page.getByText(/DOELAST|JOHNNY/).count()).toBe(0);
    expect(await page.getByLabel('Scan or search').inputValue()).toBe('');
    await scan(RUM);
    await passAgeCheck();
    await quantityOf('Captain Morgan Spiced Rum').waitFor();
    await page.keyboard.press('F9');
    const amount = page.getByLabel('Amount received');
    await amount.waitFor();
    const due = await amount.inputValue();
    await scanLicence();
    expect(await amount.inputValue()).toBe(due);
    await page.keyboard.press('Escape');
    await page.getByText('A licence was scanned, and nothing of it kept.').waitFor();
    expect(await page.getByText(/DOELAST|JOHNNY|01311980/).count()).toBe(0);
  });

  it('refuse with a customer what was scanned while the age was asked', async () => {
    await openTill();
    await scan(`6*${RUM}`);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await scan(VODKA);
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('dialog', { name: 'Why is it refused?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Buys for somebody else' }).click();
    await page.getByText('Scan the first bottle.').waitFor();
    await scan('99999999');
    await page.getByText('No product has the barcode 99999999.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('listitem').count()).toBe(0);
    const { items } = await api<{ items: object[] }>('/refusals');
    expect(items).toMatchObject([
      { reason: 'third_party', category: expect.any(String), cashier: { name: 'Casey Cashier' } },
    ]);
  });

  it('leave an amount, a count or a certificate as it was when a scan lands in it, and ring the bottle up after', async () => {
    await openAs('manager', { viewport: TILL });
    await page.goto(`${server.url}/till`);
    await page.getByLabel('Scan or search').waitFor();
    await scan(RUM);
    await passAgeCheck();
    await page.keyboard.press('F8');
    const empties = page.getByLabel(/^Empties of/).first();
    await empties.fill('6');
    await scan(VELVET);
    expect(await empties.inputValue()).toBe('6');
    await page.keyboard.press('Escape');
    await quantityOf('Black Velvet').getByText('1').waitFor();
    await page.keyboard.press('F7');
    const certificate = page.getByLabel('Tax exemption certificate');
    await certificate.click();
    await scan(VELVET);
    expect(await certificate.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await quantityOf('Black Velvet').getByText('2').waitFor();
    expect(await page.getByText('Tax exempt').count()).toBe(0);
    const total = await page.getByLabel('Total').textContent();
    await page.keyboard.press('F9');
    const amount = page.getByLabel('Amount received');
    await amount.waitFor();
    await scan(VODKA);
    expect(`$${await amount.inputValue()}`).toBe(total);
    // As many as were said before it, behind whatever stands there.
    await amount.press('End');
    await page.keyboard.type('2*', { delay: 80 });
    await scan(VODKA);
    expect(`$${await amount.inputValue()}`).toBe(total);
    await page.keyboard.press('Escape');
    await quantityOf('Hawkeye Vodka').getByText('3').waitFor();
  });

  it('lose no bottle whose scan a field takes a part of, and leave the field as it was', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    for (const isComing of [true, false]) {
      for (const before of [6, RUM.length]) {
        await page.keyboard.press('F9');
        const amount = page.getByLabel('Amount received');
        await amount.waitFor();
        const due = await amount.inputValue();
        // The focus comes or goes with a key of the scan, as it does when a dialog is drawn just then.
        await amount.evaluate(
          (field: HTMLElement, { count, comes }) => {
            if (comes) field.blur();
            let keys = 0;
            addEventListener('keyup', function listen() {
              if (++keys < count) return;
              removeEventListener('keyup', listen);
              if (comes) field.focus();
              else field.blur();
            });
          },
          { count: before, comes: isComing },
        );
        await scan(RUM);
        expect(await amount.inputValue()).toBe(due);
        await page.keyboard.press('Escape');
      }
    }
    await quantityOf('Captain Morgan Spiced Rum').getByText('5').waitFor();
  });

  it('ask before 9999 of a thing are rung up', async () => {
    await openTill();
    await scan(`9999*${RUM}`);
    const dialog = page.getByRole('dialog', { name: '9,999 of it?' });
    await dialog.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await enterAgain(page);
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Scan the first bottle.').waitFor();
  });

  it('can have a line back, and key in how many', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    await scan(`2*${VELVET}`);
    await quantityOf('Black Velvet').getByText('2').waitFor();
    await page.keyboard.press('Delete');
    await page.getByText('Black Velvet taken off').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await quantityOf('Black Velvet').getByText('2').waitFor();
    await quantityOf('Black Velvet').click();
    await page.getByRole('dialog', { name: 'How many Black Velvet?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.keyboard.press('2');
    await page.getByRole('dialog').getByRole('status', { name: 'Units' }).getByText('12').waitFor();
    await page.keyboard.press('Enter');
    await quantityOf('Black Velvet').getByText('12').waitFor();
  });
});

describe('the payment', () => {
  it('takes a bottle for exact cash by one key after the scan', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    await page.keyboard.press('F1');
    await page.getByText(/^Receipt .* \$17\.53$/).waitFor();
  });

  it('remembers the part that was paid, over Esc and a reload', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').fill('10');
    await page.keyboard.press('Enter');
    await page.getByLabel('To pay').getByText('$7.53').waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByText('Taken so far').waitFor();
    await page.keyboard.press('F6');
    await page.getByText('Something is paid or comes back already.').waitFor();
    await page.keyboard.press('F9');
    await passAgeCheck();
    await page.getByLabel('To pay').getByText('$7.53').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByText(/^Receipt .* \$17\.53$/).waitFor();
  });

  it('shows the change while it is keyed by touch', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    for (const key of ['2', '0']) await page.getByRole('button', { name: key, exact: true }).click();
    await page.getByText('Change due').locator('..').getByText('$2.47').waitFor();
  });
});

describe('a sale whose only line was taken off', () => {
  it('is as it was when that is undone: what was taken for it too', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').fill('5');
    await page.keyboard.down('F8');
    await page.keyboard.down('F8');
    await page.keyboard.up('F8');
    // A key that is held is one press: the rest is still to pay.
    await page.getByLabel('To pay').getByText('$12.53').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Delete');
    await page.getByText('Give back $5.00').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await quantityOf('Captain Morgan Spiced Rum').waitFor();
    await page.getByText('Taken so far').waitFor();
    expect(await page.getByText('Give back').count()).toBe(0);
  });

  it('asks before a count keyed by hand is many, too', async () => {
    await openTill();
    await scan(RUM);
    await passAgeCheck();
    await quantityOf('Captain Morgan Spiced Rum').click();
    await page.getByRole('dialog').waitFor();
    for (let key = 0; key < 4; key++) await page.getByRole('button', { name: '9', exact: true }).click();
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByText('So many are rarely meant.').waitFor();
    await page.keyboard.press('Escape');
    await quantityOf('Captain Morgan Spiced Rum').getByText('1').waitFor();
  });
});

describe('the till’s page', () => {
  it('has four lines of the sale in sight at twice the size on the smallest till', async () => {
    await openTill({ width: 512, height: 384 });
    await scan(RUM);
    await passAgeCheck();
    for (const code of [VELVET, VODKA]) await scan(code);
    await expect.poll(() => page.getByRole('listitem').count()).toBe(3);
    const inSight = await page.evaluate(() => {
      const heightOf = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;
      const lines = [...document.querySelectorAll('.sale-lines > li')].map(heightOf);
      return Math.floor(heightOf(document.querySelector('.sale-scroll')) / Math.max(...lines));
    });
    expect(inSight).toBeGreaterThanOrEqual(4);
    // What can be done besides has no room there, and is one tap away.
    await page.getByRole('button', { name: 'More', exact: true }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /customer/i })
      .click();
    await scan('771234567');
    await expect.poll(() => page.getByLabel('Who buys').inputValue()).toBe('771234567');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('cuts nothing off what tells two packs apart, on a phone too', async () => {
    await openTill(PHONE);
    await scan('36308');
    const dialog = page.getByRole('dialog', { name: 'Which pack?' });
    for (const price of ['$10.70', '$64.20']) await dialog.getByText(price).waitFor();
    const cut = await dialog
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      );
    expect(cut).toEqual([]);
  });
});
