import { allocate } from '../money/allocate.ts';
import { dividedBy, plus, times, whole } from '../money/fraction.ts';
import { baseUnits, type Cents, cents, sumCents, ZERO_CENTS } from '../money/money.ts';
import type { BasketLine, ManualDiscount } from './basket.ts';
import { type Payable, taxedPart } from './benefits.ts';
import type { LineDeposit, PositionDeposit } from './deposits.ts';
import { manualDiscountOf } from './manual-discounts.ts';
import type { LeastPrice } from './minimum-prices.ts';
import type { Position } from './positions.ts';
import type { LineDiscount, PricedLine } from './priced-basket.ts';
import type { Promotion } from './rules.ts';
import type { LineTax, TaxableLine } from './taxes.ts';
import { type TraceEntry, traceOf } from './trace.ts';

/** A position while its price is worked out. */
export class PositionDraft {
  readonly trace: TraceEntry[] = [];
  private readonly discounts: LineDiscount[] = [];
  taxes: LineTax[] = [];
  /** What benefits pay of it. */
  ebtCents = ZERO_CENTS;
  /** After what was taken off so far. */
  priceCents: Cents;
  /** What a manufacturer pays back of what was taken off: a part of the price that is taxed. */
  private reimbursedCents = ZERO_CENTS;
  /** What all of it costs at the least, where that raised its price. */
  private leastCents = ZERO_CENTS;

  constructor(
    private readonly position: Position,
    private readonly deposits: readonly PositionDeposit[],
    private readonly isCustomerExempt: boolean,
  ) {
    this.priceCents = position.grossCents;
    this.trace.push(
      traceOf('pack_price', 'Price', {
        code: 'applied',
        reason: 'the price of the pack',
        amountCents: position.grossCents,
      }),
    );
    for (const { amountCents, count, unitCents, name, ruleId, ruleVersion } of deposits) {
      const reason = `${count} × ${unitCents} cents`;
      this.trace.push({ ...traceOf('deposit', name, { code: 'applied', reason, amountCents }), ruleId, ruleVersion });
    }
  }

