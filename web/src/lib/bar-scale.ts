const MOST_STEPS = 4;
const ROUND = [1, 2, 5, 10];

/**
 * The lines behind bars: round amounts, evenly apart, from the lowest value or nothing to the highest.
 * @param values whole numbers, of either sign
 */
export function ticksOf(values: readonly number[]): number[] {
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)];
  const least = Math.max((highest - lowest) / MOST_STEPS, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = (ROUND.find((round) => round * power >= least) ?? 10) * power;
  const first = Math.floor(lowest / step);
  const last = Math.max(Math.ceil(highest / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
