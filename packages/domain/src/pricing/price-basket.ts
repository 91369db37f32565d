import { baseUnits, type Cents, cents, sumCents, ZERO_CENTS } from '../money/money.ts';
import { ANYONE, type Basket } from './basket.ts';
import { paidByBenefits } from './benefits.ts';
import { depositsOn, emptiesReturned, type ReturnedEmpties } from './deposits.ts';
import { shareOut } from './manual-discounts.ts';
import { minimumOf } from './minimum-prices.ts';
import { PositionDraft } from './position-draft.ts';
import { positionsOf } from './positions.ts';
import type { PricedBasket, PricedLine } from './priced-basket.ts';
import { applyPromotions } from './promotions/apply-promotions.ts';
import type { Rule, RuleBook } from './rules.ts';
import { isInEffect } from './selection.ts';
import { taxesOf } from './taxes.ts';

/**
 * What a basket costs and why. Pure: the till and the server run this same code and agree to the cent. The order in which
 * rules are stored changes nothing, nor does that of the lines where the choice of offers is proven (`promotionsExact`).
 * @throws RangeError when a quantity or an amount is not an exact whole number, or empties name no deposit in effect
 */
export function priceBasket(basket: Basket, rules: RuleBook): PricedBasket {
  const inEffect = <R extends Rule>(of: readonly R[]) =>
    of.filter((rule) => isInEffect(rule, basket.storeId, basket.at));
  const customer = basket.customer ?? ANYONE;
  const deposits = inEffect(rules.deposits);
  const positions = positionsOf(basket.lines);
  const promotions = applyPromotions(basket, positions, rules.promotions);
  const drafts = positions.map((position, index) => {
    const draft = new PositionDraft(position, depositsOn(position.line, position, deposits), customer.taxExempt);
    for (const { promotion, amountCents } of promotions.discounts[index] ?? []) draft.takeOff(promotion, amountCents);
    draft.trace.push(...(promotions.trace[index] ?? []));
    draft.changeByHand();
    return draft;
  });
  if (basket.discount) {
    const { discount } = basket;
    const shares = shareOut(
      discount,
      drafts.map((draft) => draft.priceCents),
    );
    for (const [index, draft] of drafts.entries()) {
      draft.takeOffByHand('sale_discount', discount, shares[index] ?? ZERO_CENTS);
    }
  }
  const minimums = inEffect(rules.minimums);
  for (const [index, draft] of drafts.entries()) {
    const position = positions[index];
    const minimum = position && minimumOf(position, minimums);
    if (minimum) draft.raiseTo(minimum);
  }
  const charged = inEffect(rules.taxes);
  const tax = () => {
    const taxables = drafts.map((draft) => draft.taxable());
    const taxes = taxesOf(taxables, charged, rules.taxRounding, customer.taxExempt);
    for (const [index, draft] of drafts.entries()) draft.taxes = taxes[index] ?? [];
  };
  tax();
  const ebtEligibleCents = sumCents(drafts.map((draft) => draft.payable().eligibleCents));
  if (basket.ebtCents) {
    const paid = paidByBenefits(
      basket.ebtCents,
      drafts.map((draft) => draft.payable()),
    );
    for (const [index, draft] of drafts.entries()) draft.ebtCents = paid[index] ?? ZERO_CENTS;
    tax();
  }
  const lines: PricedLine[] = [];
  for (const draft of drafts) draft.writeLines(basket.lines, lines);
  const empties = emptiesReturned(basket.empties ?? [], deposits);
  return {
    lines,
    empties,
    ebtEligibleCents,
    totals: totalsOf(lines, empties, basket),
    rulesVersion: rules.version,
    promotionsExact: promotions.mostMissedCents === 0,
    promotionsMostMissedCents: cents(promotions.mostMissedCents),
  };
}

/** The sale's totals are the sums of its lines, by construction. */
function totalsOf(
  lines: readonly PricedLine[],
  empties: readonly ReturnedEmpties[],
  { giftCards = [], accountPayments = [] }: Basket,
): PricedBasket['totals'] {
  const sum = (figure: (line: PricedLine) => Cents) => sumCents(lines.map(figure));
  const giftCardCents = sumCents(giftCards.map(({ amountCents }) => amountCents));
  const accountPaymentCents = sumCents(accountPayments.map(({ amountCents }) => amountCents));
  const emptiesCents = cents(-sumCents(empties.map(({ amountCents }) => amountCents)));
  return {
    units: baseUnits(lines.reduce((total, line) => total + line.units, 0)),
    grossCents: sum((line) => line.grossCents),
    discountCents: sum((line) => line.discountCents),
    includedTaxCents: sum((line) => line.includedTaxCents),
    netCents: sum((line) => line.netCents),
    depositCents: cents(sum((line) => line.depositCents) - emptiesCents),
    taxCents: sum((line) => line.taxCents),
    totalCents: cents(sum((line) => line.totalCents) - emptiesCents + giftCardCents + accountPaymentCents),
    emptiesCents,
    giftCardCents,
    accountPaymentCents,
  };
}
