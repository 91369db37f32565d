import { allocate } from '../money/allocate.ts';
import { whole } from '../money/fraction.ts';
import { type BaseUnits, baseUnits, type Cents, cents, sumCents, ZERO_CENTS } from '../money/money.ts';
import { ANYONE, type Basket, type BasketLine, type ManualDiscount } from './basket.ts';
import { type Payable, paidByBenefits, taxedPart } from './benefits.ts';
import { depositOn, emptiesReturned, type LineDeposit, type ReturnedEmpties } from './deposits.ts';
import { manualDiscountOf, shareOut } from './manual-discounts.ts';
import { type Position, positionsOf } from './positions.ts';
import { applyPromotions } from './promotions/apply-promotions.ts';
import type { Rule, RuleBook } from './rules.ts';
import { isInEffect } from './selection.ts';
import { type LineTax, type TaxableLine, taxesOf } from './taxes.ts';
import { type TraceEntry, traceOf } from './trace.ts';

/** Something taken off a line. */
export interface LineDiscount {
  kind: 'promotion' | 'price_override' | 'line_discount' | 'sale_discount';
  /** The promotion's; null for what was done by hand. */
  ruleId: string | null;
  ruleVersion: number | null;
  /** The promotion's name or the reason given. */
  name: string;
  /** Negative where a price was raised by hand. */
  amountCents: Cents;
}

/** One tax on a line. */
export interface LineTaxAmount {
  ruleId: string;
  ruleVersion: number;
  name: string;
  amountCents: Cents;
  /** What it was charged on. */
  taxableCents: Cents;
  /** Contained in the price rather than added. */
  inclusive: boolean;
}

/** The figures of a line or a sale. `total = net + deposit + tax`, and `net = gross − discount − includedTax`. */
export interface Figures {
  /** Base units. */
  units: BaseUnits;
  /** At the packs' prices. */
  grossCents: Cents;
  discountCents: Cents;
  /** Taxes that the prices contain; they are out of net and, unless the customer is exempt, in tax. */
  includedTaxCents: Cents;
  /** What the store earns before its costs. */
  netCents: Cents;
  depositCents: Cents;
  taxCents: Cents;
  totalCents: Cents;
}

export interface PricedLine extends Figures {
  productId: string;
  packId: string;
  /** Packs. */
  quantity: number;
  unitsPerPack: BaseUnits;
  unitPriceCents: Cents;
  discounts: LineDiscount[];
  deposits: LineDeposit[];
  taxes: LineTaxAmount[];
  /** What benefits pay of it. */
  ebtCents: Cents;
  trace: TraceEntry[];
}

export interface PricedBasket {
  lines: PricedLine[];
  /** Containers brought back, as negative lines. */
  empties: ReturnedEmpties[];
  totals: Figures & {
    /** Deposits paid out for empties, as a positive amount; `depositCents` is what was charged less this. */
    emptiesCents: Cents;
    /** Gift cards sold: part of the total, and of nothing else. */
    giftCardCents: Cents;
    /** Paid into house accounts: likewise. */
    accountPaymentCents: Cents;
  };
  /** What benefits may pay of it at the most; no more than that was taken into account. */
  ebtEligibleCents: Cents;
  /** The rule book it was priced with. */
  rulesVersion: number;
  /** Whether the promotions are proven to save the most; see `bestBundles`. */
  promotionsExact: boolean;
}

/**
 * What a basket costs and why. Pure: the till and the server run this same code and agree to the cent. The order of the lines and the
 * order in which rules are stored change nothing.
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
    const draft = new Draft(position, depositOn(position.line, position.units, deposits));
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
    promotionsExact: promotions.exact,
  };
}

/** A position while its price is worked out. */
class Draft {
  readonly trace: TraceEntry[] = [];
  private readonly discounts: LineDiscount[] = [];
  taxes: LineTax[] = [];
  /** What benefits pay of it. */
  ebtCents = ZERO_CENTS;
  /** After what was taken off so far. */
  priceCents: Cents;

  constructor(
    private readonly position: Position,
    private readonly deposit: LineDeposit | undefined,
  ) {
    this.priceCents = position.grossCents;
    this.trace.push(
      traceOf('pack_price', 'Price', {
        code: 'applied',
        reason: 'the price of the pack',
        amountCents: position.grossCents,
      }),
    );
    if (!deposit) return;
    const { amountCents, count, unitCents, name, ruleId, ruleVersion } = deposit;
    const reason = `${count} × ${unitCents} cents`;
    this.trace.push({ ...traceOf('deposit', name, { code: 'applied', reason, amountCents }), ruleId, ruleVersion });
  }

