import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Compresses the files once, as well as can be, instead of quickly at every answer. */
function compressed(): Plugin {
  const folder = join(import.meta.dirname, 'dist/assets');
  return {
    name: 'compressed-assets',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|wasm)$/.test(file))) {
        const bytes = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/**
 * What is loaded together is one file: a till asked for seventy, most of them smaller than what asking for one costs. First what it is shown
 * with, then what it and the office's pages share, then its dialogs.
 */
const TOGETHER = [
  { name: 'start', tags: ['$initial' as const], priority: 3 },
  { name: 'shared', test: /node_modules|src[\\/](components|lib)[\\/]/, minShareCount: 3, priority: 2 },
  { name: 'behind-the-till', test: /features[\\/]till[\\/]|locales[\\/](dialogs|problems)\.en/, priority: 1 },
];

export default defineConfig({
  plugins: [react(), compressed()],
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: {
    target: 'es2022',
    // What the till begins with is one file on purpose, and its dialogs another, which the check takes for imports that do nothing.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      checks: { ineffectiveDynamicImport: false },
      output: { codeSplitting: { groups: TOGETHER } },
    },
  },
});
