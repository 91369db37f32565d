import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from './server';

declare module 'vitest' {
  interface ProvidedContext {
    /** By worker: a data folder with the demo organization, which its servers begin with a copy of, one after the other. */
    preparedData: string[];
  }
}

/** Making the demo organization takes a server longer than all else it does before it answers. A database keeps the port it was made with. */
export async function setup({ provide, config }: TestProject): Promise<() => void> {
  const folders = Array.from({ length: config.maxWorkers }, () => mkdtempSync(join(tmpdir(), 'pos-prepared-')));
  await Promise.all(folders.map(async (dataDir) => (await startServer({ dataDir })).stop()));
  provide('preparedData', folders);
  return () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
}