  takeOff(rule: Rule, amountCents: Cents): void {
    this.push({ kind: 'promotion', ruleId: rule.id, ruleVersion: rule.version, name: rule.name, amountCents });
  }

  changeByHand(): void {
    const { line, quantity } = this.position;
    if (line.override) {
      const amountCents = cents(this.priceCents - line.override.unitPriceCents * quantity);
      const { reason } = line.override;
      this.push({ kind: 'price_override', ruleId: null, ruleVersion: null, name: reason, amountCents });
      this.trace.push(traceOf('price_override', 'Price set by hand', { code: 'applied', reason, amountCents }));
    }
    if (line.discount) {
      this.takeOffByHand('line_discount', line.discount, manualDiscountOf(line.discount, this.priceCents));
    }
  }

  takeOffByHand(kind: 'line_discount' | 'sale_discount', { reason }: ManualDiscount, amountCents: Cents): void {
    this.push({ kind, ruleId: null, ruleVersion: null, name: reason, amountCents });
    const name = kind === 'line_discount' ? 'Discount' : 'Discount on the sale';
    this.trace.push(traceOf(kind, name, { code: 'applied', reason, amountCents }));
  }

  taxable(): TaxableLine {
    const { line, units } = this.position;
    const { taxCode, volumeMl } = line;
    const depositCents = this.deposit?.amountCents ?? cents(0);
    const price = taxedPart(this.payable().eligibleCents, this.ebtCents);
    const taxed = { price, deposit: this.lawfulDepositCents > 0 ? price : whole(1) };
    return { taxCode, volumeMl, units, priceCents: this.priceCents, depositCents, taxed };
  }

  /** Taxes that the price contains and the customer is exempt from are not paid by anybody. */
  payable(): Payable {
    const forgiven = sumCents(
      this.taxes.filter(({ rule, exempt }) => rule.inclusive && exempt).map(({ amountCents }) => amountCents),
    );
    const costs = cents(this.priceCents + this.lawfulDepositCents - forgiven);
    return {
      eligibleCents: this.position.line.ebtEligible ? costs : ZERO_CENTS,
      isTaxed: this.taxes.some(({ rule, exempt, amountCents }) => !rule.inclusive && !exempt && amountCents > 0),
    };
  }

  /** Benefits pay a deposit that the state asks for, and no other (FNS-GD-2014-0029; FNS, “Sales Tax, Fees, and Refunds”). */
  private get lawfulDepositCents(): Cents {
    return this.deposit?.ruleId ? this.deposit.amountCents : ZERO_CENTS;
  }

  private traceTaxes(): void {
    for (const { rule, amountCents, exempt } of this.taxes) {
      if (exempt && !rule.inclusive && this.ebtCents > 0) {
        this.trace.push(traceOf('tax', rule, { code: 'paid_by_benefits', reason: 'benefits pay for it' }));
      } else if (exempt) {
        this.trace.push(traceOf('tax', rule, { code: 'tax_exempt', reason: 'the customer is exempt' }));
      } else if (rule.levy.kind === 'per_litre' && this.position.line.volumeMl === null) {
        this.trace.push(traceOf('tax', rule, { code: 'volume_unknown', reason: 'the product has no volume' }));
      } else {
        const reason = rule.inclusive ? 'contained in the price' : 'added to the price';
        this.trace.push(traceOf('tax', rule, { code: 'applied', reason, amountCents }));
      }
    }
  }

