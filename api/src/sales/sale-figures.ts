import { allocate } from '@liquor-pos/pricing/allocate';
import { baseUnits, type Cents, cents } from '@liquor-pos/pricing/money';
import type { SaleFigures, SaleTender, TenderShare } from './sale.schema';

/** Every figure a report adds up. */
export const FIGURE_NAMES = [
  'units',
  'grossCents',
  'discountCents',
  'netCents',
  'depositCents',
  'taxCents',
  'totalCents',
  'costCents',
] as const satisfies readonly (keyof SaleFigures)[];

export function negated(figures: SaleFigures): SaleFigures {
  return mapFigures((name) => (figures[name] === 0 ? 0 : -figures[name]));
}

export function pickFigures(figures: SaleFigures): SaleFigures {
  return mapFigures((name) => figures[name]);
}

/** What stayed in the drawer or on the card of each tender type: cash less change. */
export function netTenders(tenders: readonly SaleTender[], changeCents: Cents): SaleTender[] {
  const net = { cash: -changeCents, card: 0 };
  for (const { type, amountCents } of tenders) net[type] += amountCents;
  const types = (['cash', 'card'] as const).filter((type) => tenders.some((tender) => tender.type === type));
  return types.map((type) => ({ type, amountCents: cents(net[type]) }));
}

/** Divides a sale's figures over its tender types by what each paid; the parts add up to the whole exactly. */
export function shareByTender(totals: SaleFigures, net: readonly SaleTender[]): TenderShare[] {
  // A sale for nothing is paid with nothing; its units still belong somewhere.
  const payers = net.length > 0 ? net : [{ type: 'cash' as const, amountCents: cents(0) }];
  const weights = payers.map(({ amountCents }) => amountCents);
  const parts = Object.fromEntries(FIGURE_NAMES.map((name) => [name, allocate(totals[name], weights)])) as Record<
    (typeof FIGURE_NAMES)[number],
    number[]
  >;
  return payers.map(({ type }, index) => ({ type, ...mapFigures((name) => parts[name][index] ?? 0) }));
}

function mapFigures(figure: (name: (typeof FIGURE_NAMES)[number]) => number): SaleFigures {
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
