import { LEAST_SCANNED_DIGITS, SCANNER_GAP_MS } from './scanner-speed';
import { isTextField, type TextField } from './text-field';

let burst = { keys: '', at: Number.NEGATIVE_INFINITY, isOver: true, before: new Map<TextField, string>() };

/** As long as the page lives: a dialog that comes in the middle of a scan asks what of it was typed before. */
function follow({ key, target, timeStamp: at }: KeyboardEvent): void {
  // It ends a scan, once; the next code may follow at once.
  if (key === 'Enter') burst = { ...burst, keys: burst.isOver ? '' : burst.keys, isOver: true };
  if (key.length !== 1) return;
  const goesOn = !burst.isOver && at - burst.at < SCANNER_GAP_MS;
  const before = goesOn ? burst.before : new Map();
  if (isTextField(target) && !before.has(target)) before.set(target, target.value);
  burst = { keys: goesOn ? burst.keys + key : key, at, isOver: false, before };
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

/** The fields that the keys that came in one go went into, and what stood in them before: the focus may move while a scanner types. */
export function fieldsBefore(): ReadonlyMap<TextField, string> {
  return burst.before;
}
