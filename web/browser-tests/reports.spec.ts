import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { accessibilityFaults, inRowMenu } from './support/session';
import { api, BARCODE } from './support/till';
import { openAs, page, productUnderTest, server } from './support/under-test';

// A mail server that does not answer: nothing listens there.
productUnderTest({}, { SMTP_URL: 'smtp://127.0.0.1:1' });

/** Rings one bottle up, as a till would. */
async function sellOne(): Promise<string> {
  const { product } = await api<{ product: { id: string; packs: { id: string }[] } }>(
    `/products/lookup?barcode=${BARCODE}`,
  );
  const { receiptNumber } = await api<{ receiptNumber: string }>('/sales', {
    id: randomUUID(),
    lines: [{ productId: product.id, packId: product.packs[0]?.id, quantity: 1 }],
    tenders: [{ type: 'cash', amountCents: 2000 }],
    ageCheck: { method: 'birth_date', birthDate: '1980-01-31' },
  });
  return receiptNumber;
}

describe('reports', () => {
  it('lead from a figure to its sales, in any order of the rows, and into a spreadsheet', async () => {
    const receipt = await sellOne();
    await openAs('manager');
    await page.goto(`${server.url}/reports?by=category`);
    await page.getByRole('button', { name: 'Sales of Spiced Rum', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Total', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Total' }).and(page.locator('[aria-sort=descending]')).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Excel' }).click(),
    ]);
    const rows = await readSheet(readFileSync(await file.path()));
    expect(rows[0]).toContain('Total');
    expect(rows.find(([name]) => name === 'Spiced Rum')).toContain(17.53);

    await page.getByRole('button', { name: 'Sales of Spiced Rum', exact: true }).click();
    await page.getByText('Category: Spiced Rum').waitFor();
    await page.getByRole('cell', { name: receipt, exact: true }).waitFor();
    await page.goto(`${server.url}/reports?by=weekday_hour`);
    await page.getByRole('table', { name: 'Busy hours' }).getByRole('link', { name: '1', exact: true }).click();
    await page.getByText(/^Busy hours: /).waitFor();
    await page.getByRole('cell', { name: receipt, exact: true }).waitFor();
  });

  it('go out by e-mail to whom a manager says, and say so when they could not', async () => {
    await openAs('manager');
    await page.goto(`${server.url}/reports`);
    await page.getByRole('button', { name: 'Reports by e-mail' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reports by e-mail' });
    const to = dialog.getByRole('textbox', { name: 'To' });
    expect(await to.inputValue()).toBe('manager@demo.example');
    await to.fill('owner@store.example\nnobody');
    await dialog.getByRole('button', { name: 'Send this report' }).click();
    await dialog.getByText('must each be an email address').waitFor();
    await to.fill('owner@store.example\nbooks@store.example');
    await dialog.getByLabel('Which').selectOption({ label: 'Mondays, of the week before' });
    await dialog.getByRole('button', { name: 'Send this report' }).click();
    const row = dialog.getByRole('row', { name: /Mondays, 7 AM.*owner@store.example/ });
    await row.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const name = 'Mondays, owner@store.example, books@store.example';
    await dialog.getByRole('button', { name: `Send now: ${name}` }).click();
    await dialog.getByText('The mail server did not answer').waitFor();
    await inRowMenu(page, name, `Stop: ${name}`);
    await row.waitFor({ state: 'detached' });
  });

  it('say what to order, what lies dead and what turns over, to whoever hears the page too', async () => {
    await openAs('manager');
    for (const [kind, title] of [
      ['weekday_hour', 'Busy hours'],
      ['order', 'To order'],
      ['dead', 'Dead stock'],
      ['turnover', 'Turnover'],
    ]) {
      await page.goto(`${server.url}/reports?by=${kind}`);
      await page.getByRole('radio', { name: title }).and(page.locator(':checked')).waitFor({ state: 'attached' });
      await page.getByRole('table').or(page.locator('.nothing')).first().waitFor();
      expect([kind, await accessibilityFaults(page)]).toEqual([kind, []]);
    }
  });
});
