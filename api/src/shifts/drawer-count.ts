import { countedCents } from '@liquor-pos/domain/drawer/cash-count';
import { type Cents, cents } from '@liquor-pos/domain/money/money';
import { TENDER_TYPES, TENDERS, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { badInput } from '../errors/domain-error';
import type { ShiftClose, TenderAmount } from '../ledger/books/drawer/shift.schema';
import { cashCountOf } from './dto/cash-count.dto';
import type { CloseShiftDto } from './dto/shift.dto';

/** @throws DomainError `validation_failed` for tenders counted twice, and where cash was not */
export function countsOf({ counted }: CloseShiftDto): ShiftClose['counted'] {
  const tenders = counted.map(({ tender }) => tender);
  const twice = tenders.findIndex((tender, index) => tenders.indexOf(tender) !== index);
  if (twice >= 0) throw badInput([{ path: `counted.${twice}.tender`, message: 'is counted twice' }]);
  if (!tenders.includes('cash')) throw badInput([{ path: 'counted', message: 'must count the cash' }]);
  return counted.map(({ tender, count: given }, index) => {
    const { cents: sum = 0 } = given;
    // More went back to cards than came in, and the batch says so; of cash there is never less than nothing.
    if (tender !== 'cash' && sum < 0 && !given.denominations)
      return { tender, cents: cents(sum), count: { cents: sum } };
    const count = cashCountOf(given, `counted.${index}.count`);
    return { tender, cents: countedCents(count), count };
  });
}

/**
 * @param taken what the store takes
 * @throws DomainError `validation_failed` where a tender was taken and not counted
 */
export function differences(
  counted: readonly TenderAmount[],
  expected: readonly TenderAmount[],
  { isBlind, taken }: { isBlind: boolean; taken: readonly TenderType[] },
): TenderAmount[] {
  return TENDER_TYPES.flatMap((tender) => {
    // What lies in no drawer has a book of its own.
    if (!TENDERS[tender].counted) return [];
    const amountOf = (list: readonly TenderAmount[]): Cents | undefined =>
      list.find((one) => one.tender === tender)?.cents;
    const [is, should] = [amountOf(counted), amountOf(expected) ?? cents(0)];
    if (is !== undefined) return [{ tender, cents: cents(is - should) }];
    // Whoever counts blind counts all the store takes: that one must be counted would tell that it was taken. What the store takes no
    // more, and nobody counted, counts as nothing.
    if (isBlind && tender !== 'cash' && !taken.includes(tender))
      return should === 0 ? [] : [{ tender, cents: cents(-should) }];
    if (should !== 0 || isBlind) throw badInput([{ path: 'counted', message: `must count ${tender}` }]);
    return [];
  });
}

export function byTender(a: TenderAmount, b: TenderAmount): number {
  return TENDER_TYPES.indexOf(a.tender) - TENDER_TYPES.indexOf(b.tender);
}
