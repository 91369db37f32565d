/** One rule for many prices. */
export interface PriceRule {
  /** Hundredths of a percent: 300 raises by 3 %, -500 lowers by 5 %. */
  hundredths: number;
  /** The last digit of the new price, 0 to 9; undefined for none in particular. */
  lastDigit: number | undefined;
}

/**
 * A price by a rule, in cents: changed by the percent, half a cent away from zero, then up to the next amount that ends as it should.
 * Never less than nothing.
 */
export function priceByRule(priceCents: number, { hundredths, lastDigit }: PriceRule): number {
  const changed = Math.max(Math.round((priceCents * (10_000 + hundredths)) / 10_000), 0);
  if (lastDigit === undefined) return changed;
  return changed + ((lastDigit - (changed % 10) + 10) % 10);
}

/** What a spreadsheet copies: one cell of each line, the first. */
export function pastedCells(text: string): string[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t')[0]?.trim() ?? '');
}
