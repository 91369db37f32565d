import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser';
import { filmBarcode } from './support/filmed-barcode';
import { intercept } from './support/interception';
import { accessibilityFaults, PHONE, scan as scanOn, signedIn } from './support/session';
import { api, BARCODE, onHand, scan } from './support/till';
import { openAs, page, productUnderTest, server } from './support/under-test';

productUnderTest();

async function beginCount(name: string): Promise<void> {
  await page.goto(`${server.url}/counts`);
  await page.getByRole('button', { name: 'Start a count' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a count' });
  await dialog.getByLabel('What is counted').fill(name);
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name }).waitFor();
}

const counted = () => page.getByRole('status').getByLabel('Counted');
const untilCounted = (units: number) =>
  counted()
    .filter({ hasText: new RegExp(`^${units}$`) })
    .waitFor();

describe('counting the shelves', () => {
  it('counts thirty bottles by thirty scans, in a cellar without a network and over a reload, while the shop sells', async () => {
    await openAs('manager');
    const before = await onHand();
    await beginCount('Rum shelf');
    for (let bottle = 0; bottle < 28; bottle++) await scan(BARCODE);
    await untilCounted(28);
    await page.getByText('not sent yet').waitFor({ state: 'detached' });
    await page.context().setOffline(true);
    await scan(BARCODE);
    await scan(BARCODE);
    await page.getByText('2 not sent yet').waitFor();
    await page.context().setOffline(false);
    // The list as it was before what is still to be sent comes late, as it may.
    const acknowledged = page.waitForResponse((answer) => answer.url().endsWith('/entries'));
    await intercept(
      page,
      '**/lines?show=seen&limit=200',
      async (route) => {
        const early = await route.fetch();
        await acknowledged;
        await route.fulfill({ response: early }).catch(() => undefined);
      },
      { times: 1 },
    );
    await page.reload();
    await page.getByLabel('Counted of Captain Morgan Spiced Rum').and(page.locator('[value="30"]')).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    const { product } = await api<{ product: { id: string } }>(`/products/lookup?barcode=${BARCODE}`);
    await api('/inventory/adjustments', { productId: product.id, units: -1, reason: 'sample' });

    await page.getByRole('button', { name: 'Review', exact: true }).click();
    const row = page.getByRole('row', { name: /Captain Morgan Spiced Rum/ });
    await row.getByText(new RegExp(`^[+−-]?${Math.abs(30 - before)}$`)).waitFor();
    await page.getByLabel('Reason for Captain Morgan Spiced Rum').selectOption('theft');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Post the differences' }).click();
    await page.getByText('Count posted').waitFor();
    // Thirty were seen, and one was taken as a sample since.
    expect(await onHand()).toBe(29);
  });

  it('takes a number after a scan, a count typed over, and says what code nobody knows', async () => {
    await openAs('manager', { viewport: PHONE });
    await beginCount('By number');
    await scan(BARCODE);
    await scan('12');
    await untilCounted(12);
    await page.getByRole('button', { name: /^One .* less$/ }).click();
    await untilCounted(11);
    const cell = page.getByLabel('Counted of Captain Morgan Spiced Rum');
    await cell.fill('9');
    await cell.press('Enter');
    await untilCounted(9);
    await scan('4006381333931');
    await page.getByText('4006381333931').waitFor();
    // What was typed half-way gives way to a scan, and no scan is lost in it.
    await page.getByLabel('Scan or search').fill('zzzz');
    await page.keyboard.press('Enter');
    await scan(BARCODE);
    await untilCounted(10);
    await page.getByRole('button', { name: /^One .* less$/ }).click();
    await untilCounted(9);
    // A scan while the cursor stands in a count is a scan.
    await cell.focus();
    await scan(BARCODE);
    await untilCounted(10);
    expect(await accessibilityFaults(page)).toEqual([]);
    // Somebody else counts the same shelf: what the list has is newer than what this device was answered.
    const { items } = await api<{ items: { id: string }[] }>('/inventory/counts');
    const { product } = await api<{ product: { id: string } }>(`/products/lookup?barcode=${BARCODE}`);
    const entries = [{ id: randomUUID(), productId: product.id, units: 5 }];
    await api(`/inventory/counts/${items[0]?.id}/entries`, { entries });
    await scan('2000000117881');
    await page.getByLabel('Counted of Captain Morgan Spiced Rum').and(page.locator('[value="15"]')).waitFor();
  });

  it('is one count of whoever walks: a total typed over is of all of it, and what is seen after the end is kept', async () => {
    await openAs('manager');
    await beginCount('Two walkers');
    await scan(BARCODE);
    await untilCounted(1);
    await page.getByText('not sent yet').waitFor({ state: 'detached' });
    const { product } = await api<{ product: { id: string } }>(`/products/lookup?barcode=${BARCODE}`);
    const count = new URL(page.url()).pathname.split('/').at(-1);
    const entry = (units: number) => ({ id: randomUUID(), productId: product.id, units, secondsAgo: 0 });
    await api(`/inventory/counts/${count}/entries`, { entries: [entry(3)] });
    // However late this page hears of them.
    await page.getByLabel('Counted of Captain Morgan Spiced Rum').fill('6');
    await page.keyboard.press('Enter');
    const seen = async () => {
      const { items } = await api<{ items: { countedUnits: number }[] }>(`/inventory/counts/${count}/lines?show=seen`);
      return items[0]?.countedUnits;
    };
    await expect.poll(seen).toBe(6);
    await api(`/inventory/counts/${count}`, { status: 'finished' }, 'PATCH');
    await scan(`2*${BARCODE}`);
    await page.getByText('2 units were seen on this device after the walk had ended').waitFor();
    // Whoever walks does not look at the page, and scans on.
    await scan(BARCODE);
    await scan(`2*${BARCODE}`);
    await page.getByText('5 units were seen on this device after the walk had ended').waitFor();
    await page.getByRole('button', { name: 'Count on' }).click();
    await expect.poll(seen).toBe(11);
    // Two tabs without a network keep what each has seen, whichever is closed.
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Scan or search').waitFor();
    await page.context().setOffline(true);
    for (let times = 0; times < 3; times++) await scan(BARCODE);
    await page.getByText('3 not sent yet').waitFor();
    await scanOn(other, BARCODE);
    await other.getByText('4 not sent yet').waitFor();
    await page.getByText('4 not sent yet').waitFor();
    await other.close();
    await page.context().setOffline(false);
    await expect.poll(seen, { timeout: 10_000 }).toBe(15);
  });

  it('reads barcodes with a phone’s camera', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pos-film-'));
    const film = join(folder, 'bottle.y4m');
    filmBarcode(film, BARCODE);
    const withCamera = await launchBrowser({ film, whole: true });
    try {
      const phone = await signedIn(withCamera, server, 'manager@demo.example', { viewport: PHONE });
      const { id } = await api<{ id: string }>('/inventory/counts', { name: 'By camera' });
      await phone.goto(`${server.url}/counts/${id}`);
      await phone.getByRole('button', { name: 'Camera' }).click();
      await phone.getByRole('status').getByText('Captain Morgan Spiced Rum').waitFor();
      // Held still, it is one bottle.
      await phone.getByRole('status').getByLabel('Counted').filter({ hasText: /^1$/ }).waitFor();
    } finally {
      await withCamera.close();
      rmSync(folder, { recursive: true });
    }
  });
});
