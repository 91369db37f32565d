import type { Promotion, Selector } from '../rules.ts';
import { byId, type Selectable } from '../selection.ts';

/** The promotions of a rule book by what they choose, so that a line asks only those that may choose it. */
export interface PromotionIndex {
  /** In the order of their ids. */
  promotions: readonly Promotion[];
  /** The places of those that may choose a product, in lists that share none. */
  mayChoose(product: Selectable): readonly (readonly number[])[];
}

const KNOWN = new WeakMap<readonly Promotion[], PromotionIndex>();

/** Made once for a list of promotions, and remembered with it: nothing may be changed in the list afterwards. */
export function promotionIndex(promotions: readonly Promotion[]): PromotionIndex {
  let index = KNOWN.get(promotions);
  if (!index) {
    index = makeIndex([...promotions].sort(byId));
    KNOWN.set(promotions, index);
  }
  return index;
}

function makeIndex(promotions: readonly Promotion[]): PromotionIndex {
  const byProduct = new Map<string, number[]>();
  const byCategory = new Map<string, number[]>();
  const others: number[] = [];
  promotions.forEach((promotion, place) => {
    const selectors = selectorsOf(promotion);
    const products = namedByAll(selectors, ({ productIds }) => productIds);
    const categories = namedByAll(selectors, (selector) => selector.categories);
    if (products) for (const id of products) append(byProduct, id, place);
    else if (categories) for (const category of categories) append(byCategory, category, place);
    else others.push(place);
  });
  const none: number[] = [];
  return {
    promotions,
    mayChoose({ productId, category }) {
      return [others, byProduct.get(productId) ?? none, (category !== null && byCategory.get(category)) || none];
    },
  };
}

/** Everything by which a promotion chooses what counts toward it or receives it. */
export function selectorsOf({ selector, offer }: Promotion): readonly Selector[] {
  if (offer.kind === 'kit') return offer.groups.map((group) => group.selector);
  if (offer.kind === 'buy_get' && offer.getSelector) return [selector, offer.getSelector];
  return [selector];
}

/** All values that any of them names; undefined where one of them names none, and so leaves all open. */
function namedByAll(
  selectors: readonly Selector[],
  valuesOf: (selector: Selector) => readonly string[] | null | undefined,
): Set<string> | undefined {
  const named = selectors.map(valuesOf);
  return named.every((values) => values != null) ? new Set(named.flat() as string[]) : undefined;
}

function append(index: Map<string, number[]>, key: string, place: number): void {
  const places = index.get(key);
  if (places) places.push(place);
  else index.set(key, [place]);
}
