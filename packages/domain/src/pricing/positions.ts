import { leastCommonMultiple } from '../money/fraction.ts';
import { type Cents, cents } from '../money/money.ts';
import { type BasketLine } from './basket.ts';
import { ONE_IN_MILLIONTHS } from './rules.ts';

/**
 * What is priced as one: all lines of a pack of a product, so that ringing up two and three costs what five cost. A line
 * that was changed by hand stands alone. Positions have an order of their own, which no scan order changes.
 */
export interface Position {
  line: BasketLine;
  /** The lines of the basket it stands for, by their index. */
  lineIndexes: number[];
  /** Packs in all. */
  quantity: number;
  /** Base units in all. */
  units: number;
  grossCents: Cents;
}

export function positionsOf(lines: readonly BasketLine[]): Position[] {
  const merged = new Map<string, Position>();
  lines.forEach((line, index) => {
    assertWhole(line);
    const key = keyOf(line, index);
    const known = merged.get(key);
    if (known) {
      known.quantity += line.quantity;
      known.lineIndexes.push(index);
    } else {
      merged.set(key, { line, lineIndexes: [index], quantity: line.quantity, units: 0, grossCents: cents(0) });
    }
  });
  const positions = [...merged.values()].sort(inOrder);
  for (const position of positions) {
    position.units = position.quantity * position.line.unitsPerPack;
    position.grossCents = cents(position.quantity * position.line.unitPriceCents);
  }
  return positions;
}

function assertWhole({ quantity, unitsPerPack, unitPriceCents }: BasketLine): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`${quantity} is no quantity`);
  if (!Number.isSafeInteger(unitsPerPack) || unitsPerPack < 1)
    throw new RangeError(`${unitsPerPack} units are no pack`);
  if (!Number.isSafeInteger(unitPriceCents) || unitPriceCents < 0)
    throw new RangeError(`${unitPriceCents} is no price`);
}

function keyOf(line: BasketLine, index: number): string {
  const byHand = line.override || line.discount ? index : '';
  return JSON.stringify([line.productId, line.packId, line.unitsPerPack, line.unitPriceCents, byHand]);
}

/** By what the lines say, never by where they stand; lines that say the same are interchangeable. */
function inOrder(a: Position, b: Position): number {
  const left = sortKey(a);
  const right = sortKey(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortKey({ line, quantity }: Position): string {
  const { override, discount } = line;
  const byHand = override || discount ? [quantity, override ?? null, discount ?? null] : null;
  return JSON.stringify([line.productId, line.packId, line.unitsPerPack, line.unitPriceCents, byHand]);
}

/**
 * How many parts a cent is divided into so that the price of a base unit of every pack, and any percentage of it, is whole:
 * a 6-pack of $39.99 is 666.5 cents a bottle.
 * @param chained how many percentages may be taken of what others leave
 */
export function partsOfCent(positions: readonly Position[], chained: number): bigint {
  const units = positions.reduce((parts, { line }) => leastCommonMultiple(parts, BigInt(line.unitsPerPack)), 1n);
  return units * BigInt(ONE_IN_MILLIONTHS) ** BigInt(1 + chained);
}
