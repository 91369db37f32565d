import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, type RunningServer, startServer } from './support/server';
import { accessibilityFaults, inUserMenu, PHONE, scan, signedIn, TILL } from './support/session';

const BARCODE = '2000000433370';

interface Store {
  id: string;
  name: string;
  registers: { id: string; name: string }[];
}

let browser: Browser;
let server: RunningServer;
let page: Page;
let stores: Store[];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startServer({ rules: false })]);
  const [first] = (await api<{ items: Store[] }>('GET', '/stores')).items;
  await api('POST', `/stores/${first?.id}/registers`, { name: 'By the window' });
  await api('POST', '/stores', { name: 'Uptown', timezone: 'America/Chicago' });
  stores = (await api<{ items: Store[] }>('GET', '/stores')).items;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

afterEach(async () => {
  await page?.context().close();
});

async function api<T>(method: string, path: string, body?: object): Promise<T> {
  const json = { 'content-type': 'application/json' };
  const credentials = JSON.stringify({ email: 'admin@demo.example', password: PASSWORD });
  const login = await fetch(`${server.url}/api/auth/login`, { method: 'POST', headers: json, body: credentials });
  const { token } = (await login.json()) as { token: string };
  const headers = { ...(body && json), authorization: `Bearer ${token}` };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const answer = await fetch(`${server.url}/api${path}`, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function sellOne(): Promise<{ registerId: string; storeId: string }> {
  await page.getByLabel('Scan or search').waitFor();
  await scan(page, BARCODE);
  await page.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).click();
  const [sale] = (await api<{ items: { registerId: string; storeId: string }[] }>('GET', '/sales')).items;
  if (!sale) throw new Error('nothing was sold');
  return sale;
}

describe('a device of an organization with several registers', () => {
  it('asks once which it is, sells as that one, and shows it', async () => {
    page = await signedIn(browser, server, 'cashier@demo.example', { viewport: TILL });
    await page.getByRole('heading', { name: 'Which register is this?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /By the window/ }).click();
    const register = stores.flatMap((store) => store.registers).find(({ name }) => name === 'By the window');
    expect((await sellOne()).registerId).toBe(register?.id);
    await page.getByRole('banner').getByText('By the window').waitFor();
    await page.reload();
    await page.getByLabel('Scan or search').waitFor();
    expect(await page.getByRole('button', { name: /change the register/ }).count()).toBe(0);
  });

  it('is another one when a manager says so, for the next sale and the stock that is looked at', async () => {
    const uptown = stores.find(({ name }) => name === 'Uptown');
    page = await signedIn(browser, server, 'manager@demo.example', { viewport: TILL });
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByRole('button', { name: /By the window/ }).click();
    await page.getByRole('button', { name: /^By the window .*change the register of this device/ }).click();
    await page.keyboard.press('F9');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Uptown · 2-1$/ })
      .click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await sellOne()).toMatchObject({ storeId: uptown?.id, registerId: uptown?.registers[0]?.id });
    await page.getByRole('link', { name: 'Inventory' }).click();
    expect(await page.getByLabel('Store', { exact: true }).inputValue()).toBe(uptown?.id);
    await page.getByLabel('Search').fill('Captain Morgan Spiced');
    await page.getByRole('cell', { name: '-1', exact: true }).waitFor();
  });

  it('asks which it is before a drawer pays for what is brought back', async () => {
    page = await signedIn(browser, server, 'manager@demo.example', { viewport: TILL });
    await page.getByRole('link', { name: 'Sales', exact: true }).click();
    await page
      .getByRole('button', { name: /^Open 1-2-/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Take back/).fill('1');
    expect(await dialog.getByRole('button', { name: 'Take back and refund' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Which register is this?').selectOption({ label: 'Register 1 · Uptown · 2-1' });
    await dialog.getByRole('button', { name: 'Take back and refund' }).click();
    await page.getByRole('dialog', { name: /^Taken back: 2-1-/ }).waitFor();
  });

  it('asks anew when its register is gone, on a phone too', async () => {
    page = await signedIn(browser, server, 'cashier@demo.example', { viewport: PHONE });
    const organizationId = await page.evaluate(async () => {
      const answer = await fetch('/api/auth/refresh', { method: 'POST' });
      return ((await answer.json()) as { organization: { id: string } }).organization.id;
    });
    await page.evaluate(
      (key) => localStorage.setItem(key, '64b000000000000000000000'),
      `device.register.1.${organizationId}`,
    );
    await page.reload();
    await page.getByRole('heading', { name: 'Which register is this?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('a page in Spanish', () => {
  it('says what went wrong in Spanish, at its field or below', async () => {
    page = await signedIn(browser, server, 'admin@demo.example', { viewport: TILL });
    await inUserMenu(page, 'Español');
    await page.getByRole('link', { name: 'Usuarios' }).click();
    await page.getByRole('button', { name: 'Usuario nuevo' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Nombre').fill('Otra');
    await form.getByLabel('Correo').fill('cashier@demo.example');
    await form.locator('input[type=password]').fill('password1');
    await page.keyboard.press('Enter');
    await form.getByText('es una de las contraseñas más comunes; elija otra').waitFor();
    await form.locator('input[type=password]').fill('una-clave-larga-7');
    await page.keyboard.press('Enter');
    await form.getByText('ya está en uso').waitFor();
    expect(await form.getByText(/taken|belongs|must/).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Descartar los cambios' }).click();
    await inUserMenu(page, 'Cerrar sesión');
    await page.getByLabel('Correo').fill('cashier@demo.example');
    await page.locator('input[type=password]').fill('no-es-esta');
    await page.keyboard.press('Enter');
    await page.getByText('El correo o la contraseña no son correctos.').waitFor();
  });
});
