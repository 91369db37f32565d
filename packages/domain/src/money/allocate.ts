import { compare, type Fraction } from './fraction.ts';

/**
 * Divides a whole amount over weights so that the parts add up to it exactly: each gets its share rounded down (toward
 * zero), and the units left over go to the largest remainders, earlier parts first. With no weight at all the first part
 * takes everything.
 * @param weights whole numbers of at least 0
 * @returns as many whole parts as weights, none of the opposite sign of the amount
 */
export function allocate(amount: number, weights: readonly (number | bigint)[]): number[] {
  const exactWeights = weights.map(BigInt);
  const totalWeight = exactWeights.reduce((sum, weight) => sum + weight, 0n);
  if (totalWeight === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  const sign = amount < 0 ? -1 : 1;
  const size = BigInt(Math.abs(amount));
  const shares = exactWeights.map((weight, index) => {
    const exact = size * weight;
    return { index, whole: Number(exact / totalWeight), remainder: exact % totalWeight };
  });
  let left = Math.abs(amount) - shares.reduce((sum, { whole }) => sum + whole, 0);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0) break;
    share.whole++;
    left--;
  }
  return shares.map(({ whole }) => (whole === 0 ? 0 : sign * whole));
}

/**
 * The same for weights that are exact quotients of at least nothing, and for what they add up to. No common denominator is looked for:
 * that could grow without bound.
 */
export function allocateByFractions(amount: number, weights: readonly Fraction[], total: Fraction): number[] {
  if (total.numerator === 0n)
    return allocate(
      amount,
      weights.map(() => 0),
    );
  const sign = amount < 0 ? -1 : 1;
  const size = BigInt(Math.abs(amount)) * total.denominator;
  const shares = weights.map((weight, index) => {
    const dividend = size * weight.numerator;
    const divisor = weight.denominator * total.numerator;
    return { index, part: Number(dividend / divisor), rest: { numerator: dividend % divisor, denominator: divisor } };
  });
  let left = Math.abs(amount) - shares.reduce((sum, { part }) => sum + part, 0);
  const byRest = left > 0 ? [...shares].sort((a, b) => compare(b.rest, a.rest) || a.index - b.index) : [];
  for (const share of byRest) {
    if (left === 0) break;
    share.part++;
    left--;
  }
  return shares.map(({ part }) => (part === 0 ? 0 : sign * part));
}
