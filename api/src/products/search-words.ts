import { canonicalBarcode, isGtin } from '@liquor-pos/domain/barcode/barcode';
import { wordsOf } from '@liquor-pos/domain/catalogue/search-words';
import type { FilterQuery } from '../mongo/query-types';

const WORDS_PER_QUERY = 8;
/** The largest code unit: no word that begins with a prefix sorts behind prefix + this. */
const AFTER_ANY = '\uffff';

/**
 * Finds what has, for every word asked, a word beginning with it: ranges over an index of words, since a prefix regex over
 * an index is not right on every server this runs on, and `$text` finds whole words only. A barcode finds its product.
 */
export function matchingAllWords(query: string): FilterQuery[] {
  const code = query.trim();
  if (isGtin(code)) return [{ barcodes: canonicalBarcode(code) }];
  const words = [...new Set(wordsOf(query))].slice(0, WORDS_PER_QUERY);
  // The longest prefix narrows most: it goes first, where servers look for the index to use.
  words.sort((a, b) => b.length - a.length);
  return words.map((word) => ({ searchWords: { $elemMatch: { $gte: word, $lt: word + AFTER_ANY } } }));
}
