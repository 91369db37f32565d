import type { BrowserContext, Page } from 'playwright-core';

/** Slower than the keys of a scan that tests send, faster than any two keys that they wait for. */
const SENT_TOGETHER_MS = 5;

/** Pages whose clock can be stopped, and moved on with all that waits for it. */
const ADJUSTABLE = new WeakSet<Page>();

interface TestedWindow {
  /** When an event was, as the browser knows it. */
  ownTime?: (this: Event) => number;
  /** How much later it is than that. */
  laterByMs?: number;
}

/** A page whose time, by which it tells an echo from a second press, can be told to be later than it is. */
export async function withMovableTime(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const times = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
    const tested = window as TestedWindow;
    tested.laterByMs = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + (tested.laterByMs ?? 0);
    Object.defineProperty(Event.prototype, 'timeStamp', {
      get(this: Event) {
        return times?.get?.call(this) + (tested.laterByMs ?? 0);
      },
    });
  });
}

/**
 * A clock that can be stopped. It makes whatever a page does slower, and says of an event when the page came to it: on a busy machine the
 * keys of a scan are then as far apart as those of somebody who types. Here keys that were sent together stay so.
 */
export async function withAdjustableClock(context: BrowserContext, page: Page): Promise<void> {
  await context.addInitScript(keepOwnTimes);
  await page.clock.install();
  await context.addInitScript(useOwnTimes, SENT_TOGETHER_MS);
  ADJUSTABLE.add(page);
}

/** What comes next comes so much later, for whoever asks whether it is an echo of what was before. */
export async function laterBy(page: Page, ms: number): Promise<void> {
  if (ADJUSTABLE.has(page)) return page.clock.fastForward(ms);
  await page.evaluate((by) => {
    const tested = window as TestedWindow;
    tested.laterByMs = (tested.laterByMs ?? 0) + by;
  }, ms);
}

/** The page's clock stands until it is resumed: what is done meanwhile takes no time, however slow the machine is. */
export async function stopClock(page: Page): Promise<void> {
  if (!ADJUSTABLE.has(page)) throw new Error('The page was opened without a clock that can be stopped.');
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
}

function keepOwnTimes(): void {
  const times = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
  (window as TestedWindow).ownTime = times?.get;
}

function useOwnTimes(sentTogetherMs: number): void {
  const { ownTime } = window as TestedWindow;
  const known = new WeakMap<Event, number>();
  let last = { own: Number.NEGATIVE_INFINITY, at: 0 };
  const timeOf = (event: Event) => {
    if (event.type !== 'keydown') return performance.now();
    const own = ownTime?.call(event) ?? Number.NaN;
    const gap = own - last.own;
    last = { own, at: gap >= 0 && gap < sentTogetherMs ? last.at + gap : performance.now() };
    return last.at;
  };
  Object.defineProperty(Event.prototype, 'timeStamp', {
    get(this: Event) {
      const at = known.get(this) ?? timeOf(this);
      known.set(this, at);
      return at;
    },
  });
}
