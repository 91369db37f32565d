import { allocate } from '../money/allocate.ts';
import {
  asWeights,
  dividedBy,
  type Fraction,
  fraction,
  isBelow,
  minus,
  plus,
  rounded,
  sumOf,
  times,
  whole,
  ZERO,
} from '../money/fraction.ts';
import { type Cents, cents } from '../money/money.ts';
import { CENT_IN_TEN_THOUSANDTHS, ONE_IN_MILLIONTHS, type TaxRounding, type TaxRule } from './rules.ts';
import { byId, GENERAL_TAX_CODE } from './selection.ts';

/** What taxes are charged on. */
export interface TaxableLine {
  taxCode: string | null;
  volumeMl: number | null;
  units: number;
  /** After all discounts; taxes that are included are in it. */
  priceCents: Cents;
  depositCents: Cents;
  /** The parts of price and deposit that taxes on top are charged on: all but what benefits pay for. */
  taxed: { price: Fraction; deposit: Fraction };
}

export interface LineTax {
  rule: TaxRule;
  amountCents: Cents;
  /** What a percentage was taken of; for a tax by volume or unit, the price before tax. */
  taxableCents: Cents;
  /** Nothing is charged: an included tax comes off the price instead. */
  exempt: boolean;
}

interface ExactTax {
  rule: TaxRule;
  amount: Fraction;
  base: Fraction;
  exempt: boolean;
}

const ONE = whole(1);

/** Taxes in the order they are worked out: those in the price, then those on top; each by its order. */
function inTaxOrder(a: TaxRule, b: TaxRule): number {
  return Number(b.inclusive) - Number(a.inclusive) || a.order - b.order || byId(a, b);
}

/**
 * The taxes of each line, in order. Every amount is rounded once, half away from zero: on its line, or once for the sale and then
 * shared out by the lines' exact amounts (largest remainder). Compounding taxes are charged on exact amounts, so that nothing is
 * rounded twice.
 * @param taxes that are in effect
 */
export function taxesOf(
  lines: readonly TaxableLine[],
  taxes: readonly TaxRule[],
  rounding: TaxRounding,
  taxExempt: boolean,
): LineTax[][] {
  const ordered = [...taxes].sort(inTaxOrder);
  const exact = lines.map((line) =>
    exactTaxesOf(
      line,
      ordered.filter((tax) => isCharged(tax, line)),
      taxExempt,
    ),
  );
  const roundedTaxes = exact.map((own) =>
    own.map(({ rule, amount, base, exempt }) => ({
      rule,
      amountCents: rounded(amount),
      taxableCents: rounded(base),
      exempt,
    })),
  );
  if (rounding === 'sale') shareOutRounded(ordered, exact, roundedTaxes);
  for (const [index, line] of lines.entries()) withinThePrice(line, roundedTaxes[index] ?? []);
  return roundedTaxes;
}

function isCharged({ taxCodes }: TaxRule, { taxCode }: TaxableLine): boolean {
  return taxCodes === null || taxCodes.includes(taxCode ?? GENERAL_TAX_CODE);
}

/**
 * A line's taxes before rounding. The price and the deposit are worked out apart: an amount that contains taxes is what is before tax
 * plus each of them, and each is a fixed part plus a multiple of what is before tax, which leaves one linear equation.
 */
function exactTaxesOf(line: TaxableLine, taxes: readonly TaxRule[], taxExempt: boolean): ExactTax[] {
  const { price, deposit } = line.taxed;
  const onPrice = partTaxes(whole(line.priceCents), taxes, (tax) => fixedPart(tax, line), {
    taxExempt,
    taxedPart: price,
  });
  const withDeposit =
    line.depositCents > 0 ? taxes.filter(({ onDeposit, levy }) => onDeposit && levy.kind === 'percentage') : [];
  const onDeposit = partTaxes(whole(line.depositCents), withDeposit, () => ZERO, { taxExempt, taxedPart: deposit });
  return onPrice.map((tax) => {
    const more = onDeposit.find(({ rule }) => rule === tax.rule);
    if (!more) return tax;
    const exempt = tax.exempt && more.exempt;
    return { rule: tax.rule, amount: plus(tax.amount, more.amount), base: plus(tax.base, more.base), exempt };
  });
}

