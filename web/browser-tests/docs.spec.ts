import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, type RunningServer, startServer } from './support/server';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startServer()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('lets an admin sign in and try a call on the API’s pages', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${server.url}/api/docs`);
  const login = page.locator('.opblock', { has: page.getByRole('link', { name: '/api/auth/login' }) });
  await login.getByRole('link').first().click();
  await login.locator('textarea').fill(JSON.stringify({ email: 'admin@demo.example', password: PASSWORD }));
  await login.getByRole('button', { name: 'Execute' }).click();
  const answer = await login.locator('.live-responses-table .highlight-code').first().innerText();
  const token = /"token": "([^"]+)"/.exec(answer)?.[1] ?? '';

  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.auth-container input').fill(token);
  await page.locator('.auth-btn-wrapper button[type=submit]').click();
  await page.locator('.auth-btn-wrapper .btn-done').click();
  const stores = page.locator('.opblock', { has: page.getByRole('link', { name: '/api/stores', exact: true }) });
  await stores.getByRole('link').first().click();
  await stores.getByRole('button', { name: 'Execute' }).click();
  expect(await stores.locator('.live-responses-table .highlight-code').first().innerText()).toContain('Demo Liquors');
});