  /** The basket's lines that stand behind this position; each amount is shared out so that no line's price falls below nothing. */
  writeLines(basketLines: readonly BasketLine[], to: PricedLine[]): void {
    this.traceTaxes();
    const lines = this.position.lineIndexes.map((index) => basketLines[index] as BasketLine);
    const left = lines.map(({ quantity, unitPriceCents }) => quantity * unitPriceCents);
    const takeFrom = (amount: Cents) => {
      const shares = lines.length === 1 ? [amount] : allocate(amount, left).map(cents);
      shares.forEach((part, place) => {
        left[place] = (left[place] ?? 0) - part;
      });
      return shares;
    };
    const byQuantity = (amount: Cents) =>
      allocate(
        amount,
        lines.map(({ quantity }) => quantity),
      ).map(cents);
    const discounts = this.discounts.map((discount) => ({ discount, shares: takeFrom(discount.amountCents) }));
    lines.forEach((line, place) => {
      left[place] = (left[place] ?? 0) + (this.deposit?.unitCents ?? 0) * line.quantity * line.unitsPerPack;
    });
    const taxes = this.taxes.map((tax) => ({
      tax,
      shares: tax.rule.inclusive ? takeFrom(tax.amountCents) : byQuantity(tax.amountCents),
      taxable: byQuantity(tax.taxableCents),
    }));
    const amountsOf = (entry: TraceEntry): Cents[] => {
      if (!entry.applied) return [];
      if (entry.rule === 'tax') return taxes.find(({ tax }) => tax.rule.id === entry.ruleId)?.shares ?? [];
      const taken = discounts.find(({ discount }) => discount.kind === entry.rule && discount.ruleId === entry.ruleId);
      return taken?.shares ?? byQuantity(entry.amountCents);
    };
    const traces = this.trace.map((entry) => ({ entry, shares: amountsOf(entry) }));
    const at = (shares: Cents[], place: number) => shares[place] ?? ZERO_CENTS;
    const priced = lines.map((line, place) =>
      pricedLine(line, {
        discounts: discounts.map(({ discount, shares }) => ({ ...discount, amountCents: at(shares, place) })),
        deposit: this.deposit,
        taxes: taxes.map(({ tax, shares, taxable }) => ({
          ...tax,
          amountCents: at(shares, place),
          taxableCents: at(taxable, place),
        })),
        trace: traces.map(({ entry, shares }) => ({ ...entry, amountCents: at(shares, place) })),
      }),
    );
    const paid = allocate(this.ebtCents, priced.map(payableOf));
    priced.forEach((line, place) => {
      to[this.position.lineIndexes[place] as number] = { ...line, ebtCents: cents(paid[place] ?? 0) };
    });
  }

  private push(discount: LineDiscount): void {
    this.discounts.push(discount);
    this.priceCents = cents(this.priceCents - discount.amountCents);
  }
}

/** What of a line benefits may pay for. */
function payableOf({ totalCents, taxes, deposits }: Omit<PricedLine, 'ebtCents'>): Cents {
  const onTop = sumCents(taxes.filter(({ inclusive }) => !inclusive).map(({ amountCents }) => amountCents));
  const unlawful = sumCents(deposits.filter(({ ruleId }) => !ruleId).map(({ amountCents }) => amountCents));
  return cents(totalCents - onTop - unlawful);
}

function pricedLine(
  { productId, packId, quantity, unitsPerPack, unitPriceCents }: BasketLine,
  made: { discounts: LineDiscount[]; deposit: LineDeposit | undefined; taxes: LineTax[]; trace: TraceEntry[] },
): Omit<PricedLine, 'ebtCents'> {
  const units = baseUnits(quantity * unitsPerPack);
  const deposits = made.deposit
    ? [{ ...made.deposit, count: units, amountCents: cents(made.deposit.unitCents * units) }]
    : [];
  const charged = made.taxes.filter(({ exempt }) => !exempt);
  const grossCents = cents(quantity * unitPriceCents);
  const discountCents = sumCents(made.discounts.map(({ amountCents }) => amountCents));
  const includedTaxCents = sumCents(made.taxes.filter(({ rule }) => rule.inclusive).map((tax) => tax.amountCents));
  const netCents = cents(grossCents - discountCents - includedTaxCents);
  const depositCents = sumCents(deposits.map(({ amountCents }) => amountCents));
  const taxCents = sumCents(charged.map(({ amountCents }) => amountCents));
  return {
    productId,
    packId,
    quantity,
    unitsPerPack,
    unitPriceCents,
    units,
    grossCents,
    discountCents,
    includedTaxCents,
    netCents,
    depositCents,
    taxCents,
    totalCents: cents(netCents + depositCents + taxCents),
    discounts: made.discounts,
    deposits,
    taxes: charged.map(({ rule, amountCents, taxableCents }) => ({
      ruleId: rule.id,
      ruleVersion: rule.version,
      name: rule.name,
      amountCents,
      taxableCents,
      inclusive: rule.inclusive,
    })),
    trace: made.trace,
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
