export const CSV_EXAMPLE =
  'sku,name,category,volumeMl,cost,pack,units,price,barcodes\n' +
  '75087,Juarez Gold,Tequila,1000,4.75,Bottle,1,7.13,012345678905\n' +
  '75087,Juarez Gold,Tequila,1000,4.75,Case,12,79.99,\n';

/** Cents of an amount written as in a price list: "7.13", "1,299.00", "$5". NaN for anything else; a third decimal is no money. */
export function centsOfText(text: string): number {
  const match = /^\$?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return Number.NaN;
  const [, whole = '', fraction = ''] = match;
  return Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
}
