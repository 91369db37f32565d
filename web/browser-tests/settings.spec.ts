import { describe, expect, it } from 'vitest';
import { accessibilityFaults, inUserMenu, scan } from './support/session';
import { BARCODE, passAgeCheck, payInCash } from './support/till';
import { openAs, page, productUnderTest, server } from './support/under-test';

productUnderTest();

const heading = (name: string) => page.getByRole('heading', { level: 1, name });

describe('the settings', () => {
  it('saves a store’s limits as they are keyed, and nothing in the place of what is no value', async () => {
    await openAs('admin');
    await page.getByRole('link', { name: 'Settings' }).click();
    const perSale = page.getByLabel('Empties a cashier takes in a sale');
    const change = page.getByLabel('Most change on a sale');
    const store = page.getByRole('region', { name: 'Demo Liquors' });
    const save = store.getByRole('button', { name: 'Save' });
    await perSale.click();
    await page.keyboard.press('End');
    for (let key = 0; key < 3; key++) await page.keyboard.press('Backspace');
    expect(await save.isDisabled()).toBe(true);
    await page.keyboard.type('10');
    await change.fill('twenty');
    expect(await save.isDisabled()).toBe(true);
    await change.fill('20.00');
    await page.getByLabel('Goods come back within days').fill('30');
    await page.getByLabel('Below the total').fill('Thank you');
    await page.getByRole('region', { name: 'The receipt as it will be' }).getByText('Thank you').waitFor();
    await save.click();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await page.reload();
    await perSale.waitFor();
    expect([await perSale.inputValue(), await change.inputValue()]).toEqual(['10', '20.00']);
    expect(await page.getByLabel('Goods come back within days').inputValue()).toBe('30');
    expect(await page.getByLabel('Below the total').inputValue()).toBe('Thank you');
    await perSale.fill('999999999');
    await save.click();
    await page.getByText(/must not be greater than/).waitFor();
    await perSale.fill('120');
    await change.fill('');
    await page.getByLabel('Goods come back within days').fill('');
    await save.click();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await page.reload();
    await perSale.waitFor();
    expect([await perSale.inputValue(), await change.inputValue()]).toEqual(['120', '']);
  });

  it('renames the organization, and renames, closes and opens registers, of which a store keeps one', async () => {
    await openAs('admin');
    await page.getByRole('link', { name: 'Settings' }).click();
    const organization = page.getByRole('region', { name: 'Organization' });
    await organization.getByLabel('Name').fill('Demo & Daughters');
    await organization.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Demo & Daughters' }).waitFor();
    await page.getByLabel('New register').fill('Door');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Name of register 2').fill('Drive-through');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('button', { name: 'Close: Drive-through' }).click();
    await page.getByText('Closed: sells nothing more').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close: Register 1' }).click();
    await page.getByRole('alert').getByText('One register stays open.').waitFor();
    await organization.getByLabel('Name').fill('Demo Liquors');
    await organization.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Demo Liquors', exact: true }).waitFor();
  });

  it('put a logo on the receipts, which the till shows', async () => {
    await openAs('admin');
    await page.goto(`${server.url}/settings`);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add a logo for receipts' }).click();
    const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 60 } });
    await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
    await page.getByRole('region', { name: 'The receipt' }).locator('img.receipt-logo').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
    await openAs('cashier');
    await scan(page, BARCODE);
    await passAgeCheck();
    await payInCash();
    await page.locator('.only-print img.receipt-logo').waitFor({ state: 'attached' });
    await page.context().close();
    await openAs('admin');
    await page.goto(`${server.url}/settings`);
    await page.getByRole('button', { name: 'Take the logo away' }).click();
    await page.getByRole('button', { name: 'Add a logo for receipts' }).waitFor();
    expect(await page.locator('img.receipt-logo').count()).toBe(0);
  });

  it('are not lost by a link, a key or the browser’s own button before somebody has said so', async () => {
    await openAs('admin');
    await page.getByRole('link', { name: 'Products' }).click();
    await heading('Products').waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    const name = page.getByRole('region', { name: 'Organization' }).getByRole('textbox', { name: 'Name' });
    await name.waitFor();
    const saved = await name.inputValue();
    await name.fill('Corner Store');
    const question = page.getByRole('dialog', { name: 'What you changed is not saved.' });

    await page.getByRole('link', { name: 'Till' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await page.goBack();
    await question.waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings');
    await page.keyboard.press('Escape');
    expect(await name.inputValue()).toBe('Corner Store');

    await page.goBack();
    await question.getByRole('button', { name: 'Discard' }).click();
    await heading('Products').waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await name.fill('Corner Store');
    await inUserMenu(page, 'Sign out');
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await name.fill(saved);
    // Nothing is held any more: the next page opens at once.
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByLabel('Scan or search').waitFor();
  });
});
