import { expect, it } from 'vitest';
import { accessibilityFaults, TILL } from './support/session';
import { BARCODE, openCustomerDisplay, passAgeCheck, payInCash, scan } from './support/till';
import { openAs, page, productUnderTest } from './support/under-test';

productUnderTest();

it('shows who buys what is rung up, what it comes to and what comes back, and says so when no till is open', async () => {
  await openAs('cashier', { viewport: TILL });
  const display = await openCustomerDisplay();
  await scan(BARCODE);
  await passAgeCheck();
  await display.getByText('Captain Morgan Spiced Rum 1 L').waitFor();
  await display.getByLabel('Total').getByText('$17.53').waitFor();
  expect(await accessibilityFaults(display)).toEqual([]);
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').fill('20');
  await page.keyboard.press('Enter');
  await display.getByLabel('Your change').getByText('$2.47').waitFor();
  expect(await accessibilityFaults(display)).toEqual([]);
  await page.getByRole('button', { name: 'Next sale' }).click();
  await display.getByText('Welcome!').waitFor();
  // Loaded anew, it asks for what stands on the till.
  await scan(BARCODE);
  await passAgeCheck();
  await display.reload();
  await display.getByLabel('Total').getByText('$17.53').waitFor();
  await payInCash();
  await page.goto('about:blank');
  await display.getByText('No till is open in this browser.').waitFor();
});
