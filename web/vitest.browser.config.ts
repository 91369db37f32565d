import { defineConfig } from 'vitest/config';
import { FIREFOX } from './browser-tests/support/firefox';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser-tests/**/*.spec.ts'],
    exclude: FIREFOX ? [] : ['browser-tests/firefox.spec.ts'],
    globalSetup: ['browser-tests/support/say-which-browser.ts', 'browser-tests/support/prepared-data.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Each has a browser, a server and a database at work: a third has two cores do nothing in time.
    maxWorkers: 2,
    // Files share what they import, half a second each, and nothing else: each has a browser and a server of its own.
    isolate: false,
  },
});
