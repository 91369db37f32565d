import { allocate } from '@liquor-pos/domain/money/allocate';
import { baseUnits, type Cents, cents } from '@liquor-pos/domain/money/money';
import { byTender, TENDER_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import type { LineFigures, SaleFigures, SaleLine, SaleTender, TenderShare } from './sale.schema';

/** Every figure of a line. */
export const LINE_FIGURE_NAMES = [
  'units',
  'grossCents',
  'discountCents',
  'netCents',
  'depositCents',
  'taxCents',
  'totalCents',
  'costCents',
] as const satisfies readonly (keyof LineFigures)[];

/** Every figure a report adds up. */
export const FIGURE_NAMES = [
  ...LINE_FIGURE_NAMES,
  'giftCardCents',
  'accountPaymentCents',
] as const satisfies readonly (keyof SaleFigures)[];

const NEVER_OF_BENEFITS: readonly (keyof SaleFigures)[] = ['giftCardCents', 'accountPaymentCents'];

export function negated(figures: SaleFigures): SaleFigures {
  return mapFigures((name) => minus(figures[name]));
}

/** A line undone: every figure and every entry behind it negated. */
export function negatedLine(line: SaleLine): SaleLine {
  const negatedAmounts = <E extends { amountCents: Cents }>(entries: readonly E[]) =>
    entries.map((entry) => ({ ...entry, amountCents: minus(entry.amountCents) }));
  return {
    ...line,
    ...lineFigures((name) => minus(line[name])),
    quantity: -line.quantity,
    includedTaxCents: minus(line.includedTaxCents),
    ebtCents: minus(line.ebtCents),
    discounts: negatedAmounts(line.discounts),
    deposits: negatedAmounts(line.deposits).map((entry) => ({ ...entry, count: -entry.count })),
    taxes: negatedAmounts(line.taxes).map((entry) => ({ ...entry, taxableCents: minus(entry.taxableCents) })),
  };
}

export function minus(amount: number): Cents {
  return cents(amount === 0 ? 0 : -amount);
}

export function pickFigures(figures: SaleFigures): SaleFigures {
  return mapFigures((name) => figures[name]);
}

/** What stayed in the drawer or on the card of each tender type: cash less change, negative where more was paid out. */
export function netTenders(tenders: readonly SaleTender[], changeCents: Cents): SaleTender[] {
  const net = byTender({ cash: -changeCents });
  for (const { type, amountCents } of tenders) net[type] += amountCents;
  const used = (type: TenderType) => tenders.some((tender) => tender.type === type);
  const types = TENDER_TYPES.filter((type) => used(type) || (type === 'cash' && changeCents !== 0));
  return types.map((type) => ({ type, amountCents: cents(net[type]) }));
}

/**
 * Divides a sale's figures over its tender types by what each paid; the parts add up to the whole exactly, and each is a total of net,
 * deposit, tax and gift cards as the whole is, less by the tax that deposits contain.
 */
export function shareByTender(
  totals: SaleFigures,
  net: readonly SaleTender[],
  lines: readonly Pick<SaleLine, 'taxes'>[],
): TenderShare[] {
  // A sale for nothing is paid with nothing; its units still belong somewhere.
  const payers = net.length > 0 ? net : [{ type: 'cash' as const, amountCents: cents(0) }];
  // All of a sale pays in or all of a return pays out; how much is what counts.
  const weights = payers.map(({ amountCents }) => Math.abs(amountCents));
  // What benefits pay for is charged no tax on top, and is no gift card; a tax that prices contain they pay as anybody does.
  const includedCents = includedIn(lines);
  const withoutBenefits = payers.map(({ type }, index) => (type === 'ebt' ? 0 : (weights[index] ?? 0)));
  const others = withoutBenefits.some((weight) => weight > 0) ? withoutBenefits : weights;
  const weightsOf = (name: keyof SaleFigures) => (NEVER_OF_BENEFITS.includes(name) ? others : weights);
  const parts = Object.fromEntries(
    FIGURE_NAMES.map((name) => [name, allocate(totals[name], weightsOf(name))]),
  ) as Record<(typeof FIGURE_NAMES)[number], number[]>;
  const included = allocate(includedCents, weights);
  const inDeposits = allocate(
    totals.netCents + othersThanNet(totals) - totals.totalCents,
    payers.map((_, index) => Math.abs(parts.depositCents[index] ?? 0)),
  );
  const onTop = allocate(totals.taxCents - includedCents, others);
  parts.taxCents = payers.map((_, index) => (included[index] ?? 0) + (onTop[index] ?? 0));
  return payers.map(({ type }, index) => {
    const part = mapFigures((name) => parts[name][index] ?? 0);
    // Shared out by itself it could miss the rest by a cent: what is left of the total is net.
    const netCents = cents(part.totalCents - othersThanNet(part) + (inDeposits[index] ?? 0));
    return { type, ...part, netCents };
  });
}

function othersThanNet({ depositCents, taxCents, giftCardCents, accountPaymentCents }: SaleFigures): number {
  return depositCents + taxCents + giftCardCents + accountPaymentCents;
}

/** Of taxes that prices contain. */
function includedIn(lines: readonly Pick<SaleLine, 'taxes'>[]): number {
  const included = lines.flatMap(({ taxes }) => taxes.filter(({ inclusive }) => inclusive));
  return included.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

function mapFigures(figure: (name: (typeof FIGURE_NAMES)[number]) => number): SaleFigures {
  return {
    ...lineFigures(figure),
    giftCardCents: cents(figure('giftCardCents')),
    accountPaymentCents: cents(figure('accountPaymentCents')),
  };
}

function lineFigures(figure: (name: (typeof LINE_FIGURE_NAMES)[number]) => number): LineFigures {
  return {
    units: baseUnits(figure('units')),
    grossCents: cents(figure('grossCents')),
    discountCents: cents(figure('discountCents')),
    netCents: cents(figure('netCents')),
    depositCents: cents(figure('depositCents')),
    taxCents: cents(figure('taxCents')),
    totalCents: cents(figure('totalCents')),
    costCents: cents(figure('costCents')),
  };
}
