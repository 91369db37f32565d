import type { BrowserContext } from 'playwright-core';

/** Slower than the keys of a scan that tests send, faster than any two keys that they wait for. */
const SENT_TOGETHER_MS = 5;

/**
 * A page's clock that tests install says of an event when the page came to it: on a busy machine the keys of a scan are then as far apart as
 * those of somebody who types. Here keys that were sent together stay so. To be called around the installing, which hides what the browser knows.
 */
export async function withTimesOfKeys(context: BrowserContext, installClock: () => Promise<void>): Promise<void> {
  await context.addInitScript(keepOwnTimes);
  await installClock();
  await context.addInitScript(useOwnTimes, SENT_TOGETHER_MS);
}

interface WithOwnTimes {
  ownTime?: (this: Event) => number;
}

function keepOwnTimes(): void {
  const times = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
  (window as WithOwnTimes).ownTime = times?.get;
}

function useOwnTimes(sentTogetherMs: number): void {
  const { ownTime } = window as WithOwnTimes;
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
