import { type BaseUnits, baseUnits, type Cents, cents, sumCents, ZERO_CENTS } from './money.ts';

/** One line as the till or an integrator asks for it, with what the catalogue says of its pack. */
export interface BasketLine {
  productId: string;
  packId: string;
  /** How many packs. */
  quantity: number;
  /** Base units in one pack. */
  unitsPerPack: BaseUnits;
  /** The pack's price. */
  unitPriceCents: Cents;
}

export interface Basket {
  lines: readonly BasketLine[];
}

/** One rule that was considered for a line, and what became of it. */
export interface TraceEntry {
  rule: string;
  applied: boolean;
  reason: string;
  amountCents: Cents;
}

export interface PricedLine extends BasketLine {
  /** Stock the line takes: quantity × units per pack. */
  units: BaseUnits;
  grossCents: Cents;
  discountCents: Cents;
  /** Gross less discount. */
  netCents: Cents;
  depositCents: Cents;
  taxCents: Cents;
  /** Net plus deposit plus tax: what the customer pays for the line. */
  totalCents: Cents;
  trace: TraceEntry[];
}

export interface BasketTotals {
  units: BaseUnits;
  grossCents: Cents;
  discountCents: Cents;
  netCents: Cents;
  depositCents: Cents;
  taxCents: Cents;
  totalCents: Cents;
}

export interface PricedBasket {
  lines: PricedLine[];
  totals: BasketTotals;
}

/**
 * What a basket costs and why. Pure: the till and the server run this same code and agree to the cent.
 * @throws RangeError when a quantity, price or total is not an exact whole number
 */
export function priceBasket(basket: Basket): PricedBasket {
  const lines = basket.lines.map(priceLine);
  return { lines, totals: totalsOf(lines) };
}

function priceLine(line: BasketLine): PricedLine {
  const grossCents = cents(line.quantity * line.unitPriceCents);
  return {
    ...line,
    units: baseUnits(line.quantity * line.unitsPerPack),
    grossCents,
    discountCents: ZERO_CENTS,
    netCents: grossCents,
    depositCents: ZERO_CENTS,
    taxCents: ZERO_CENTS,
    totalCents: grossCents,
    trace: [{ rule: 'pack_price', applied: true, reason: 'the price of the pack', amountCents: grossCents }],
  };
}

/** The sale's totals are the sums of its lines, by construction. */
function totalsOf(lines: readonly PricedLine[]): BasketTotals {
  const sum = (figure: (line: PricedLine) => Cents) => sumCents(lines.map(figure));
  return {
    units: baseUnits(lines.reduce((total, line) => total + line.units, 0)),
    grossCents: sum((line) => line.grossCents),
    discountCents: sum((line) => line.discountCents),
    netCents: sum((line) => line.netCents),
    depositCents: sum((line) => line.depositCents),
    taxCents: sum((line) => line.taxCents),
    totalCents: sum((line) => line.totalCents),
  };
}
