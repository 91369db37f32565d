// `npm run bench web`: the till in a real browser over 20,000 and 100,000 products.
import { readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { launchBrowser } from '../browser-tests/support/browser';
import { PASSWORD, type RunningServer, startServer } from '../browser-tests/support/server';
import { signIn, TILL } from '../browser-tests/support/session';

const SIZES = (process.env['BENCH_PRODUCTS'] ?? '20000,100000').split(',').map(Number);
/** The demo's catalogue comes first. */
const PER_IMPORT = 20_000;
const SCANS = 100;
const QUERIES = [
  'titos',
  'jamesn',
  'reserve cab',
  'smokey whisk',
  'golden tequila',
  'dry gin 7',
  'old rum',
  'estate red',
];
const WORDS = [
  'Golden',
  'Old',
  'Dry',
  'Estate',
  'Reserve',
  'Smoky',
  'Silver',
  'Royal',
  'Tito’s',
  'Jameson',
  'River',
  'Stone',
];
const KINDS = ['Tequila', 'Whiskey', 'Gin', 'Rum', 'Vodka', 'Cabernet', 'Red Blend', 'Lager', 'Brandy', 'Liqueur'];

async function fill(server: RunningServer, size: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'manager@demo.example', password: PASSWORD });
  const login = await fetch(`${server.url}/api/auth/login`, { method: 'POST', headers, body });
  const { token } = (await login.json()) as { token: string };
  for (let start = 0; start < size; start += PER_IMPORT) {
    const rows = Array.from({ length: Math.min(PER_IMPORT, size - start) }, (_, offset) => rowOf(start + offset));
    const answer = await fetch(`${server.url}/api/products/import`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
      body: `sku,name,category,volumeMl,price,barcodes\n${rows.join('\n')}`,
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
  await settled(server, token);
}

/** For a minute after an import the feed repeats it to every till: what is measured is the day, not that minute. */
async function settled(server: RunningServer, token: string): Promise<void> {
  for (;;) {
    const since = new Date().toISOString();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/api/products/changes?limit=1&since=${since}`, { headers });
    const { items } = (await answer.json()) as { items: unknown[] };
    if (items.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function rowOf(index: number): string {
  const word = (by: number) => WORDS[Math.floor(index / by) % WORDS.length];
  const name = `${word(1)} ${word(12)} ${KINDS[index % KINDS.length]} ${index}`;
  return `B-${index},${name},${KINDS[index % KINDS.length]},750,${5 + (index % 60)}.99,${codeOf(index)}`;
}

/** A code of a length that carries no check digit. */
function codeOf(index: number): string {
  return String(5_000_000_000 + index);
}

/** Watches, in the page, how long after a key its effect is on the screen, and how long any key or touch was held up. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const marks = { enter: 0, input: 0, scans: [] as number[], searches: [] as number[], events: [] as number[] };
    Object.assign(window, { marks });
    const afterPaint = (then: (now: number) => void) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => then(performance.now());
        channel.port2.postMessage(null);
      });
    const note = (mark: 'enter' | 'input') => (event: Event) => {
      if (mark === 'input' || (event as KeyboardEvent).key === 'Enter') marks[mark] = event.timeStamp;
    };
    window.addEventListener('keydown', note('enter'), true);
    window.addEventListener('input', note('input'), true);
    const touches = (records: MutationRecord[], selector: string) =>
      records.some(({ target, addedNodes }) =>
        [target, ...addedNodes].some((node) => {
          const element = node instanceof Element ? node : node.parentElement;
          return element?.closest(selector) || element?.querySelector(selector);
        }),
      );
    new MutationObserver((records) => {
      if (marks.enter > 0 && touches(records, 'ul')) {
        const began = marks.enter;
        marks.enter = 0;
        afterPaint((now) => marks.scans.push(now - began));
      } else if (marks.input > 0 && touches(records, '[role=listbox]')) {
        const began = marks.input;
        marks.input = 0;
        afterPaint((now) => marks.searches.push(now - began));
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) marks.events.push(duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
}

async function measure(size: number): Promise<void> {
  const [browser, server] = await Promise.all([launchBrowser({ whole: true }), startServer({ rules: false })]);
  try {
    await fill(server, size);
    console.log(`${size} products imported`);
    const began = Date.now();
    // With the clock and the performance log that a browser has, which the pages of tests do without.
    const page = await browser.newPage({ viewport: TILL });
    await page.goto(server.url);
    await signIn(page, 'cashier@demo.example', PASSWORD);
    await page.getByLabel('Scan or search').waitFor();
    const shown = Date.now() - began;
    await page.locator('[data-catalogue=ready]').waitFor({ timeout: 180_000 });
    const ready = Date.now() - began;
    const sinceSignIn = Date.now() - (await signInBegan(page));
    const later = await transfers(page);
    // The page names what it needs to be shown; the till asks for its worker and its dialogs behind that.
    const named = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8');
    const first = later.filter(({ path }) => named.includes(path));
    await watch(page);
    for (let scan = 0; scan < SCANS; scan++) {
      await page.keyboard.type(codeOf((scan * 7919) % size));
      const before = await count(page, 'scans');
      await page.keyboard.press('Enter');
      await page.waitForFunction((known) => (window as never as Marked).marks.scans.length > known, before);
    }
    for (const query of QUERIES) {
      for (let length = 2; length <= query.length; length++) {
        const before = await count(page, 'searches');
        await page.getByLabel('Scan or search').fill(query.slice(0, length));
        await page
          .waitForFunction((known) => (window as never as Marked).marks.searches.length > known, before, {
            timeout: 500,
          })
          .catch(() => undefined);
      }
      await page.keyboard.press('Escape');
    }
    const marks = await page.evaluate(() => (window as never as Marked).marks);
    console.log(
      [
        `${size} products:`,
        `  JavaScript and CSS until the till is shown: ${loaded(first)}; with all of its dialogs, loaded behind it: ${loaded(later)}`,
        `  till shown ${shown} ms after the first page was asked for (sign-in included)`,
        `  catalogue complete ${ready} ms after the first page was asked for, ${sinceSignIn.toFixed(0)} ms after the sign-in was sent`,
        `  scan to line: p50 ${at(marks.scans, 0.5)} ms, p95 ${at(marks.scans, 0.95)} ms (${marks.scans.length} scans)`,
        `  search: p50 ${at(marks.searches, 0.5)} ms, p95 ${at(marks.searches, 0.95)} ms (${marks.searches.length} keys)`,
        `  interaction to next paint: p98 ${at([0, ...marks.events], 0.98)} ms`,
      ].join('\n'),
    );
    const again = Date.now();
    await page.reload();
    await page.getByLabel('Scan or search').waitFor();
    await page.keyboard.type(codeOf(4));
    await page.keyboard.press('Enter');
    await page
      .getByText(rowOf(4).split(',')[1] ?? '')
      .first()
      .waitFor();
    console.log(`  after a reload: till back and a scan answered in ${Date.now() - again} ms`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Marked {
  marks: { scans: number[]; searches: number[]; events: number[] };
}

function count(page: Page, of: 'scans' | 'searches'): Promise<number> {
  return page.evaluate((name) => (window as never as Marked).marks[name].length, of);
}

/** When the sign-in was sent, on this machine's clock. */
function signInBegan(page: Page): Promise<number> {
  return page.evaluate(() => {
    const calls = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/auth/login'));
    return performance.timeOrigin + (calls[0]?.startTime ?? Number.NaN);
  });
}

/** The scripts and styles the page loaded, its worker's included, with what came over the wire. */
function transfers(page: Page): Promise<{ path: string; sent: number }[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\.(js|css)$/.test(name))
      .map((entry) => ({
        path: new URL(entry.name).pathname,
        sent: (entry as PerformanceResourceTiming).encodedBodySize,
      })),
  );
}

function loaded(files: { path: string; sent: number }[]): string {
  const gzipped = files.map(({ path }) => statSync(new URL(`../dist${path}.gz`, import.meta.url)).size);
  return `${kb(sum(files.map(({ sent }) => sent)))} kB as sent, ${kb(sum(gzipped))} kB gzipped`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function at(values: readonly number[], part: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN).toFixed(0);
}

function kb(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

it.each(SIZES)('%i products', measure, 600_000);
