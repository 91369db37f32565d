import { defineConfig } from 'vitest/config';
import { FIREFOX } from './browser-tests/support/firefox';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser-tests/**/*.spec.ts'],
    exclude: FIREFOX ? [] : ['browser-tests/firefox.spec.ts'],
    globalSetup: ['browser-tests/support/say-which-browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 3,
  },
});
