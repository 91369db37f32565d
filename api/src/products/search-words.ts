/** Marks of accents, once letters and accents are apart (Unicode NFD). */
const ACCENTS = /\p{M}+/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/u;
const WORDS_PER_QUERY = 8;
/** The largest code unit: no word that begins with a prefix sorts behind prefix + this. */
const AFTER_ANY = '\uffff';

/** Text as it is compared: without case and accents, apostrophes dropped ("Tito's" is found as "titos"). */
export function fold(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').replace(/['’`]/g, '').toLowerCase().trim();
}

/** The distinct words of some texts, folded. */
export function searchWords(...texts: (string | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => fold(text ?? '').split(SEPARATORS)).filter(Boolean))];
}

/**
 * Finds what has, for every word asked, a word beginning with it: ranges over an index of words, since a prefix regex over
 * an index is not right on every server this runs on, and `$text` finds whole words only.
 */
export function matchingAllWords(query: string) {
  const words = searchWords(query).slice(0, WORDS_PER_QUERY);
  // The longest prefix narrows most: it goes first, where servers look for the index to use.
  words.sort((a, b) => b.length - a.length);
  return words.map((word) => ({ searchWords: { $elemMatch: { $gte: word, $lt: word + AFTER_ANY } } }));
}
