import { type Cents, cents } from '@liquor-pos/domain/money/money';
import { roundCash } from '@liquor-pos/domain/tenders/settle';
import { isStoredValue, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { badInput, DomainError } from '../errors/domain-error';
import type { SaleTender, SoldGiftCard } from '../ledger/documents/sale.schema';
import type { Store } from '../store-directory/store.schema';
import type { CreateSaleDto } from './dto/sale-input.dto';

/** What is paid with, of what the store takes. @throws DomainError `tender_not_taken`, `validation_failed` for a code of what has none */
export function tendersOf({ tenders }: Pick<CreateSaleDto, 'tenders'>, store: Store): SaleTender[] {
  return tenders.map(({ type, amountCents, reference, code }, index) => {
    if (!store.tenders.includes(type)) throw tenderNotTaken(type, `tenders.${index}.type`);
    if (code !== undefined && !isStoredValue(type))
      throw badInput([{ path: `tenders.${index}.code`, message: 'belongs to gift cards and store credit' }]);
    return { type, amountCents: cents(amountCents), ...(reference && { reference }), ...(code && { code }) };
  });
}

export function tenderNotTaken(type: TenderType, path: string): DomainError {
  return new DomainError('unprocessable', 'tender_not_taken', 'This store does not take that; its settings say what.', {
    errors: [{ path, message: `is ${type}, which this store does not take` }],
  });
}

/**
 * Nobody knew what was left on a card, and another register may have taken it meanwhile.
 * @throws DomainError `tender_needs_connection`
 */
export function assertConnected(giftCards: readonly SoldGiftCard[], tenders: readonly SaleTender[]): void {
  if (giftCards.length === 0 && tenders.every(({ code }) => code === undefined)) return;
  throw new DomainError(
    'unprocessable',
    'tender_needs_connection',
    'Gift cards and store credit are sold and redeemed with a connection alone.',
    { errors: [{ path: 'offline', message: 'is not possible with a gift card' }] },
  );
}

/**
 * A gift card is sold where it can be redeemed, and for what can be paid to the cent: what rounding takes off goods is not to be put on a card.
 * @throws DomainError `tender_not_taken`, `validation_failed`
 */
export function assertMaySellGiftCards(lines: CreateSaleDto['lines'], { tenders, cashRounding }: Store): void {
  lines.forEach(({ giftCard }, index) => {
    if (!giftCard) return;
    const path = `lines.${index}.giftCard`;
    if (!tenders.includes('gift_card')) throw tenderNotTaken('gift_card', path);
    if (giftCard.amountCents % cashRounding.toCents !== 0) {
      const message = `must be a multiple of ${cashRounding.toCents} cents, as this store rounds`;
      throw badInput([{ path: `${path}.amountCents`, message }]);
    }
  });
}

/**
 * What rounding takes off goods is a customer's gain; of what is put on gift cards it would be money for nothing.
 * @param goodsCents what is due besides the gift cards
 * @throws DomainError `validation_failed`
 */
export function assertGiftCardsPaid(goodsCents: Cents, roundingCents: Cents, { cashRounding }: Store): void {
  const ofGoods = roundCash(goodsCents, cashRounding) - goodsCents;
  if (roundingCents >= Math.min(ofGoods, 0)) return;
  throw badInput([{ path: 'tenders', message: 'must pay gift cards to the cent: leave a rest that coins can pay' }]);
}
