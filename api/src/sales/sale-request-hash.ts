import { contentHash } from '../http/content-hash';
import type { CreateSaleDto } from './dto/sale-input.dto';
import { hashedPicks } from './returned-lines';

/** What a retry must repeat to be one: everything that decides what is sold and how it is paid. */
export function saleRequestHash(input: CreateSaleDto): string {
  const { lines, tenders, registerId, at, offline, ageCheck } = input;
  const content = [
    lines.map((line) => [
      line.productId,
      line.packId,
      line.barcode,
      line.quantity,
      ...byHand(line),
      ...noGoodsOf(line),
    ]),
    tenders.map(({ type, amountCents, reference, code }) => [
      ...[type, amountCents],
      ...(reference || code ? [reference, code] : []),
    ]),
    registerId,
    at?.toISOString(),
    offline ?? false,
    // How it was checked, never whom: a hash of a birth date is soon guessed.
    ageCheck?.method,
    ...ofTheSale(input),
    ...ofTheExchange(input),
    ...ofTheCoupons(input),
    ...(input.customer?.reference ? ['customer', input.customer.reference] : []),
  ];
  return contentHash(content);
}

/** Nothing for lines sold as they are, so that requests hash as they did before prices could be changed. */
function byHand({ override, discount }: CreateSaleDto['lines'][number]): unknown[] {
  if (!override && !discount) return [];
  return [override && [override.unitPriceCents, override.reason], discountOf(discount)];
}

function noGoodsOf({ giftCard, accountPayment }: CreateSaleDto['lines'][number]): unknown[] {
  if (accountPayment) return ['account', accountPayment.amountCents, accountPayment.code];
  return giftCard ? ['gift card', giftCard.amountCents, giftCard.code] : [];
}

/** In one order and form, however the caller wrote them: a list that is empty says what a missing one says. */
function ofTheSale({ empties = [], discount, customer }: CreateSaleDto): unknown[] {
  const { groups = [], taxExemption } = customer ?? {};
  if (empties.length === 0 && !discount && groups.length === 0 && taxExemption === undefined) return [];
  return [empties.map(({ depositId, count }) => [depositId, count]), discountOf(discount), groups, taxExemption];
}

function ofTheExchange({ exchange }: CreateSaleDto): unknown[] {
  if (!exchange) return [];
  const { saleId, lines, refund, reason } = exchange;
  return ['exchange', saleId, hashedPicks(lines), refund, reason];
}

function ofTheCoupons({ coupons = [] }: CreateSaleDto): unknown[] {
  return coupons.length === 0 ? [] : ['coupons', [...coupons].sort()];
}

function discountOf(discount: CreateSaleDto['discount']): unknown {
  return discount && [discount.kind, discount.amountCents, discount.rateMillionths, discount.reason];
}
