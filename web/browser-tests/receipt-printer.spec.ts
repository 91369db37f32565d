import { expect, it } from 'vitest';
import { accessibilityFaults, enterAgain, inUserMenu, PHONE, TILL } from './support/session';
import { BARCODE, passAgeCheck, payInCash, scan } from './support/till';
import { openAs, page, productUnderTest, server } from './support/under-test';

// Nothing answers there: what is asked for is kept, and waits.
productUnderTest({}, { SMTP_URL: 'smtp://127.0.0.1:1' });

/** A serial port with a printer on it that keeps what it was sent; it takes nothing while it is off. */
function plugInPrinter(): void {
  const sent: number[][] = [];
  const state = { off: false };
  let isOpen = false;
  const port = {
    get writable() {
      if (!isOpen) return null;
      return new WritableStream<Uint8Array>({
        write(bytes) {
          if (state.off) throw new Error('off');
          sent.push([...bytes]);
        },
      });
    },
    getInfo: () => ({ usbVendorId: 1208, usbProductId: 514 }),
    open: async () => {
      isOpen = true;
    },
    close: async () => {
      isOpen = false;
    },
  };
  const serial = { requestPort: async () => port, getPorts: async () => [port] };
  Object.defineProperty(navigator, 'serial', { value: serial });
  Object.assign(window, { printer: { sent, state } });
  window.print = () => Object.assign(window, { printedByBrowser: true });
}

interface PrinterWindow {
  printer: { sent: number[][]; state: { off: boolean } };
  printedByBrowser?: boolean;
}

const sent = () => page.evaluate(() => (window as unknown as PrinterWindow).printer.sent);
const hasText = (bytes: number[] | undefined, text: string) =>
  Buffer.from(bytes ?? [])
    .toString('latin1')
    .includes(text);

it('is chosen once, prints receipts and copies, opens the drawer, and leaves it to the browser when it is off', async () => {
  await openAs('cashier', { viewport: TILL });
  await page.addInitScript(plugInPrinter);
  await page.reload();
  await page.getByLabel('Scan or search').waitFor();
  await inUserMenu(page, 'Receipt printer');
  await page.getByLabel('Width of its paper').selectOption('58 mm, 32 letters');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Choose a serial port' }).click();
  await page.getByText('This device prints on a receipt printer by a serial port.').waitFor();
  await page.keyboard.press('Escape');

  await scan(BARCODE);
  await passAgeCheck();
  await payInCash();
  // Cash is counted into an open drawer.
  await expect.poll(sent).toEqual([[0x1b, 0x70, 0, 0x19, 0xfa]]);
  await page.getByRole('button', { name: 'Print receipt' }).click();
  await expect.poll(async () => (await sent()).length).toBe(2);
  const [, receipt] = await sent();
  expect([hasText(receipt, 'Captain Morgan'), hasText(receipt, '$17.53'), hasText(receipt, 'Copy')]).toEqual([
    true,
    true,
    false,
  ]);
  await page.getByRole('button', { name: 'Print receipt' }).click();
  await expect.poll(async () => (await sent()).length).toBe(3);
  expect(hasText((await sent())[2], 'Copy')).toBe(true);

  await page.evaluate(() => {
    (window as unknown as PrinterWindow).printer.state.off = true;
  });
  await page.getByRole('button', { name: 'Print receipt' }).click();
  await page.getByText('The receipt printer does not answer').waitFor();
  expect(await page.evaluate(() => (window as unknown as PrinterWindow).printedByBrowser)).toBe(true);

  // Over a reload it is the same one, and the drawer is not opened for this sale again.
  await page.reload();
  await page.getByRole('button', { name: 'Print receipt' }).click();
  await expect.poll(async () => (await sent()).length).toBe(1);
  expect(hasText((await sent())[0], 'Captain Morgan')).toBe(true);
});

