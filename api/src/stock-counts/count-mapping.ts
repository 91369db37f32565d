import type { Product } from '../products/product.schema';
import type { CountLine } from './count-lines';
import type { StockCountLineDto, StockCountTotalsDto } from './dto/stock-count.dto';
import type { StockCount, StockCountResult } from './stock-count.schema';

/** While somebody counts blind, nobody is told what the books have. */
export function isBlindStill({ blind, status }: StockCount): boolean {
  return blind && status === 'counting';
}

export function toLine(count: StockCount, line: CountLine): StockCountLineDto {
  const { product, seen, countedUnits, movedMeanwhile, superseded } = line;
  const hidden = isBlindStill(count);
  return {
    ...nameOf(product),
    productId: product._id.toString(),
    countedUnits,
    seenAt: seen?.last ?? null,
    expectedUnits: hidden ? null : line.expectedUnits,
    differenceUnits: hidden ? null : line.differenceUnits,
    differenceCents: hidden ? null : line.differenceCents,
    movedMeanwhile,
    superseded,
    reason: null,
    note: null,
  };
}

export function toResultLine(result: StockCountResult, product: Product | undefined): StockCountLineDto {
  const { productId, countedUnits, expectedUnits, differenceUnits, differenceCents } = result;
  const { seenAt, superseded, reason, note } = result;
  return {
    ...nameOf(product),
    productId: productId.toString(),
    countedUnits,
    seenAt,
    expectedUnits,
    differenceUnits,
    differenceCents,
    movedMeanwhile: false,
    superseded,
    reason,
    note,
  };
}

function nameOf(product: Product | undefined) {
  return { sku: product?.sku ?? '', name: product?.name ?? '', volumeMl: product?.volumeMl ?? null };
}

/** What was missing and what was too many, each for itself: they do not make up for each other. */
export function totalsOf(lines: readonly StockCountLineDto[]): StockCountTotalsDto {
  const totals: StockCountTotalsDto = {
    differences: 0,
    missingUnits: 0,
    missingCents: 0,
    surplusUnits: 0,
    surplusCents: 0,
    unseenProducts: 0,
    unseenUnits: 0,
    unseenCents: 0,
  };
  for (const { seenAt, differenceUnits, differenceCents } of lines) {
    const units = differenceUnits ?? 0;
    const amount = differenceCents ?? 0;
    if (seenAt === null) {
      totals.unseenProducts++;
      totals.unseenUnits -= units;
      totals.unseenCents -= amount;
    } else if (units !== 0) {
      totals.differences++;
      if (units < 0) {
        totals.missingUnits -= units;
        totals.missingCents -= amount;
      } else {
        totals.surplusUnits += units;
        totals.surplusCents += amount;
      }
    }
  }
  return totals;
}
