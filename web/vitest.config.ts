import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** What renders has a document; everything else runs without one, which takes no time to make. */
export default defineConfig({
  plugins: [react()],
  test: {
    pool: 'threads',
    isolate: false,
    // Nothing is measured by it: a busy machine takes longer over the many cases of one test.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'components',
          environment: 'jsdom',
          include: ['src/**/*.spec.tsx'],
          setupFiles: ['./test-setup.ts'],
        },
      },
      { extends: true, test: { name: 'functions', environment: 'node', include: ['src/**/*.spec.ts'] } },
    ],
  },
});
