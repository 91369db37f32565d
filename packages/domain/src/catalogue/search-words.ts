/** Marks of accents, once letters and accents are apart (Unicode NFD). */
const ACCENTS = /\p{M}+/gu;
/** Letters and digits; a number keeps its decimals: "1.75" is one word. */
const WORD = /(?:\d+\.\d+|[\p{L}\p{N}])+/gu;
/** "750 ml" is asked for as it is written on a label: one word. */
const UNIT_APART = /(\d)\s+(ml|cl|l)(?![\p{L}\p{N}])/gu;

/** Text as it is compared: without case and accents, apostrophes dropped ("Tito's" is found as "titos"), decimals with a point. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(ACCENTS, '')
    .replace(/['’`]/g, '')
    .toLowerCase()
    .replace(/(\d),(\d)/g, '$1.$2')
    .trim();
}

/** The words of a text, folded, in their order. */
export function wordsOf(text: string): string[] {
  return fold(text).replace(UNIT_APART, '$1$2').match(WORD) ?? [];
}

/** The words a bottle's size may be asked for with: 1750 ml is "1750ml", "175cl" and "1.75l". */
export function sizeWords(volumeMl: number | null | undefined): string[] {
  if (volumeMl === null || volumeMl === undefined) return [];
  return [`${volumeMl}ml`, ...(volumeMl % 10 === 0 ? [`${volumeMl / 10}cl`] : []), `${volumeMl / 1000}l`];
}

/** The distinct words a product is found by. */
export function searchWords(product: {
  name: string;
  brand?: string | null;
  sku: string;
  volumeMl?: number | null;
}): string[] {
  const { name, brand, sku, volumeMl } = product;
  return [...new Set([...wordsOf(name), ...wordsOf(brand ?? ''), ...wordsOf(sku), ...sizeWords(volumeMl)])];
}