/** A USB printer that was chosen; what is sent to it is kept. */
function plugInUsbPrinter(): void {
  const sent: number[][] = [];
  let claimed = false;
  const endpoints = [{ endpointNumber: 2, direction: 'out', type: 'bulk' }];
  const device = {
    vendorId: 1208,
    productId: 3624,
    serialNumber: 'A1',
    configuration: null as object | null,
    open: async () => undefined,
    close: async () => undefined,
    selectConfiguration: async () => {
      device.configuration = { interfaces: [{ interfaceNumber: 0, alternate: { interfaceClass: 7, endpoints } }] };
    },
    claimInterface: async () => {
      claimed = true;
    },
    transferOut: async (endpoint: number, bytes: Uint8Array) => {
      if (!claimed || endpoint !== 2) throw new Error('not this way');
      sent.push([...bytes]);
      return { status: 'ok' };
    },
  };
  const usb = { requestDevice: async () => device, getDevices: async () => [device] };
  Object.defineProperty(navigator, 'usb', { value: usb });
  Object.assign(window, { printer: { sent } });
}

it('is reached by USB as well, and no drawer is opened for a card', async () => {
  await openAs('cashier', { viewport: TILL });
  await page.addInitScript(plugInUsbPrinter);
  await page.reload();
  await page.getByLabel('Scan or search').waitFor();
  await inUserMenu(page, 'Receipt printer');
  await page.getByRole('button', { name: 'Choose by USB' }).click();
  await page.getByText('This device prints on a receipt printer by USB.').waitFor();
  await page.keyboard.press('Escape');
  await scan(BARCODE);
  await passAgeCheck();
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: 'Print receipt' }).click();
  // What was sent first would be the drawer's kick.
  await expect.poll(async () => (await sent()).length).toBe(1);
  expect(hasText((await sent())[0], 'Captain Morgan')).toBe(true);
});

it('goes to the customer by e-mail, whose address is typed and sent, and begins no sale', async () => {
  await openAs('cashier', { viewport: PHONE });
  await scan(BARCODE);
  await passAgeCheck();
  await payInCash();
  await page.getByRole('button', { name: 'Send by e-mail' }).click();
  const field = page.getByLabel('E-mail of the customer');
  // The next customer's licence is not this one's address.
  for (const line of ['@', 'ANSI 636026080102DL00410288', 'DACJOHNNY', 'DBB01311980']) await scan(line);
  await page.getByText('A licence was scanned, and nothing of it kept.').waitFor({ state: 'attached' });
  expect(await field.inputValue()).toBe('');
  await field.pressSequentially('guest@example', { delay: 60 });
  await enterAgain(page);
  await page.getByText('must be an email').waitFor();
  await field.fill('guest@example.com');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('On its way to guest@example.com').waitFor();
  // Its field is gone, and Enter is the till's again.
  await page.keyboard.press('Enter');
  await page.getByText('Scan the first bottle.').waitFor();
});

it('prints shelf labels in its own language, chosen once, and says so when it is off', async () => {
  await openAs('manager', { viewport: TILL });
  await page.addInitScript(plugInPrinter);
  await page.goto(`${server.url}/products?q=captain%20morgan%20spiced`);
  await page.getByRole('button', { name: 'Shelf labels' }).click();
  await page.getByRole('button', { name: 'Label printer by a serial port' }).click();
  await expect.poll(async () => (await sent()).length).toBe(1);
  const [labels] = await sent();
  expect([hasText(labels, '^FDCaptain Morgan Spiced Rum^FS'), hasText(labels, '$16.49')]).toEqual([true, true]);
  expect(hasText(labels, `^BEN,70,Y,N^FD${BARCODE.slice(0, -1)}^FS`)).toBe(true);
  const again = page.getByRole('button', { name: 'Print on the label printer' });
  await again.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.evaluate(() => {
    (window as unknown as PrinterWindow).printer.state.off = true;
  });
  await again.click();
  await page.getByText('The label printer did not answer.').waitFor();
});
