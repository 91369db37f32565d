import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser-tests/**/*.spec.ts'],
    globalSetup: ['browser-tests/support/say-which-browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 3,
  },
});
