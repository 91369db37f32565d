import { LEAST_SCANNED_DIGITS, SCANNER_GAP_MS } from './scanner-speed';

let burst = { keys: '', at: Number.NEGATIVE_INFINITY, isOver: true };

/** As long as the page lives: a dialog that comes in the middle of a scan asks what of it was typed before. */
function follow({ key, timeStamp: at }: KeyboardEvent): void {
  // It ends a scan, once; the next code may follow at once.
  if (key === 'Enter') burst = { ...burst, keys: burst.isOver ? '' : burst.keys, isOver: true };
  if (key.length !== 1) return;
  const goesOn = !burst.isOver && at - burst.at < SCANNER_GAP_MS;
  burst = { keys: goesOn ? burst.keys + key : key, at, isOver: false };
}
// What reads scans is tried without a page, too.
if ('window' in globalThis) window.addEventListener('keydown', follow, true);

/** The keys that came in one go until now, wherever the focus is: what a scanner sent, told apart from what was typed before it. */
export function keyBurst(): string {
  return burst.keys;
}

/**
 * What a scanner had sent before something else took its keys, a dialog that came up.
 * @param rest the digits since, none where only Enter was left
 * @param enterAt when Enter followed them, in ms of the page's time
 */
export function scanBegunBefore(rest: string, enterAt: number): string | undefined {
  const { keys, at } = burst;
  const isScan = enterAt - at < SCANNER_GAP_MS && keys.length >= LEAST_SCANNED_DIGITS && /^\d+$/.test(keys);
  return isScan && keys.length > rest.length && keys.endsWith(rest)
    ? keys.slice(0, keys.length - rest.length)
    : undefined;
}
