import type { TraceCode, TraceRule } from '@liquor-pos/domain/pricing/trace';

export const EXPLAINED_IN = ['en', 'es'] as const;
/** What a customer can read it in. */
export type ExplainedIn = (typeof EXPLAINED_IN)[number];

export interface ExplainedPriceTexts {
  receipt(number: string): string;
  total: string;
  pack(quantity: number, pack: string, price: string): string;
  published(name: string): string;
  afterPublished(name: string): string;
  /** What no rule of the store did. */
  byHand: Partial<Record<TraceRule, string>>;
  missing(units: number): string;
  /** Why a rule did nothing, where customers have something of knowing. */
  why: Partial<Record<TraceCode, string>>;
}

const EN: ExplainedPriceTexts = {
  receipt: (number) => `Receipt ${number}`,
  total: 'Total',
  pack: (quantity, pack, price) => `${quantity} × ${pack} at ${price}`,
  published: (name) => `Published rules: ${name}`,
  afterPublished: (name) => `after the published rules of ${name}, see below`,
  byHand: {
    price_override: 'Price set by the store',
    line_discount: 'Discount',
    sale_discount: 'Discount on the sale',
    deposit: 'Deposit',
  },
  missing: (units) => (units === 1 ? 'one more for it' : `${units} more for it`),
  why: {
    needs_more: 'needs more of it',
    needs_coupon: 'needs its coupon',
    needs_customer: 'is for customers the store knows',
    used_up: 'was given as often, or as much, as it may be',
    limit_reached: 'a sale gets it no more often',
    volume_unknown: 'the product has no volume',
    tax_exempt: 'the customer is exempt',
  },
};

const ES: ExplainedPriceTexts = {
  receipt: (number) => `Recibo ${number}`,
  total: 'Total',
  pack: (quantity, pack, price) => `${quantity} × ${pack} a ${price}`,
  published: (name) => `Reglas publicadas: ${name}`,
  afterPublished: (name) => `según las reglas publicadas de ${name}, véase abajo`,
  byHand: {
    price_override: 'Precio fijado por la tienda',
    line_discount: 'Descuento',
    sale_discount: 'Descuento en la venta',
    deposit: 'Depósito',
  },
  missing: (units) => (units === 1 ? 'falta una unidad más' : `faltan ${units} unidades más`),
  why: {
    needs_more: 'requiere más',
    needs_coupon: 'requiere su cupón',
    needs_customer: 'es para clientes que la tienda conoce',
    used_up: 'se dio tantas veces, o tanto, como se puede',
    limit_reached: 'no se repite más en una venta',
    volume_unknown: 'el producto no tiene volumen',
    tax_exempt: 'el cliente está exento',
  },
};

export const EXPLAINED_PRICE_TEXTS: Readonly<Record<ExplainedIn, ExplainedPriceTexts>> = { en: EN, es: ES };
