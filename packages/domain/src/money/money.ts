declare const unit: unique symbol;

/** An amount in the currency's minor unit (US cents), always a whole number. Negative where money goes back. */
export type Cents = number & { readonly [unit]: 'cents' };

/** Stock in whole base units: single bottles or cans. Negative where stock leaves. */
export type BaseUnits = number & { readonly [unit]: 'base units' };

/** An amount past what whole numbers count exactly. */
export class InexactAmount extends RangeError {}

/** @throws InexactAmount when the number is not a whole number that arithmetic keeps exact */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new InexactAmount(`${amount} is not a whole number of cents`);
  return positiveZero(amount) as Cents;
}

/** @throws InexactAmount when the number is not a whole number that arithmetic keeps exact */
export function baseUnits(count: number): BaseUnits {
  if (!Number.isSafeInteger(count)) throw new InexactAmount(`${count} is not a whole number of base units`);
  return positiveZero(count) as BaseUnits;
}

export const ZERO_CENTS = cents(0);

export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return cents(total);
}

/**
 * `amount × numerator ÷ denominator`, rounded half away from zero, without a float in between.
 * @throws RangeError when the denominator is zero or a result is too large to be exact
 */
export function multiplyDivide(amount: number, numerator: number, denominator: number): number {
  if (denominator === 0) throw new RangeError('division by zero');
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const negative = product < 0n !== divisor < 0n;
  const dividend = product < 0n ? -product : product;
  const by = divisor < 0n ? -divisor : divisor;
  const rounded = (2n * dividend + by) / (2n * by);
  return cents(Number(negative ? -rounded : rounded));
}

/** −0 is a number JSON and equality treat differently from 0; an account never shows it. */
function positiveZero(amount: number): number {
  return amount === 0 ? 0 : amount;
}
