import { baseUnits, cents } from '@liquor-pos/pricing/money';
import { type PricedBasket, priceBasket } from '@liquor-pos/pricing/price-basket';
import type { Schemas } from '../../lib/api-client';

type Product = Schemas['ProductDto'];
type Pack = Schemas['PackDto'];

/** One line of the till's basket: a pack of a product, and how many. */
export interface BasketEntry {
  productId: string;
  packId: string;
  name: string;
  packName: string;
  volumeMl: number | null;
  unitsPerPack: number;
  unitPriceCents: number;
  quantity: number;
}

export type Basket = readonly BasketEntry[];

/** Scanning a bottle again counts up its line, wherever it stands. */
export function added(basket: Basket, product: Product, pack: Pack, quantity: number): Basket {
  const known = basket.find((entry) => entry.productId === product.id && entry.packId === pack.id);
  if (known) return withQuantity(basket, known, known.quantity + quantity);
  const entry: BasketEntry = {
    productId: product.id,
    packId: pack.id,
    name: product.name,
    packName: pack.name,
    volumeMl: product.volumeMl,
    unitsPerPack: pack.units,
    unitPriceCents: pack.priceCents,
    quantity,
  };
  return [...basket, entry];
}

/** Nothing of it takes the line off. */
export function withQuantity(basket: Basket, changed: BasketEntry, quantity: number): Basket {
  if (quantity <= 0) return basket.filter((entry) => !isSame(entry, changed));
  return basket.map((entry) => (isSame(entry, changed) ? { ...entry, quantity } : entry));
}

/** The prices of a new quote, where they differ from what the till showed. */
export function repriced(basket: Basket, quote: Schemas['QuoteAnswerDto']): Basket {
  return basket.map((entry) => {
    const line = quote.lines.find(({ productId, packId }) => productId === entry.productId && packId === entry.packId);
    return line ? { ...entry, unitPriceCents: line.unitPriceCents } : entry;
  });
}

/** What the basket costs, by the same code the server checks it with. */
export function priced(basket: Basket): PricedBasket {
  return priceBasket({
    lines: basket.map(({ productId, packId, quantity, unitsPerPack, unitPriceCents }) => ({
      productId,
      packId,
      quantity,
      unitsPerPack: baseUnits(unitsPerPack),
      unitPriceCents: cents(unitPriceCents),
    })),
  });
}

function isSame(a: BasketEntry, b: BasketEntry): boolean {
  return a.productId === b.productId && a.packId === b.packId;
}
