import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser';
import { PASSWORD, type RunningServer, startServer } from './support/server';
import { accessibilityFaults, FEED_MS, inUserMenu, scan, signedIn, signIn, TILL } from './support/session';

const BARCODE = '2000000433370';

let browser: Browser;
let server: RunningServer;
let one: Page;
let other: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startServer({ rules: false })]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  one = await signedIn(browser, server, 'manager@demo.example', { viewport: TILL, clock: true });
  other = await one.context().newPage();
  other.setDefaultTimeout(10_000);
  await other.goto(`${server.url}/till`);
  await other.getByLabel('Scan or search').waitFor();
});

afterEach(async () => {
  await one?.context().close();
});

/** The page hears of a lock that it was given when it is late to give up waiting for it. */
function slowLocks(): void {
  const heard = window as { heard?: number };
  const ask = LockManager.prototype.request as (...args: unknown[]) => Promise<unknown>;
  Object.assign(LockManager.prototype, {
    request(this: LockManager, name: string, { signal, ...options }: LockOptions, given: LockGrantedCallback<unknown>) {
      const answered = ask.call(this, name, options, async (lock: Lock | null) => {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        heard.heard = (heard.heard ?? 0) + 1;
        return signal?.aborted ? undefined : given(lock);
      });
      const aborted = new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      return Promise.race([answered, aborted]);
    },
  });
}

/** A tab that begins as a copy of another, as browsers duplicate them: with what it keeps for itself. */
async function duplicated(tab: Page): Promise<Page> {
  const kept = await tab.evaluate(() => Object.entries(sessionStorage));
  const copy = await tab.context().newPage();
  await copy.addInitScript((entries) => {
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, kept);
  await copy.goto(tab.url());
  return copy;
}

describe('two tabs of one browser', () => {
  it('are signed out together', async () => {
    await inUserMenu(one, 'Sign out');
    await other.getByLabel('E-mail').waitFor();
  });

  it('go on as who signed in last, each with that user’s own sale', async () => {
    await scan(other, BARCODE);
    await other.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
    await inUserMenu(one, 'Sign out');
    await signIn(one, 'cashier@demo.example', PASSWORD);
    await other.getByRole('button', { name: /^Account of/ }).waitFor();
    await other.getByText('Scan the first bottle.').waitFor();
    expect(await other.getByRole('link', { name: 'Users' }).count()).toBe(0);
    const [first, second] = await Promise.all([one, other].map((tab) => tab.locator('header').textContent()));
    expect(first).toBe(second);
  });

  it('work at a register one at a time, and a cashier takes none over from somebody else', async () => {
    const till = await signedIn(browser, server, 'cashier@demo.example', { viewport: TILL });
    await till.getByText('Scan the first bottle.').waitFor();
    await till.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('register.holder')));
    await till.evaluate(() => {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith('register.holder')) localStorage.setItem(key, 'Somebody Else');
      }
    });
    const second = await till.context().newPage();
    await second.goto(`${server.url}/till`);
    await second.getByText('ask a manager').waitFor();
    expect(await second.getByRole('button', { name: 'Go on here' }).count()).toBe(0);
    // The first is closed: this one is reloaded, and goes on.
    await till.close();
    await second.reload();
    await second.getByText('Scan the first bottle.').waitFor();
    await second.context().close();
  });

  it('sell at the price that was changed in the other', async () => {
    await one.goto(`${server.url}/products`);
    await one.getByLabel('Search').fill('captain morgan spiced');
    await one
      .getByRole('button', { name: /Edit Captain Morgan Spiced Rum/ })
      .first()
      .click();
    await one.getByRole('textbox', { name: 'Price' }).first().fill('12.34');
    await one.getByRole('button', { name: 'Save' }).click();
    await one.getByText('$12.34').first().waitFor();
    await other.clock.fastForward(FEED_MS);
    await scan(other, BARCODE);
    await other.getByLabel('Total').getByText('$12.34').waitFor();
  });

  it('go on with their sale where the machine is slow to say who holds it', async () => {
    await other.close();
    const slow = await one.context().newPage();
    await slow.addInitScript(slowLocks);
    await slow.goto(`${server.url}/till`);
    await slow.getByLabel('Scan or search').waitFor();
    await scan(slow, BARCODE);
    await slow.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
    await slow.waitForFunction(() => (window as { heard?: number }).heard === 2);
    expect(await slow.getByLabel('Quantity of Captain Morgan Spiced Rum').textContent()).toBe('1');
  });

  it('never hold the same open sale', async () => {
    await scan(other, BARCODE);
    await other.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
    const copy = await duplicated(other);
    await copy.getByText('This register is open in another window').waitFor();
    expect(await accessibilityFaults(copy)).toEqual([]);
    expect(await other.getByLabel('Quantity of Captain Morgan Spiced Rum').textContent()).toBe('1');
    await copy.getByRole('button', { name: 'Go on here' }).click();
    await copy.getByText('Scan the first bottle.').waitFor();
    // It is said where it was taken from, which has its own sale still when it takes it back.
    await other.getByText('Last at work there: Morgan Manager.').waitFor();
    await scan(other, BARCODE);
    await other.getByRole('button', { name: 'Go on here' }).click();
    await copy.getByText('This register is open in another window').waitFor();
    expect(await other.getByLabel('Quantity of Captain Morgan Spiced Rum').textContent()).toBe('1');
    // What a reload leaves is the same tab's.
    await other.reload();
    await other.getByLabel('Quantity of Captain Morgan Spiced Rum').waitFor();
    await other.waitForFunction(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name?.startsWith('till.')).length === 2;
    });
    expect(await other.getByLabel('Quantity of Captain Morgan Spiced Rum').textContent()).toBe('1');
  });
});
