import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import { roundCash, settle } from '@liquor-pos/domain/tenders/settle';
import { hasBalance, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { badInput, DomainError } from '../errors/domain-error';
import type { SaleTender } from '../ledger/documents/sale.schema';
import type { Store } from '../store-directory/store.schema';
import { assertChangeWithin } from './drawer-limits';
import type { CreateSaleDto } from './dto/sale-input.dto';
import type { Apart } from './goods';

/** What is paid with, of what the store takes. @throws DomainError `tender_not_taken`, `validation_failed` for a code of what has none */
export function tendersOf({ tenders }: Pick<CreateSaleDto, 'tenders'>, store: Store): SaleTender[] {
  return tenders.map(({ type, amountCents, reference, code }, index) => {
    if (!store.tenders.includes(type)) throw tenderNotTaken(type, `tenders.${index}.type`);
    if (code !== undefined && !hasBalance(type))
      throw badInput([{ path: `tenders.${index}.code`, message: 'belongs to gift cards, credit and accounts' }]);
    return { type, amountCents: cents(amountCents), ...(reference && { reference }), ...(code && { code }) };
  });
}

export function tenderNotTaken(type: TenderType, path: string): DomainError {
  return new DomainError('tender_not_taken', 'This store does not take that; its settings say what.', {
    errors: [{ path, message: `is ${type}, which this store does not take` }],
  });
}

/**
 * Nobody knew what was left on a card, and another register may have taken it meanwhile.
 * @throws DomainError `tender_needs_connection`
 */
export function assertConnected(value: readonly object[], tenders: readonly SaleTender[]): void {
  if (value.length === 0 && tenders.every(({ code }) => code === undefined)) return;
  throw new DomainError('tender_needs_connection', 'Gift cards, store credit and accounts need a connection.', {
    errors: [{ path: 'offline', message: 'is not possible with a gift card or an account' }],
  });
}

/**
 * A gift card is sold where it can be redeemed, an account paid where it can be bought on. A card is sold for what can be paid to the
 * cent: what rounding takes off goods is not to be put on one. An account owes cents, and is paid as goods are.
 * @throws DomainError `tender_not_taken`, `validation_failed`
 */
export function assertMayTakeValue(
  { giftCards, accountPayments }: Pick<Apart<unknown>, 'giftCards' | 'accountPayments'>,
  { tenders, cashRounding }: Store,
): void {
  if (accountPayments.length > 0 && !tenders.includes('house_account'))
    throw tenderNotTaken('house_account', 'lines.0.accountPayment');
  giftCards.forEach(({ amountCents }, index) => {
    const path = `lines.${index}.giftCard`;
    if (!tenders.includes('gift_card')) throw tenderNotTaken('gift_card', path);
    if (amountCents % cashRounding.toCents === 0) return;
    const message = `must be a multiple of ${cashRounding.toCents} cents, as this store rounds`;
    throw badInput([{ path: `${path}.amountCents`, message }]);
  });
}

/** What benefits pay. */
export function ebtOf(tenders: readonly SaleTender[]): Cents {
  return sumCents(tenders.filter(({ type }) => type === 'ebt').map(({ amountCents }) => amountCents));
}

/** Benefits pay for food alone, and never more than it costs. @throws DomainError `ebt_over_eligible` */
export function assertEligible({ ebtEligibleCents }: PricedBasket, tenders: readonly SaleTender[]): void {
  if (ebtOf(tenders) <= ebtEligibleCents) return;
  throw new DomainError('ebt_over_eligible', `EBT may pay ${ebtEligibleCents} cents of this sale.`, {
    errors: [
      { path: `tenders.${tenders.findIndex(({ type }) => type === 'ebt')}.amountCents`, message: 'is for food alone' },
    ],
    extra: { ebtEligibleCents },
  });
}

/** How a sale is paid. */
interface Payment {
  tenders: SaleTender[];
  changeCents: Cents;
  roundingCents: Cents;
}

/**
 * Pays a sale: with what came back for it first, the rest with what is handed over, within the store's limits.
 * @param back what goods that came back pay of it
 * @throws DomainError `insufficient_tender`, `card_over_tendered`, `change_over_limit`, `validation_failed`
 */
export function payment(
  { totalCents, giftCardCents, accountPaymentCents }: PricedBasket['totals'],
  back: SaleTender | undefined,
  tendered: readonly SaleTender[],
  store: Store,
): Payment {
  const dueCents = cents(totalCents - (back?.amountCents ?? 0));
  const { changeCents, roundingCents } = settled(dueCents, tendered, store);
  if (giftCardCents > 0) assertGiftCardsPaid(cents(dueCents - giftCardCents), roundingCents, store);
  if (accountPaymentCents > 0) assertSomethingPaid(tendered);
  assertAccountsBuyGoods(tendered, cents(totalCents - giftCardCents - accountPaymentCents));
  assertChangeWithin(tendered, changeCents, store);
  return { tenders: [...(back ? [back] : []), ...tendered], changeCents, roundingCents };
}

function settled(dueCents: Cents, tenders: readonly SaleTender[], store: Store) {
  const settlement = settle(dueCents, tenders, store.cashRounding);
  if (settlement.settled) return settlement;
  const path = 'tenders';
  if (settlement.fault === 'insufficient_tender') {
    throw new DomainError('insufficient_tender', `${settlement.missingCents} cents are missing.`, {
      errors: [{ path, message: `add up to ${settlement.missingCents} cents less than the total` }],
    });
  }
  throw new DomainError('card_over_tendered', 'Nothing but cash can come to more than what is due.', {
    errors: [{ path, message: `come to ${settlement.excessCents} cents more than the total without cash` }],
  });
}

/** What is less than the smallest coin is nothing, and would melt a debt call by call. @throws DomainError `validation_failed` */
function assertSomethingPaid(tendered: readonly SaleTender[]): void {
  if (tendered.length === 0) throw badInput([{ path: 'tenders', message: 'must pay something of what is owed' }]);
}

/**
 * What rounding takes off goods is a customer's gain; of what is put on gift cards it would be money for nothing.
 * @param goodsCents what is due besides the gift cards
 * @throws DomainError `validation_failed`
 */
function assertGiftCardsPaid(goodsCents: Cents, roundingCents: Cents, { cashRounding }: Store): void {
  const ofGoods = roundCash(goodsCents, cashRounding) - goodsCents;
  if (roundingCents >= Math.min(ofGoods, 0)) return;
  throw badInput([{ path: 'tenders', message: 'must pay gift cards to the cent: leave a rest that coins can pay' }]);
}

/**
 * What is owed for is goods: a gift card bought on account would be somebody else's money in whoever's pocket has it.
 * @throws DomainError `validation_failed`
 */
function assertAccountsBuyGoods(tenders: readonly SaleTender[], goodsCents: Cents): void {
  const onAccount = tenders.filter(({ type }) => type === 'house_account');
  if (sumCents(onAccount.map(({ amountCents }) => amountCents)) <= Math.max(goodsCents, 0)) return;
  const path = `tenders.${tenders.findIndex(({ type }) => type === 'house_account')}.amountCents`;
  throw badInput([{ path, message: 'pays for goods alone, and for no gift card or account' }]);
}
