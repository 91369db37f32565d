import type { Health } from './health-probe';

/** What a server that was told to stop may take before it is killed. */
export const STOP_GRACE_MS = 20_000;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** A server that lived this long was well; what ended it is no reason to wait. */
const LONG_LIFE_MS = 60_000;
const ERRORS_ENDURED_MS = 10_000;
const SILENCE_ENDURED_MS = 20_000;
const LINE_EVERY_MS = 60_000;

/** When a server that ended is started again: at once the first time, then ever later up to every 30 s, and never not at all. */
export class RestartPauses {
  private deaths = 0;

  /** @param livedMs how long the server that just ended had run */
  next(livedMs: number): number {
    this.deaths = livedMs >= LONG_LIFE_MS ? 1 : this.deaths + 1;
    return Math.min(FIRST_PAUSE_MS * 2 ** (this.deaths - 1), LONGEST_PAUSE_MS);
  }
}

/** Whether a server that runs is of no use any more: it has answered nothing but errors for 10 s, or nothing at all for 20 s. */
export class Patience {
  private since: number | undefined;

  /** @param askedAt silence lasts as long as an answer was waited for @returns true when it should be ended */
  isOver(health: Health, now: number, askedAt = now): boolean {
    if (health === 'well') this.since = undefined;
    else this.since ??= askedAt;
    if (this.since === undefined) return false;
    return now - this.since >= (health === 'errors' ? ERRORS_ENDURED_MS : SILENCE_ENDURED_MS);
  }
}

/** Says the first of a series of like messages at once, and then no more than one a minute, with how many it stands for. */
export class LineAMinute {
  private count = 0;
  private saidAt = Number.NEGATIVE_INFINITY;

  /** @returns how many times it happened since it was last said; undefined while nothing is to be said */
  due(now: number): number | undefined {
    this.count++;
    if (now - this.saidAt < LINE_EVERY_MS) return undefined;
    const { count } = this;
    this.count = 0;
    this.saidAt = now;
    return count;
  }
}
