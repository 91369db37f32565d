// Part of `npm run screenshots`: twenty seconds of a sale, as it looks. Needs ffmpeg on the machine.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './support/browser';
import { startServer } from './support/server';
import { signedIn, TILL, type } from './support/session';

const FILE = new URL('../../docs/screenshots/sale.gif', import.meta.url).pathname;
const FRAMES_A_SECOND = 8;
const WIDTH = 960;

/** A frame that Chromium sent when something had changed, and when that was. */
interface Frame {
  jpeg: Buffer;
  at: number;
}

export async function recordSale(): Promise<void> {
  const [browser, server] = await Promise.all([launchBrowser(), startServer({ days: '90' })]);
  try {
    const page = await signedIn(browser, server, 'cashier@demo.example', { viewport: TILL });
    await page.getByLabel('Scan or search').waitFor();
    const frames = await recorded(page, () => sell(page));
    write(frames);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function recorded(page: Page, act: () => Promise<void>): Promise<Frame[]> {
  const frames: Frame[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ jpeg: Buffer.from(data, 'base64'), at: metadata.timestamp ?? 0 });
    // The last frame may come when the page goes, and nobody waits for the next.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 92 });
  await act();
  await session.send('Page.stopScreencast');
  return frames;
}

/** At the speed of somebody who knows the till. */
async function sell(page: Page): Promise<void> {
  const moment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const dialog = page.getByRole('dialog');
  await moment(800);
  await type(page, '2000000433370\r');
  await dialog.waitFor();
  await moment(1200);
  for (const digit of '01311980') {
    await page.keyboard.press(digit);
    await moment(150);
  }
  await dialog.waitFor({ state: 'detached' });
  await moment(1200);
  await type(page, '2000000117881\r');
  await moment(900);
  await type(page, '5*2000000363080\r');
  await moment(1800);
  for (const letter of 'jack dan') {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await moment(120);
  }
  await page.getByRole('option').first().waitFor();
  await moment(1200);
  await page.keyboard.press('Enter');
  await moment(1800);
  await page.keyboard.press('F9');
  await page.getByLabel('Amount received').waitFor();
  await moment(1500);
  for (const digit of '200') {
    await page.keyboard.press(digit);
    await moment(250);
  }
  await moment(1200);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next sale' }).waitFor();
  await moment(2500);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await moment(1500);
}

/** Every frame for as long as it stood. */
function write(frames: readonly Frame[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'pos-recording-'));
  try {
    const lines = frames.flatMap(({ jpeg, at }, index) => {
      const name = `${String(index).padStart(5, '0')}.jpg`;
      writeFileSync(join(folder, name), jpeg);
      const seconds = (frames[index + 1]?.at ?? at + 1) - at;
      return [`file '${name}'`, `duration ${seconds.toFixed(3)}`];
    });
    writeFileSync(join(folder, 'frames.txt'), lines.join('\n'));
    const palette = 'split[a][b];[a]palettegen=max_colors=96[p];[b][p]paletteuse=dither=none:diff_mode=rectangle';
    const filter = `fps=${FRAMES_A_SECOND},scale=${WIDTH}:-1:flags=lanczos,${palette}`;
    const args = ['-y', '-loglevel', 'error', '-f', 'concat', '-i', join(folder, 'frames.txt'), '-vf', filter, FILE];
    execFileSync('ffmpeg', args, { stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
