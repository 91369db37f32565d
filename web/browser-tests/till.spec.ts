import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, type RunningServer, startServer } from './support/server';

/** Captain Morgan Spiced Rum in the demo catalogue: $16.49. */
const BARCODE = '2000000433370';
const TILL = { width: 1280, height: 800 };

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

async function openSignedIn(
  email: string,
  options: { viewport: { width: number; height: number }; hasTouch?: boolean },
) {
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(server.url);
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByLabel('Scan or search').waitFor();
}

async function api<T>(path: string): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'manager@demo.example', password: PASSWORD });
  const login = await fetch(`${server.url}/api/auth/login`, { method: 'POST', headers, body });
  const { token } = (await login.json()) as { token: string };
  const answer = await fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as T;
}

async function onHand(): Promise<number> {
  const { product } = await api<{ product: { id: string } }>(`/products/lookup?barcode=${BARCODE}`);
  const { items } = await api<{ items: { onHand: number }[] }>(`/inventory?productId=${product.id}`);
  return items[0]?.onHand ?? Number.NaN;
}

async function sales(): Promise<{ totalCents: number }[]> {
  return (await api<{ items: { totalCents: number }[] }>('/sales')).items;
}

async function seriousFaults(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
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
  await page.getByLabel('Cash received').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Nothing rings twice').waitFor();
}

describe('the till in a browser', () => {
  it('sells by keyboard alone, and stock and books move', async () => {
    const before = await onHand();
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    expect(await seriousFaults()).toEqual([]);

    await page.keyboard.type(`2*${BARCODE}`);
    await page.keyboard.press('Enter');
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('2').waitFor();
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('Quantity of Captain Morgan Spiced Rum').getByText('3').waitFor();
    await page.reload();
    await page.getByLabel('Total').getByText('$49.47').waitFor();

    await page.keyboard.press('F9');
    await page.getByLabel('Cash received').waitFor();
    expect(await seriousFaults()).toEqual([]);
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await page.getByLabel('Change', { exact: true }).getByText('$10.53').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first bottle.').waitFor();

    expect(await onHand()).toBe(before - 3);
    expect((await sales())[0]?.totalCents).toBe(4947);
  });

  it('sells by touch on a phone, from a search, by card', async () => {
    await openSignedIn('cashier@demo.example', { viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.getByLabel('Scan or search').fill('morgan spiced capt');
    await page.getByRole('option', { name: /Captain Morgan Spiced Rum 1 L · Case/ }).tap();
    await page.getByRole('button', { name: /^Pay/ }).tap();
    await page.getByRole('button', { name: 'Card' }).tap();
    await page.getByLabel('Change', { exact: true }).getByText('$0.00').waitFor();
    await page.getByRole('button', { name: 'Next sale' }).tap();
    expect((await sales())[0]?.totalCents).toBe(12 * 1649);
  });

  it('says loudly what no product has, and the sale goes on', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await page.keyboard.type('99999999');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('No product has the barcode 99999999.').waitFor();
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('$16.49').waitFor();
  });

  it('gives a scan to the sale, not to the button that was touched last', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('One more Captain Morgan Spiced Rum').click();
    await page.keyboard.type('2000000117881');
    await page.keyboard.press('Enter');
    await page.getByLabel('Quantity of Black Velvet').getByText('1').waitFor();
    await page.getByLabel('Total').getByText('$48.65').waitFor();
    await page.keyboard.press('F9');
    await page.getByLabel('Cash received').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('$16.49').waitFor();
  });

  it('rings once when the answer is lost and the cashier closes the dialog, adds a bottle and pays by card', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    const before = (await sales()).length;
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('$16.49').waitFor();
    await payWithAnswerLost();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByLabel('Scan or search').waitFor();
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('$32.98').waitFor();
    await page.keyboard.press('F9');
    await page.getByRole('button', { name: 'Card' }).click();
    await page.getByText('had gone through at the first attempt').waitFor();
    expect((await sales()).length).toBe(before + 1);
  });

  it('rings once when the answer is lost and the cashier pays again', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    const before = (await sales()).length;
    await page.keyboard.type(BARCODE);
    await page.keyboard.press('Enter');
    await page.getByLabel('Total').getByText('$16.49').waitFor();
    await payWithAnswerLost();
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByLabel('Change', { exact: true }).waitFor();
    expect((await sales()).length).toBe(before + 1);
  });
});

describe('the users page in a browser', () => {
  it('lets an admin make, disable and delete a user', async () => {
    await openSignedIn('admin@demo.example', { viewport: TILL });
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('button', { name: 'New user' }).click();
    await page.getByLabel('Name').fill('Nora New');
    await page.getByLabel('E-mail').fill('cashier@demo.example');
    await page.locator('input[type=password]').fill('password');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('password is one of the most common ones').waitFor();
    await page.locator('input[type=password]').fill('a-fine-password');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is taken').waitFor();
    await page.getByLabel('E-mail').fill('nora@demo.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'nora@demo.example' }).waitFor();
    expect(await seriousFaults()).toEqual([]);

    await page.getByRole('button', { name: 'Edit Nora New' }).click();
    await page.getByRole('switch', { name: 'May sign in' }).setChecked(false, { force: true });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Disabled').waitFor();
    await page.getByRole('button', { name: 'Delete Nora New' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('cell', { name: 'nora@demo.example' }).waitFor({ state: 'detached' });
  });

  it('is not there for a cashier', async () => {
    await openSignedIn('cashier@demo.example', { viewport: TILL });
    expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await page.goto(`${server.url}/users`);
    await page.getByLabel('Scan or search').waitFor();
    expect(page.url()).toBe(`${server.url}/till`);
  });
});
