import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const WITH_WINDOWS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The same engine of the same version, built to run without windows: a page costs it half. */
const WITHOUT_WINDOWS = '/usr/bin/chromium-headless-shell';
const PACKAGED = join(import.meta.dirname, '..', 'packaged-browser');
const CACHE = process.env['CACHE_DIR'] ?? join(import.meta.dirname, '..', '..', '..', '.cache');

/**
 * A page of a test lives a second or two: code is not compiled to be fast, nor its memory tidied, for pages that are gone before that pays.
 * What is fetched is fetched in the browser's own process, not in one more. Opening the till so takes some 15 % less of the processors’ time.
 */
const FOR_MANY_SHORT_PAGES = [
  '--js-flags=--no-maglev --no-opt --min-semi-space-size=16',
  '--enable-features=NetworkServiceInProcess2',
];

export interface BrowserOptions {
  /** What its camera sees, where a page asks for one. */
  film?: string;
  /** The browser as people have it, not its build without windows. */
  whole?: boolean;
}

/** A real browser: the system's Chromium where there is one, else the one an npm package carries. */
export async function launchBrowser({ film, whole = false }: BrowserOptions = {}): Promise<Browser> {
  const onSystem = (whole ? WITH_WINDOWS : [WITHOUT_WINDOWS, ...WITH_WINDOWS]).find(existsSync);
  const executablePath = process.env['CHROMIUM_BINARY'] ?? onSystem ?? (await packagedBrowser());
  const args = [
    ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
    ...(whole ? [] : FOR_MANY_SHORT_PAGES),
  ];
  const camera = film
    ? [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ]
    : [];
  return chromium.launch({ executablePath, args: [...args, ...camera] });
}

/** Fetched when it is needed: 70 MB that no machine with a browser has to load. Its versions are pinned by a lockfile of its own. */
async function packagedBrowser(): Promise<string> {
  const folder = join(CACHE, 'packaged-browser');
  const module = join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'index.js');
  if (!existsSync(module)) {
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(PACKAGED, name), join(folder, name));
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: folder });
  }
  // Makes the package unpack the shared libraries it carries, for a machine that has none of them.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: packaged } = (await import(pathToFileURL(module).href)) as {
    default: { executablePath(): Promise<string> };
  };
  return packaged.executablePath();
}