  takeOff(rule: Promotion, amountCents: Cents): void {
    if (rule.reimbursed) this.reimbursedCents = cents(this.reimbursedCents + amountCents);
    const { id, version, name, reimbursed } = rule;
    this.push({ kind: 'promotion', ruleId: id, ruleVersion: version, name, amountCents, reimbursed });
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

  /** Whatever was taken off, no less is paid than the rule has it. */
  raiseTo({ rule, amountCents: least }: LeastPrice): void {
    // What the manufacturer pays is paid, too.
    const amountCents = cents(this.priceCents + this.reimbursedCents - least);
    if (amountCents >= 0) return;
    this.leastCents = least;
    const { id, version, name } = rule;
    this.push({ kind: 'minimum_price', ruleId: id, ruleVersion: version, name, amountCents });
    this.trace.push(
      traceOf('minimum_price', rule, { code: 'applied', reason: `${least} cents at the least`, amountCents }),
    );
  }

  taxable(): TaxableLine {
    const { line, units } = this.position;
    const depositCents = sumCents(this.deposits.map(({ amountCents }) => amountCents));
    const price = taxedPart(this.payable().eligibleCents, this.ebtCents);
    const own = whole(depositCents - this.lawfulDepositCents);
    const left = plus(times(whole(this.lawfulDepositCents), price), own);
    const taxed = { price, deposit: depositCents > 0 ? dividedBy(left, whole(depositCents)) : whole(1) };
    const { priceCents, reimbursedCents } = this;
    return { product: line, units, priceCents, reimbursedCents, depositCents, taxed };
  }

  /** Taxes that the price contains and the customer is exempt from are not paid by anybody. */
  payable(): Payable {
    const forgiven = sumCents(
      this.taxes.filter(({ rule, exempt }) => rule.inclusive && exempt).map(({ amountCents }) => amountCents),
    );
    const costs = cents(Math.max(0, this.priceCents + this.lawfulDepositCents - forgiven));
    return {
      eligibleCents: this.position.line.ebtEligible ? costs : ZERO_CENTS,
      isTaxed: this.taxes.some(({ rule, exempt, amountCents }) => !rule.inclusive && !exempt && amountCents > 0),
    };
  }

  /** Benefits pay a deposit that the state asks for, and no other (FNS-GD-2014-0029; FNS, “Sales Tax, Fees, and Refunds”). */
  private get lawfulDepositCents(): Cents {
    return sumCents(this.deposits.filter(({ ruleId }) => ruleId).map(({ amountCents }) => amountCents));
  }

  private traceTaxes(): void {
    for (const { rule, amountCents, exempt } of this.taxes) {
      if (exempt && this.isCustomerExempt && rule.exemptible) {
        this.trace.push(traceOf('tax', rule, { code: 'tax_exempt', reason: 'the customer is exempt' }));
      } else if (exempt) {
        this.trace.push(traceOf('tax', rule, { code: 'paid_by_benefits', reason: 'benefits pay for it' }));
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
    const takeFrom = (amount: Cents, from = left) => {
      const shares = shared(amount, from);
      shares.forEach((part, place) => {
        from[place] = (from[place] ?? 0) - part;
      });
      return shares;
    };
    const quantities = lines.map(({ quantity }) => quantity);
    const byQuantity = (amount: Cents) => shared(amount, quantities);
    const discounts = this.sharedDiscounts(left, takeFrom, byQuantity);
    const depositsLeft = lines.map((line) => sumCents(this.deposits.map((one) => depositOf(line, one).amountCents)));
    const taxes = this.taxes.map((tax) => {
      const { amountCents, inDepositCents, rule } = tax;
      const inDeposits = takeFrom(inDepositCents, depositsLeft);
      const others = cents(amountCents - inDepositCents);
      const shares = rule.inclusive ? takeFrom(others) : byQuantity(others);
      return { tax, shares: added(shares, inDeposits), inDeposits, taxable: byQuantity(tax.taxableCents) };
    });
    const depositShares = (ruleId: string | null) => {
      const deposit = this.deposits.find((one) => one.ruleId === ruleId);
      return lines.map((line) => (deposit ? depositOf(line, deposit).amountCents : ZERO_CENTS));
    };
    const amountsOf = (entry: TraceEntry): Cents[] => {
      if (lines.length === 1) return [entry.amountCents];
      if (!entry.applied) return [];
      if (entry.rule === 'deposit') return depositShares(entry.ruleId);
      if (entry.rule === 'tax') return taxes.find(({ tax }) => tax.rule.id === entry.ruleId)?.shares ?? [];
      const taken = discounts.find(({ discount }) => discount.kind === entry.rule && discount.ruleId === entry.ruleId);
      return taken?.shares ?? byQuantity(entry.amountCents);
    };
    const traces = this.trace.map((entry) => ({ entry, shares: amountsOf(entry) }));
    const at = (shares: Cents[], place: number) => shares[place] ?? ZERO_CENTS;
    const priced = lines.map((line, place) =>
      pricedLine(line, {
        discounts: discounts.map(({ discount, shares }) => ({ ...discount, amountCents: at(shares, place) })),
        deposits: this.deposits.map((deposit) => depositOf(line, deposit)),
        taxes: taxes.map(({ tax, shares, inDeposits, taxable }) => ({
          ...tax,
          amountCents: at(shares, place),
          inDepositCents: at(inDeposits, place),
          taxableCents: at(taxable, place),
        })),
        trace: traces.map(({ entry, shares }) => withAmount(entry, at(shares, place))),
      }),
    );
    const paid = shared(this.ebtCents, priced.map(payableOf));
    priced.forEach((line, place) => {
      to[this.position.lineIndexes[place] as number] = { ...line, ebtCents: paid[place] ?? ZERO_CENTS };
    });
  }

  /** Each discount's shares of the lines, whose prices go down by them. */
  private sharedDiscounts(
    left: number[],
    takeFrom: (amount: Cents) => Cents[],
    byQuantity: (amount: Cents) => Cents[],
  ): { discount: LineDiscount; shares: Cents[] }[] {
    const paidBack = left.map(() => 0);
    /** To what each line costs at the least: however low offers brought it, no line pays for the others. */
    const raise = () => {
      const least = byQuantity(this.leastCents);
      return left.map((price, place) => {
        const target = (least[place] ?? 0) - (paidBack[place] ?? 0);
        left[place] = target;
        return cents(price - target);
      });
    };
    return this.discounts.map((discount) => {
      const shares = discount.kind === 'minimum_price' ? raise() : takeFrom(discount.amountCents);
      if (discount.reimbursed) {
        for (const [place, share] of shares.entries()) paidBack[place] = (paidBack[place] ?? 0) + share;
      }
      return { discount, shares };
    });
  }

  private push(discount: Omit<LineDiscount, 'reimbursed'> & { reimbursed?: boolean }): void {
    this.discounts.push({ reimbursed: false, ...discount });
    this.priceCents = cents(this.priceCents - discount.amountCents);
  }
}

function shared(amount: Cents, weights: readonly number[]): Cents[] {
  return weights.length === 1 ? [amount] : allocate(amount, weights).map(cents);
}

function added(one: readonly Cents[], other: readonly Cents[]): Cents[] {
  return one.map((amount, place) => cents(amount + (other[place] ?? 0)));
}

/** Most entries are a line's as they are its position's. */
function withAmount(entry: TraceEntry, amountCents: Cents): TraceEntry {
  return entry.amountCents === amountCents ? entry : { ...entry, amountCents };
}

/** A line's part of its position's deposit. */
function depositOf({ quantity, unitsPerPack }: BasketLine, { per, ...deposit }: PositionDeposit): LineDeposit {
  const count = per === 'pack' ? quantity : quantity * unitsPerPack;
  return { ...deposit, count, amountCents: cents(deposit.unitCents * count) };
}

/** What of a line benefits may pay for. */
function payableOf({ totalCents, taxes, deposits }: Omit<PricedLine, 'ebtCents'>): Cents {
  const onTop = sumCents(taxes.filter(({ inclusive }) => !inclusive).map(({ amountCents }) => amountCents));
  const unlawful = sumCents(deposits.filter(({ ruleId }) => !ruleId).map(({ amountCents }) => amountCents));
  return cents(totalCents - onTop - unlawful);
}

function pricedLine(
  { productId, packId, quantity, unitsPerPack, unitPriceCents }: BasketLine,
  made: { discounts: LineDiscount[]; deposits: LineDeposit[]; taxes: LineTax[]; trace: TraceEntry[] },
): Omit<PricedLine, 'ebtCents'> {
  const units = baseUnits(quantity * unitsPerPack);
  const { deposits } = made;
  const charged = made.taxes.filter(({ exempt }) => !exempt);
  const grossCents = cents(quantity * unitPriceCents);
  const discountCents = sumCents(made.discounts.map(({ amountCents }) => amountCents));
  const included = sumCents(made.taxes.filter(({ rule }) => rule.inclusive).map((tax) => tax.amountCents));
  const inDeposits = sumCents(made.taxes.map(({ inDepositCents }) => inDepositCents));
  const includedTaxCents = cents(included - inDeposits);
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
    totalCents: cents(netCents + depositCents + taxCents - inDeposits),
    discounts: made.discounts,
    deposits,
    taxes: charged.map(({ rule, amountCents, taxableCents }) => ({
      ruleId: rule.id,
      ruleVersion: rule.version,
      name: rule.name,
      amountCents,
      taxableCents,
      inclusive: rule.inclusive,
      fee: rule.fee,
    })),
    trace: made.trace,
  };
}
