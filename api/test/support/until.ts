import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MS = 20;
const LONGEST_MS = 30_000;

/** Awaits what comes true by itself. @throws Error where it does not within half a minute */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it never came true: ${holds.toString()}`);
    await delay(ASK_EVERY_MS);
  }
}
