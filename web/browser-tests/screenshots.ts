// `npm run screenshots`: pictures of the pages from real data, into docs/screenshots. Look at each.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, type RunningServer, startServer } from './support/server';
import { PHONE, signedIn, TILL } from './support/session';

const FOLDER = new URL('../../docs/screenshots/', import.meta.url).pathname;
const CODES = ['2000000433370', '3*2000000117881', '5*2000000363080'];
const SALES = 90;

type Api = <T>(path: string, body?: object) => Promise<T>;
interface Product {
  id: string;
  name: string;
  packs: { id: string; priceCents: number }[];
}

async function takeAll(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const [browser, server] = await Promise.all([launchBrowser(), startServer()]);
  await sellForAWeek(await apiOf(server, 'admin@demo.example'));
  for (const [suffix, viewport] of [
    ['', TILL],
    ['-phone', PHONE],
  ] as const) {
    const page = await signedIn(browser, server, 'admin@demo.example', { viewport, hasTouch: true });
    const shoot = async (name: string) => {
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      await page.screenshot({ path: `${FOLDER}${name}${suffix}.png` });
    };
    await page.getByText('Top products today').waitFor();
    await page.locator('.recharts-bar-rectangle path').first().waitFor();
    await shoot('dashboard');
    await visit(page, server, '/products', () =>
      page
        .getByRole('button', { name: /^Edit / })
        .first()
        .waitFor(),
    );
    await shoot('products');
    await visit(page, server, '/pricing', () =>
      page
        .getByRole('cell', { name: /^Mixed vodka/ })
        .first()
        .waitFor(),
    );
    await page.getByRole('button', { name: 'Edit Mixed vodka, 6 and more' }).click();
    await page.getByLabel('Add a product').waitFor();
    await shoot('promotion');
    await visit(page, server, '/reports?by=category', () =>
      page.locator('.recharts-bar-rectangle path').first().waitFor(),
    );
    await shoot('reports');
    await visit(page, server, '/sales', () =>
      page
        .getByRole('button', { name: /^Open / })
        .first()
        .waitFor(),
    );
    await shoot('sales');
    await visit(page, server, '/users', () => page.getByText('cashier@demo.example').first().waitFor());
    await shoot('users');
    await visit(page, server, '/till', () => page.getByLabel('Scan or search').waitFor());
    await shoot('till-empty');
    await scanAll(page, shoot);
    await page.getByLabel('Scan or search').fill('jack dan');
    await page.getByRole('option').first().waitFor();
    await shoot('till-search');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await shoot('till');
    await page
      .getByRole('button', { name: /^Price of / })
      .last()
      .click();
    await page
      .getByRole('dialog')
      .getByText(/^Promotion/)
      .waitFor();
    await shoot('line');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByLabel('Amount received').waitFor();
    await shoot('tender');
    await page.getByLabel('Amount received').fill('200');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next sale' }).waitFor();
    await shoot('change');
    await page.context().close();
  }
  const page = await (await browser.newContext({ viewport: TILL })).newPage();
  await page.goto(server.url);
  await page.getByLabel('E-mail').waitFor();
  await page.screenshot({ path: `${FOLDER}sign-in.png` });
  await browser.close();
  await server.stop();
}

async function visit(page: Page, server: RunningServer, path: string, loaded: () => Promise<unknown>): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await loaded();
}

async function scanAll(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  for (const [index, code] of CODES.entries()) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    if (index > 0) continue;
    await page.getByRole('dialog', { name: 'Age check' }).waitFor();
    await page.keyboard.type('0131');
    await shoot('age');
    await page.keyboard.type('1980');
    await page.getByRole('dialog', { name: 'Age check' }).waitFor({ state: 'detached' });
  }
  await page.getByText('9 units').waitFor();
}

async function apiOf(server: RunningServer, email: string): Promise<Api> {
  let token = '';
  const call: Api = async (path, body) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const method = path.endsWith('/quick-keys') ? 'PUT' : body ? 'POST' : 'GET';
    const answer = await fetch(`${server.url}/api${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as never;
  };
  token = (await call<{ token: string }>('/auth/login', { email, password: PASSWORD })).token;
  return call;
}

/** Sales over the hours of today and the days before, and keys for what sells most. */
async function sellForAWeek(api: Api): Promise<void> {
  const { items } = await api<{ items: Product[] }>('/products?limit=60');
  for (let number = 0; number < SALES; number++) {
    const product = items[(number * 7) % 20] as Product;
    const other = items[(number * 11) % items.length] as Product;
    const lines = [product, other].map(({ id, packs }, place) => ({
      productId: id,
      packId: packs[0]?.id ?? '',
      quantity: 1 + ((number + place) % 3),
    }));
    const daysAgo = number % 3 === 0 ? 0 : number % 3 === 1 ? 7 : 1 + (number % 6);
    const at = new Date(Date.now() - daysAgo * 86_400_000 - (number % 9) * 3_600_000);
    await api('/sales', {
      id: randomUUID(),
      lines,
      at,
      tenders: [{ type: 'cash', amountCents: 1_000_000 }],
      ageCheck: { method: 'birth_date', birthDate: '1980-01-31' },
    });
  }
  const { items: stores } = await api<{ items: { id: string }[] }>('/stores');
  const keys = items.slice(0, 8).map(({ id, name, packs }) => ({
    productId: id,
    packId: packs[0]?.id ?? '',
    label: name.slice(0, 22),
  }));
  await api(`/stores/${stores[0]?.id}/quick-keys`, { keys });
}

it('takes pictures of every page', takeAll, 300_000);
