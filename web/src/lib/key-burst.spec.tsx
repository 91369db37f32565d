import { describe, expect, it } from 'vitest';
import { keyBurst, scanBegunBefore } from './key-burst';

/** Keys so many milliseconds apart. @returns when the last of them came */
function press(keys: readonly string[], { from, every }: { from: number; every: number }): number {
  keys.forEach((key, index) => {
    const event = new KeyboardEvent('keydown', { key });
    Object.defineProperty(event, 'timeStamp', { value: from + index * every });
    window.dispatchEvent(event);
  });
  return from + (keys.length - 1) * every;
}

describe('keys that came in one go', () => {
  it('are a scan of which the rest may come to something else, but for its Enter too', () => {
    const at = press([...'2000000433370'], { from: 1_000, every: 5 });
    expect([scanBegunBefore('3370', at), scanBegunBefore('', at)]).toEqual(['200000043', '2000000433370']);
    expect([scanBegunBefore('2000000433370', at), scanBegunBefore('999', at)]).toEqual([undefined, undefined]);
    expect(scanBegunBefore('3370', at + 60)).toBeUndefined();
  });

  it('end with Enter: the next code is another, however closely it follows, and a second Enter ends nothing', () => {
    press([...'2000000433370', 'Enter'], { from: 2_000, every: 5 });
    const at = press([...'2000000117881', 'Enter'], { from: 2_070, every: 5 });
    expect(keyBurst()).toBe('2000000117881');
    expect(scanBegunBefore('', press(['Enter'], { from: at + 5, every: 5 }))).toBeUndefined();
  });

  it('are no scan where a hand typed them, or they are words', () => {
    expect(scanBegunBefore('3370', press([...'2000000433370'], { from: 5_000, every: 80 }))).toBeUndefined();
    expect(scanBegunBefore('ne', press([...'champagne'], { from: 9_000, every: 5 }))).toBeUndefined();
  });
});
