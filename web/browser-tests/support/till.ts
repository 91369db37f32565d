import type { Page } from 'playwright-core';
import { intercept } from './interception';
import { PASSWORD } from './server';
import { passAgeCheck as passAgeCheckOn, scan as scanOn } from './session';
import { page, server } from './under-test';

/** Captain Morgan Spiced Rum in the demo catalogue: $16.49, with 5 ¢ deposit and 6 % tax $17.53. */
export const BARCODE = '2000000433370';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Who calls the API beside the page is signed in once. */
let session: { of: string; token: string } | undefined;

async function tokenOf(user: string): Promise<string> {
  const of = `${user} ${server.url}`;
  if (session?.of !== of) {
    const body = JSON.stringify({ email: `${user}@demo.example`, password: PASSWORD });
    const login = await fetch(`${server.url}/api/auth/login`, { method: 'POST', headers: JSON_TYPE, body });
    session = { of, token: ((await login.json()) as { token: string }).token };
  }
  return session.token;
}

export async function api<T>(
  path: string,
  body?: object,
  method = body ? 'POST' : 'GET',
  user = 'manager',
): Promise<T> {
  const headers = { ...(body && JSON_TYPE), authorization: `Bearer ${await tokenOf(user)}` };
  const answer = await fetch(`${server.url}/api${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export async function onHand(): Promise<number> {
  const { product } = await api<{ product: { id: string } }>(`/products/lookup?barcode=${BARCODE}`);
  const { items } = await api<{ items: { onHand: number }[] }>(`/inventory?productId=${product.id}`);
  return items[0]?.onHand ?? Number.NaN;
}

export async function sales(): Promise<{ id: string; totalCents: number }[]> {
  return (await api<{ items: { id: string; totalCents: number }[] }>('/sales')).items;
}

export const scan = (code: string) => scanOn(page, code);

export const passAgeCheck = () => passAgeCheckOn(page);

/** Pays all of it in cash, by keyboard. */
export async function payInCash(): Promise<void> {
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
}

/** Pays once; the server sells, and its answer never arrives. */
export async function payWithAnswerLost(): Promise<void> {
  let lost = 0;
  await intercept(page, '**/api/sales', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Nothing rings twice').waitFor();
}

/** As the store has it; the admin says so. */
export async function setStore(settings: object): Promise<void> {
  const { items } = await api<{ items: { id: string }[] }>('/stores');
  await api(`/stores/${items[0]?.id}`, settings, 'PATCH', 'admin');
}

/** The second window, for who buys: opened beside a till that is there already, which stays in front. */
export async function openCustomerDisplay(): Promise<Page> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  const [display] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Customer display' }).click(),
  ]);
  await display.getByText('Welcome!').waitFor();
  await page.bringToFront();
  return display;
}
