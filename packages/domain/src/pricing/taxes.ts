import { allocateByFractions } from '../money/allocate.ts';
import {
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
import {
  type BracketLevy,
  CENT_IN_TEN_THOUSANDTHS,
  ONE_IN_MILLIONTHS,
  type TaxRounding,
  type TaxRule,
} from './rules.ts';
import { byId, GENERAL_TAX_CODE, type Selectable, selects } from './selection.ts';

/** What taxes are charged on. */
export interface TaxableLine {
  product: Selectable;
  units: number;
  /** After all discounts; taxes that are included are in it. */
  priceCents: Cents;
  /** What a manufacturer pays on top of it: taxes on top are charged on that too. */
  reimbursedCents: Cents;
  depositCents: Cents;
  /** The parts of price and deposit that taxes on top are charged on: all but what benefits pay for. */
  taxed: { price: Fraction; deposit: Fraction };
}

export interface LineTax {
  rule: TaxRule;
  amountCents: Cents;
  /** How much of it the deposit contains: nothing of a tax that is added. */
  inDepositCents: Cents;
  /** What a percentage was taken of; for a tax by volume or unit, the price before tax. */
  taxableCents: Cents;
  /** Nothing is charged: an included tax comes off the price instead. */
  exempt: boolean;
}

interface ExactTax {
  rule: TaxRule;
  amount: Fraction;
  /** How much of it the deposit contains. */
  inDeposit: Fraction;
  base: Fraction;
  exempt: boolean;
}

const ONE = whole(1);

/** Taxes in the order they are worked out: those in the price, then those on top, fees first; each by its order. */
function inTaxOrder(a: TaxRule, b: TaxRule): number {
  return Number(b.inclusive) - Number(a.inclusive) || Number(b.fee) - Number(a.fee) || a.order - b.order || byId(a, b);
}

/**
 * The taxes of each line, in order. Every amount is rounded once, half away from zero: on its line, or once for the sale and then
 * shared out by the lines' exact amounts (largest remainder); those of one group together. Compounding taxes are charged on exact
 * amounts, so that nothing is rounded twice.
 * @param taxes that are in effect
 */
export function taxesOf(
  lines: readonly TaxableLine[],
  taxes: readonly TaxRule[],
  rounding: TaxRounding,
  taxExempt: boolean,
): LineTax[][] {
  const ordered = [...taxes].sort(inTaxOrder);
  const charged = lines.map((line) => ordered.filter((tax) => isCharged(tax, line)));
  const brackets = new Brackets(lines, charged, taxExempt);
  const exact = lines.map((line, index) =>
    exactTaxesOf(line, charged[index] ?? [], (tax) => brackets.of(tax, index) ?? fixedPart(tax, line), taxExempt),
  );
  const result = exact.map((own) =>
    own.map(({ rule, base, inDeposit, exempt }) => ({
      ...{ rule, exempt, taxableCents: rounded(base) },
      ...{ amountCents: cents(0), inDepositCents: rounded(inDeposit) },
    })),
  );
  for (const group of roundedTogether(ordered)) roundGroup(group, group[0]?.rounding ?? rounding, exact, result);
  for (const [index, line] of lines.entries()) withinPriceAndDeposit(line, result[index] ?? []);
  return result;
}

function isCharged({ taxCodes, selector }: TaxRule, { product }: TaxableLine): boolean {
  return (taxCodes === null || taxCodes.includes(product.taxCode ?? GENERAL_TAX_CODE)) && selects(selector, product);
}

/** Taxes of a group, and each of the others by itself. */
function roundedTogether(ordered: readonly TaxRule[]): TaxRule[][] {
  const groups = new Map<string, TaxRule[]>();
  for (const tax of ordered) {
    const key = tax.group === null ? `one ${tax.id}` : `group ${tax.inclusive} ${tax.group}`;
    groups.set(key, [...(groups.get(key) ?? []), tax]);
  }
  return [...groups.values()];
}

/** Rounds what a group comes to, on each line or for the sale, and shares it out by the exact amounts. */
function roundGroup(
  group: readonly TaxRule[],
  rounding: TaxRounding,
  exact: readonly ExactTax[][],
  result: LineTax[][],
): void {
  const isSchedule = group.some(({ levy }) => levy.kind === 'brackets');
  const places = exact.flatMap((own, line) =>
    own.flatMap((tax, place) => (group.includes(tax.rule) ? [{ line, place, amount: tax.amount }] : [])),
  );
  const lines =
    rounding === 'sale' || isSchedule
      ? [places]
      : exact.map((_, line) => places.filter((place) => place.line === line)).filter((some) => some.length > 0);
  for (const some of lines) {
    const amounts = some.map(({ amount }) => amount);
    const total = sumOf(amounts);
    const shares = some.length === 1 ? [rounded(total)] : allocateByFractions(rounded(total), amounts, total);
    some.forEach(({ line, place }, index) => {
      const tax = result[line]?.[place];
      if (tax) tax.amountCents = cents(shares[index] ?? 0);
    });
  }
}

/**
 * A line's taxes before rounding. The price and the deposit are worked out apart: an amount that contains taxes is what is before tax
 * plus each of them, and each is a fixed part plus a multiple of what is before tax, which leaves one linear equation.
 */
function exactTaxesOf(
  line: TaxableLine,
  taxes: readonly TaxRule[],
  fixed: (tax: TaxRule) => Fraction,
  taxExempt: boolean,
): ExactTax[] {
  const { price, deposit } = line.taxed;
  const onPrice = partTaxes(whole(line.priceCents), taxes, fixed, { taxExempt, taxedPart: price });
  const withDeposit =
    line.depositCents > 0 ? taxes.filter(({ onDeposit, levy }) => onDeposit && levy.kind === 'percentage') : [];
  const onDeposit = partTaxes(whole(line.depositCents), withDeposit, () => ZERO, { taxExempt, taxedPart: deposit }).map(
    (tax) => ({ ...tax, inDeposit: tax.rule.inclusive ? tax.amount : ZERO }),
  );
  // Benefits pay nothing of what a manufacturer pays, and a price that contains its tax is what is paid.
  const onTop = line.reimbursedCents > 0 ? taxes.filter(({ inclusive }) => !inclusive) : [];
  const onReimbursed = partTaxes(whole(line.reimbursedCents), onTop, () => ZERO, { taxExempt, taxedPart: ONE });
  return onPrice.map((tax) =>
    [...onDeposit, ...onReimbursed]
      .filter(({ rule }) => rule === tax.rule)
      .reduce(
        (sum, { amount, inDeposit, base, exempt }) => ({
          ...{ rule: sum.rule, exempt: sum.exempt && exempt },
          ...{ amount: plus(sum.amount, amount), base: plus(sum.base, base) },
          inDeposit: plus(sum.inDeposit, inDeposit),
        }),
        tax,
      ),
  );
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
  const result: ExactTax[] = inside.map((tax) => ({
    ...tax,
    ...{ inDeposit: ZERO, exempt: taxExempt && tax.rule.exemptible },
  }));
  for (const rule of taxes.filter(({ inclusive }) => !inclusive)) {
    const exempt = taxExempt && rule.exemptible;
    const before = result.filter((tax) => !tax.exempt && (rule.compounding || (rule.onFees && tax.rule.fee)));
    const base = plus(beforeTax, sumOf(before.map(({ amount }) => amount)));
    const amount = exempt ? ZERO : plus(fixed(rule), times(base, rateOf(rule)));
    result.push({ rule, base, amount, inDeposit: ZERO, exempt });
  }
  // A schedule has left out what benefits pay for when it was looked up.
  const isWhole = ({ inclusive, levy }: TaxRule) => inclusive || levy.kind === 'brackets';
  return result.map((tax) => (isWhole(tax.rule) ? tax : partOf(tax, taxedPart)));
}

/** Taxes by a schedule: looked up once for all that a sale is charged on, without what benefits pay for, and shared out by that. */
class Brackets {
  private readonly shares = new Map<TaxRule, Fraction[]>();

  constructor(lines: readonly TaxableLine[], charged: readonly TaxRule[][], taxExempt: boolean) {
    const schedules = new Set(charged.flat().filter(({ levy }) => levy.kind === 'brackets'));
    for (const rule of schedules) {
      if (rule.levy.kind !== 'brackets') continue;
      const bases = lines.map((line, index) => (charged[index]?.includes(rule) ? baseOf(line, rule) : ZERO));
      const base = sumOf(bases);
      const tax = taxExempt && rule.exemptible ? 0 : bracketTax(rule.levy, rounded(base));
      const shares = bases.map((own) => (own.numerator === 0n ? ZERO : dividedBy(times(whole(tax), own), base)));
      this.shares.set(rule, shares);
    }
  }

  of(rule: TaxRule, line: number): Fraction | undefined {
    return this.shares.get(rule)?.[line];
  }
}

/** What a schedule looks at: the price, and the deposit where that is taxed, without what benefits pay. */
function baseOf({ priceCents, reimbursedCents, depositCents, taxed }: TaxableLine, { onDeposit }: TaxRule): Fraction {
  const price = plus(times(whole(priceCents), taxed.price), whole(reimbursedCents));
  return onDeposit ? plus(price, times(whole(depositCents), taxed.deposit)) : price;
}

function bracketTax({ wholeCents, taxPerWholeCents, steps, firstSteps }: BracketLevy, amountCents: number): number {
  const wholes = Math.floor(amountCents / wholeCents);
  const above = amountCents - wholes * wholeCents;
  const reached = (wholes === 0 && firstSteps ? firstSteps : steps).filter(({ fromCents }) => fromCents <= above);
  return wholes * taxPerWholeCents + reached.reduce((most, { taxCents }) => Math.max(most, taxCents), 0);
}

function partOf({ rule, base, amount, inDeposit, exempt }: ExactTax, part: Fraction): ExactTax {
  return {
    ...{ rule, inDeposit, base: times(base, part), amount: times(amount, part) },
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

function fixedPart({ levy }: TaxRule, { units, product: { volumeMl } }: TaxableLine): Fraction {
  if (levy.kind === 'percentage' || levy.kind === 'brackets') return ZERO;
  const perCent = BigInt(CENT_IN_TEN_THOUSANDTHS);
  const amount = BigInt(levy.amountTenThousandths) * BigInt(units);
  if (levy.kind === 'per_unit') return fraction(amount, perCent);
  return fraction(amount * BigInt(volumeMl ?? 0), perCent * 1000n);
}

/** Taxes that are rounded up one by one may pass a price, or a deposit, of a few cents that contains them; the last ones give way. */
function withinPriceAndDeposit({ priceCents, depositCents }: TaxableLine, taxes: readonly LineTax[]): void {
  let [inPrice, inDeposit]: [number, number] = [priceCents, depositCents];
  for (const tax of taxes.filter(({ rule }) => rule.inclusive)) {
    const ofDeposit = Math.min(tax.inDepositCents, tax.amountCents, inDeposit);
    const ofPrice = Math.min(tax.amountCents - ofDeposit, inPrice);
    const left = tax.rule.onDeposit ? inDeposit - ofDeposit : 0;
    const moved = Math.min(tax.amountCents - ofDeposit - ofPrice, left);
    tax.inDepositCents = cents(ofDeposit + moved);
    tax.amountCents = cents(ofPrice + tax.inDepositCents);
    inPrice -= ofPrice;
    inDeposit -= tax.inDepositCents;
  }
}
