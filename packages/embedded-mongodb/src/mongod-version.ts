import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ANSWER_TIMEOUT_MS = 10_000;

/** The version a mongod says it is; undefined where it does not run on this machine. */
export async function versionOf(binary: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: ANSWER_TIMEOUT_MS });
    return /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** Below 0 where `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const [place, part] of (left ?? []).entries()) {
    const difference = part - (right?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
