import { describe, expect, it } from 'vitest';
import { intercept } from './support/interception';
import { PASSWORD } from './support/server';
import { accessibilityFaults, FEED_MS, signIn, TILL, type } from './support/session';
import { api, BARCODE, passAgeCheck, payInCash, payWithAnswerLost, sales, scan } from './support/till';
import { openAs, page, productUnderTest } from './support/under-test';

productUnderTest();

const PIN = '2580';

/** The till whose catalogue cannot begin: each scan asks the server. One bottle is rung up. */
async function sellThroughServer(): Promise<void> {
  await openAs('cashier', { viewport: TILL });
  await intercept(page, '**/assets/catalogue.worker*', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await page.getByLabel('Scan or search').waitFor();
  await scan(BARCODE);
  await passAgeCheck();
}

describe('what is not one scan of one bottle', () => {
  it('asks which pack a keyed SKU means', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan('36308');
    const picker = page.getByRole('dialog', { name: 'Which pack?' });
    await picker.getByRole('button', { name: /Case/ }).click();
    await passAgeCheck();
    await page.getByLabel('Quantity of Hawkeye Vodka').getByText('1').waitFor();
    await page.getByText('6 units').waitFor();
  });

  it('lets a manager add what no catalogue knows, and put it on a key', async () => {
    await openAs('manager', { viewport: TILL });
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
    await page.getByLabel('Find a product for a key').fill('absolut 1.75');
    await page.getByRole('button', { name: /^Absolut Swedish Vodka 80 Prf 1\.75 L · Bottle/ }).click();
    await page.getByRole('button', { name: 'Take Absolut Swedish Vodka 80 Prf 1.75 L off the keys' }).last().click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /^Corner Ale \$2\.49/ }).click();
    await page.getByLabel('Quantity of Corner Ale').getByText('2').waitFor();
  });

  it('lets a cashier add it by a manager’s PIN, typed once though the answer is lost', async () => {
    await api('/users/me/pin', { password: PASSWORD, pin: PIN }, 'PUT');
    await openAs('cashier', { viewport: TILL });
    await scan('8888888');
    await page.getByRole('button', { name: 'Add this product' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Corner Stout');
    await page.getByRole('textbox', { name: 'Price' }).fill('3.49');
    let lost = 0;
    await intercept(page, '**/api/products/quick-add', async (route) => {
      const answer = await route.fetch();
      return answer.status() === 201 && lost++ === 0 ? route.abort() : route.fulfill({ response: answer });
    });
    await page.getByRole('button', { name: 'Add and ring up' }).click();
    const leave = page.getByRole('dialog', { name: 'Allow a new product' });
    await leave.getByText('Corner Stout · $3.49 · 8888888').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await type(page, PIN);
    await page.keyboard.press('Enter');
    await page.getByText('The server does not answer.').first().waitFor();
    await page.getByRole('button', { name: 'Add and ring up' }).click();
    await passAgeCheck();
    await page.getByLabel('Quantity of Corner Stout').getByText('1').waitFor();
    expect(lost).toBe(2);
    const { items } = await api<{ items: object[] }>('/products?q=corner+stout');
    expect(items).toHaveLength(1);
  });

  it('sells at another hour by a manager’s PIN where the store decides its hours', async () => {
    await api('/users/me/pin', { password: PASSWORD, pin: PIN }, 'PUT');
    const rule = {
      name: 'Ours',
      selector: {},
      week: Array.from({ length: 7 }, () => ({ windows: [] })),
      byApproval: true,
    };
    const { id } = await api<{ id: string }>('/pricing/hours', rule, 'POST', 'admin');
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    const before = await sales();
    await page.keyboard.press('F9');
    await page.getByLabel('Amount received').waitFor();
    await page.keyboard.press('Enter');
    const leave = page.getByRole('dialog', { name: 'Allow a sale at this hour' });
    await leave.getByText('$17.53').waitFor();
    expect(await sales()).toHaveLength(before.length);
    await type(page, PIN);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    expect(await sales()).toHaveLength(before.length + 1);
    await api(`/pricing/hours/${id}`, undefined, 'DELETE', 'admin');
  });

  it('begins anew with the next customer when the basket is emptied', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.keyboard.press('Delete');
    await page.getByText('Scan the first bottle.').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
  });

  it('has its dialogs ready for the next key the moment they stand there', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    // It looks before the key is pressed: the dialog stands there in no time.
    const looks = await page.evaluateHandle(() => ({
      ready: new Promise<boolean>((resolve) => {
        new MutationObserver((_, observer) => {
          const field = document.querySelector('[role=dialog] [data-autofocus]');
          if (!field) return;
          observer.disconnect();
          resolve(document.activeElement === field);
        }).observe(document.body, { childList: true, subtree: true });
      }),
    }));
    await page.keyboard.press('F9');
    expect(await looks.evaluate(({ ready }) => ready)).toBe(true);
  });

  it('sells to the next customer under another id when an answer was lost, and says the first sale was made', async () => {
    await openAs('cashier', { viewport: TILL });
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
    await openAs('manager', { viewport: TILL });
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByLabel('Scan or search').waitFor();
    await scan(BARCODE);
    await passAgeCheck();
    const before = await sales();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await intercept(page, '**/api/sales', async (route) => {
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
    await openAs('cashier', { viewport: TILL });
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
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await scan('2000000117881');
    // One that stutters: what came before the pause is no birth date.
    await page.clock.pauseAt(Date.now() + 60_000);
    await type(page, '2000');
    await page.clock.runFor(150);
    await page.getByLabel('Birth date').getByText('20/00/____').waitFor();
    await type(page, '000363080\r');
    await page.clock.resume();
    await page.getByLabel('Birth date').getByText('__/__/____').waitFor();
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
    await page.getByRole('dialog', { name: 'What can be done' }).waitFor();
    await scan('2000000117881');
    await page.keyboard.press('Escape');
    await page.getByText('11 units').waitFor();
    expect(await notice.count()).toBe(1);
  });

  it('goes on when the chosen line is gone, and shows what was just rung up', async () => {
    await openAs('cashier', { viewport: TILL });
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
    await page.keyboard.type('10');
    expect(await page.getByLabel('New price').inputValue()).toBe('10');
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
    await openAs('cashier', { viewport: TILL, clock: true });
    await page.getByRole('button', { name: /^Rum.*\$16.49/ }).waitFor();
    const packs = rum?.packs.map((pack, place) => (place === 0 ? { ...pack, priceCents: 1749 } : pack));
    await api(`/products/${rum?.id}`, { version: rum?.version, packs }, 'PUT');
    await page.clock.fastForward(FEED_MS);
    await page.getByRole('button', { name: /^Rum.*\$17.49/ }).waitFor();
    await api(`/products/${rum?.id}`, { version: (rum?.version ?? 0) + 1, packs: rum?.packs }, 'PUT');
  });

  it('lists its keys, and reads well in the dark', async () => {
    await openAs('cashier', { viewport: TILL, colorScheme: 'dark' });
    await scan('6*2000000363080');
    await passAgeCheck();
    await page.getByText(/^Mixed vodka, 6 and more −/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'What can be done' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('sells through the server when its catalogue cannot begin', async () => {
    await sellThroughServer();
    await payInCash();
  });

  it('pays when what was scanned is there, for a key that came before it', async () => {
    await sellThroughServer();
    await page.getByLabel('Total').getByText('$17.53').waitFor();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await intercept(page, '**/api/products/lookup*', async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest('**/api/products/lookup*');
    await scan(BARCODE);
    await asked;
    await page.keyboard.press('F9');
    expect(await page.getByRole('dialog').count()).toBe(0);
    answer();
    await page.getByLabel('To pay').getByText('$35.06').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // What could not be rung up is not left out of the payment unseen.
    let lose = () => {};
    const gone = new Promise<void>((resolve) => {
      lose = resolve;
    });
    const lost = page.waitForRequest('**/api/products/lookup*');
    await intercept(page, '**/api/products/lookup*', async (route) => {
      await gone;
      await route.abort();
    });
    await scan(BARCODE);
    await lost;
    await page.keyboard.press('F9');
    lose();
    await page.getByText(BARCODE).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('has the sale and the catalogue again after a session ended in the middle of it', async () => {
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan(BARCODE);
    await passAgeCheck();
    await page.context().clearCookies();
    await intercept(page, '**/api/products/changes*', (route) => route.fulfill({ status: 401, json: {} }), {
      times: 1,
    });
    await page.clock.fastForward(FEED_MS);
    await page.getByLabel('E-mail').waitFor();
    await signIn(page, 'cashier@demo.example', PASSWORD);
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('1').waitFor();
    await page.locator('[data-catalogue=ready]').waitFor();
    await intercept(page, '**/api/products/lookup*', (route) => route.abort());
    await scan(BARCODE);
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('2').waitFor();
  });

  it('goes on selling from its own catalogue while the server does not answer', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.locator('[data-catalogue=ready]').waitFor();
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

  it('says what could not be fetched, and fetches it when it is there again', async () => {
    await openAs('manager', { viewport: TILL });
    const assets = /behind-the-till.*js|products-page.*js/;
    await intercept(page, assets, (route) => route.abort());
    await page.goto(new URL('/', page.url()).href);
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByText('could not be shown').waitFor();
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByLabel('Scan or search').waitFor();
    await page.keyboard.press('F7');
    const failed = page.getByRole('dialog').filter({ hasText: 'could not be shown' });
    await failed.getByRole('button', { name: 'Try again' }).waitFor();
    await page.keyboard.press('Escape');
    await failed.waitFor({ state: 'detached' });
    await page.getByLabel('Scan or search').waitFor();
    await page.keyboard.press('F7');
    await page.unroute(assets);
    await failed.getByRole('button', { name: 'Try again' }).click();
    // A club's card may have the check digit of goods.
    const reference = page.getByRole('dialog', { name: 'Customer' }).getByLabel('Who buys');
    await reference.waitFor();
    await page.keyboard.type('4006381333931');
    await page.keyboard.press('Enter');
    await expect.poll(() => reference.inputValue()).toBe('4006381333931');
  });

  it('sends again what one key paid while the server did not answer', async () => {
    await openAs('cashier', { viewport: TILL });
    await scan(BARCODE);
    await passAgeCheck();
    await page.locator('[data-catalogue=ready]').waitFor();
    await page.context().setOffline(true);
    await page.keyboard.press('F1');
    await page.getByText('Nothing rings twice').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    expect((await sales())[0]?.totalCents).toBe(1753);
  });

  it('keeps a sale that was put aside without the server, and that the server then does not take', async () => {
    const pack = { id: 'bottle', name: 'Bottle', units: 1, priceCents: 1000, barcodes: ['771177'] };
    const vanishing = { sku: 'VANISHES', name: 'Vanishing Rum', category: 'Rum', costCents: 500, packs: [pack] };
    const { id } = await api<{ id: string }>('/products', vanishing);
    await openAs('cashier', { viewport: TILL, clock: true });
    await scan('771177');
    await passAgeCheck();
    await page.getByLabel('Quantity of Vanishing Rum').waitFor();
    await page.locator('[data-catalogue=ready]').waitFor();
    await page.context().setOffline(true);
    await page.keyboard.press('F6');
    await page.getByLabel('Name').fill('Mrs. Blue');
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();
    await api(`/products/${id}`, { version: 1, packs: [{ ...pack, id: 'can', name: 'Can' }] }, 'PUT');
    let isRefused = false;
    page.on('response', (answer) => {
      isRefused ||= answer.url().endsWith('/held-sales') && answer.status() >= 400;
    });
    await page.context().setOffline(false);
    // One that was sent before the browser had its network back is sent again.
    await expect
      .poll(
        async () => {
          await page.clock.runFor(20_000);
          return isRefused;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await page.keyboard.press('F6');
    const held = page.getByRole('dialog', { name: 'Sales put aside' });
    await held.getByRole('button', { name: /Mrs\. Blue/ }).click();
    await page.getByLabel('Quantity of Vanishing Rum').waitFor();
  });
});
