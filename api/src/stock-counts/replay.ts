import { type BaseUnits, baseUnits } from '@liquor-pos/domain/money/money';

/** What was seen of one product, in all of a count's entries. */
export interface Seen {
  units: number;
  first: Date;
  last: Date;
}

/** A change of the balance since the count began. */
export interface LaterMovement {
  at: Date;
  units: number;
  /** A correction by a count, this one or another, or by a hand that had counted. */
  counted: boolean;
}

export interface Difference {
  countedUnits: BaseUnits;
  /** What the books had at the minute the product was last seen. */
  expectedUnits: BaseUnits;
  differenceUnits: BaseUnits;
  /** Sold, received or taken back between the first sight and the last: what was seen may have counted a bottle twice, or never. */
  movedMeanwhile: boolean;
  /** Counted again since, and corrected by that: what was seen here is old, and changes nothing. */
  superseded: boolean;
}

/**
 * A count is what was seen at its minute: it is held against what the books had then, and the movements since replay over it. So a
 * bottle sold between the count and its posting is no loss.
 */
export function differenceOf(seen: Seen, onHand: number, movements: readonly LaterMovement[]): Difference {
  const since = movements.filter(({ at }) => at > seen.last);
  const expected = onHand - since.reduce((sum, { units }) => sum + units, 0);
  const countedUnits = baseUnits(Math.max(seen.units, 0));
  const superseded = since.some(({ counted }) => counted);
  return {
    countedUnits,
    expectedUnits: baseUnits(expected),
    differenceUnits: baseUnits(superseded ? 0 : countedUnits - expected),
    movedMeanwhile: movements.some(({ at, counted }) => !counted && at > seen.first && at <= seen.last),
    superseded,
  };
}
