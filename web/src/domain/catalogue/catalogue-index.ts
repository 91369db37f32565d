import { canonicalBarcode } from '@liquor-pos/domain/barcode/barcode';
import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { fold, sizeWords, wordsOf } from '@liquor-pos/domain/catalogue/search-words';
import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import type { Selector } from '@liquor-pos/domain/pricing/rules';
import { selects } from '@liquor-pos/domain/pricing/selection';
import MiniSearch from 'minisearch';
import type { Schemas } from '../../lib/api-client';

export type Product = Schemas['ProductDto'];
export type Pack = Schemas['PackDto'];

export interface Match {
  product: Product;
  pack: Pack;
}

/** What a rule may choose products by. */
export const SORTINGS = ['category', 'brand', 'vendor', 'tags', 'taxCode', 'containerClass'] as const;
export type Sorting = (typeof SORTINGS)[number];

/** The products a rule would be on. */
export interface Covered {
  count: number;
  /** Of some of them. */
  names: string[];
}

const NAMED = 3;

/** Letters a cashier may get wrong, as a part of a longer word: one in "jamesn", none in "gin". */
const FUZZY = 0.2;
const LEAST_FUZZY_LENGTH = 4;
/** How many products' words are taken in before a scan gets its turn: some ten milliseconds. */
const CHUNK = 500;

/** The products on sale, found by barcode, SKU or words: what the till sells from, without asking the server. */
export class CatalogueIndex {
  private readonly products = new Map<string, Product>();
  private readonly byBarcode = new Map<string, Match>();
  private readonly bySku = new Map<string, Product>();
  private wordsAdded: Promise<void> = Promise.resolve();
  private readonly words = new MiniSearch<Product>({
    fields: ['name', 'brand', 'sku', 'size'],
    storeFields: [],
    extractField: (product, field) =>
      field === 'size' ? sizeWords(product.volumeMl).join(' ') : product[field as 'name'],
    tokenize: wordsOf,
    processTerm: fold,
    searchOptions: {
      boost: { name: 2 },
      prefix: true,
      // A size or a number is meant as it is written.
      fuzzy: (word) => word.length >= LEAST_FUZZY_LENGTH && !/\d/.test(word) && FUZZY,
      combineWith: 'AND',
    },
  });

  get size(): number {
    return this.products.size;
  }

  /** Takes in new, changed and archived products, at once for a scan; their words follow. @returns those it did not have so */
  apply(items: readonly Product[]): Product[] {
    const changed: Product[] = [];
    for (const item of items) {
      const known = this.products.get(item.id);
      if (known && known.version >= item.version) continue;
      if (!known && !item.active) continue;
      changed.push(item);
      if (known) this.forget(known);
      if (!item.active) continue;
      this.products.set(item.id, item);
      this.bySku.set(item.sku, item);
      for (const pack of item.packs) {
        for (const barcode of pack.barcodes) this.byBarcode.set(barcode, { product: item, pack });
      }
    }
    if (changed.length > 0) this.wordsAdded = this.wordsAdded.then(() => this.addWords(changed));
    return changed;
  }

  /** The pack of a barcode; of digits that are none, every pack of the product they are the SKU of. */
  lookUp(code: string): Match[] {
    const scanned = this.byBarcode.get(canonicalBarcode(code));
    if (scanned) return [scanned];
    const product = this.bySku.get(code);
    return product ? product.packs.map((pack) => ({ product, pack })) : [];
  }

  get(id: string): Product | undefined {
    return this.products.get(id);
  }

  /** The products whose name, brand or SKU has all the words, or nearly; the best first. */
  async search(query: string, most: number): Promise<Product[]> {
    await this.wordsAdded;
    const found: Product[] = [];
    for (const { id } of this.words.search(withoutBegunWord(query))) {
      const product = this.products.get(String(id));
      if (product) found.push(product);
      if (found.length === most) break;
    }
    return found;
  }

  /** What products are sorted by, each value with how many have it, the most first. */
  values(): Record<Sorting, [value: string, count: number][]> {
    const counted = (name: Sorting) => {
      const counts = new Map<string, number>();
      for (const { [name]: value } of this.products.values()) {
        for (const one of Array.isArray(value) ? value : value ? [value] : [])
          counts.set(one, (counts.get(one) ?? 0) + 1);
      }
      return [...counts].sort((a, b) => b[1] - a[1]);
    };
    return Object.fromEntries(SORTINGS.map((name) => [name, counted(name)])) as ReturnType<CatalogueIndex['values']>;
  }

  /** How many products a rule would be on, and the names of some. */
  covered(selector: Selector): Covered {
    const names: string[] = [];
    let count = 0;
    for (const product of this.products.values()) {
      const rated = { ...product, productId: product.id, depositCents: cents(product.depositCents) };
      const isCovered = product.packs.some(({ units, priceCents }) =>
        selects(selector, { ...rated, unitsPerPack: baseUnits(units), unitPriceCents: cents(priceCents) }),
      );
      if (!isCovered) continue;
      if (count++ < NAMED) names.push(nameWithSize(product.name, product.volumeMl));
    }
    return { count, names };
  }

  private async addWords(products: readonly Product[]): Promise<void> {
    for (const [place, product] of products.entries()) {
      // Meanwhile it may have changed again, or gone.
      if (this.products.get(product.id) === product) this.words.add(product);
      if (place % CHUNK === CHUNK - 1) await othersTurn();
    }
  }

  private forget(product: Product): void {
    this.products.delete(product.id);
    if (this.words.has(product.id)) this.words.discard(product.id);
    if (this.bySku.get(product.sku) === product) this.bySku.delete(product.sku);
    for (const barcode of product.packs.flatMap((pack) => pack.barcodes)) {
      if (this.byBarcode.get(barcode)?.product === product) this.byBarcode.delete(barcode);
    }
  }
}

/** A last word of one letter has only been begun: half the catalogue has a word beginning so. */
function withoutBegunWord(query: string): string {
  return query.replace(/(\S)\s+\p{L}$/u, '$1');
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