function partTaxes(
  contained: Fraction,
  taxes: readonly TaxRule[],
  fixed: (tax: TaxRule) => Fraction,
  { taxExempt, taxedPart }: { taxExempt: boolean; taxedPart: Fraction },
): ExactTax[] {
  const inside = includedTaxes(
    contained,
    taxes.filter(({ inclusive }) => inclusive),
    fixed,
  );
  const beforeTax = minus(contained, sumOf(inside.map(({ amount }) => amount)));
  const result: ExactTax[] = inside.map((tax) => ({ ...tax, exempt: taxExempt && tax.rule.exemptible }));
  for (const rule of taxes.filter(({ inclusive }) => !inclusive)) {
    const exempt = taxExempt && rule.exemptible;
    const earlier = result.filter((tax) => !tax.exempt).map(({ amount }) => amount);
    const base = rule.compounding ? plus(beforeTax, sumOf(earlier)) : beforeTax;
    result.push({ rule, base, amount: exempt ? ZERO : plus(fixed(rule), times(base, rateOf(rule))), exempt });
  }
  return result.map((tax) => (tax.rule.inclusive ? tax : partOf(tax, taxedPart)));
}

function partOf({ rule, base, amount, exempt }: ExactTax, part: Fraction): ExactTax {
  return {
    ...{ rule, base: times(base, part), amount: times(amount, part) },
    exempt: exempt || part.numerator === 0n,
  };
}

/** The taxes an amount contains. Where it does not cover their fixed parts it is all tax, shared out by them. */
function includedTaxes(
  contained: Fraction,
  taxes: readonly TaxRule[],
  fixed: (tax: TaxRule) => Fraction,
): { rule: TaxRule; amount: Fraction; base: Fraction }[] {
  const parts: {
    rule: TaxRule;
    fixed: Fraction;
    multiple: Fraction;
    before: { fixed: Fraction; multiple: Fraction };
  }[] = [];
  for (const rule of taxes) {
    const earlier = rule.compounding ? parts : [];
    const before = {
      fixed: sumOf(earlier.map((part) => part.fixed)),
      multiple: plus(ONE, sumOf(earlier.map((part) => part.multiple))),
    };
    const rate = rateOf(rule);
    parts.push({
      rule,
      fixed: plus(fixed(rule), times(before.fixed, rate)),
      multiple: times(before.multiple, rate),
      before,
    });
  }
  const allFixed = sumOf(parts.map((part) => part.fixed));
  if (isBelow(contained, allFixed)) {
    return parts.map((part) => ({
      rule: part.rule,
      amount: dividedBy(times(contained, part.fixed), allFixed),
      base: ZERO,
    }));
  }
  const beforeTax = dividedBy(minus(contained, allFixed), plus(ONE, sumOf(parts.map((part) => part.multiple))));
  return parts.map((part) => ({
    rule: part.rule,
    amount: plus(part.fixed, times(part.multiple, beforeTax)),
    base: plus(part.before.fixed, times(part.before.multiple, beforeTax)),
  }));
}

function rateOf({ levy }: TaxRule): Fraction {
  return levy.kind === 'percentage' ? fraction(BigInt(levy.rateMillionths), BigInt(ONE_IN_MILLIONTHS)) : ZERO;
}

function fixedPart({ levy }: TaxRule, { units, volumeMl }: TaxableLine): Fraction {
  if (levy.kind === 'percentage') return ZERO;
  const perCent = BigInt(CENT_IN_TEN_THOUSANDTHS);
  const amount = BigInt(levy.amountTenThousandths) * BigInt(units);
  if (levy.kind === 'per_unit') return fraction(amount, perCent);
  return fraction(amount * BigInt(volumeMl ?? 0), perCent * 1000n);
}

function shareOutRounded(taxes: readonly TaxRule[], exact: readonly ExactTax[][], result: LineTax[][]): void {
  for (const rule of taxes) {
    const places = exact.flatMap((own, line) =>
      own.flatMap((tax, place) => (tax.rule === rule ? [{ line, place, tax }] : [])),
    );
    const amounts = places.map(({ tax }) => tax.amount);
    const shares = allocate(rounded(sumOf(amounts)), asWeights(amounts));
    places.forEach(({ line, place }, index) => {
      const tax = result[line]?.[place];
      if (tax) tax.amountCents = cents(shares[index] ?? 0);
    });
  }
}

/** Taxes that are rounded up one by one may pass a price of a few cents that contains them; the last ones give way. */
function withinThePrice({ priceCents, depositCents }: TaxableLine, taxes: readonly LineTax[]): void {
  let left = priceCents + depositCents;
  for (const tax of taxes.filter(({ rule }) => rule.inclusive)) {
    tax.amountCents = cents(Math.min(tax.amountCents, left));
    left -= tax.amountCents;
  }
}
