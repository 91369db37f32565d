import { cents } from '@liquor-pos/domain/money/money';
import { EMPTY_RULE_BOOK } from '@liquor-pos/domain/pricing/rules';
import { describe, expect, it } from 'vitest';
import { readScanInput } from '../../lib/scan-input';
import { birthDateMask, readBirthDate } from './age-keys';
import {
  added,
  type Basket,
  type Book,
  couponIn,
  couponScanned,
  limitsToTell,
  priced as price,
  refreshed,
  repriced,
  requestOf,
  valueLeft,
  withChange,
  withoutRestricted,
  withQuantity,
} from './basket';
import { quickCashAmounts } from './cash-amounts';

const product = {
  id: 'p',
  name: 'Rye',
  volumeMl: 750,
  category: null,
  brand: null,
  vendor: null,
  tags: [],
  taxCode: null,
  containerClass: null,
  ageRestricted: true,
  depositCents: 0,
  packs: [
    { id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] },
    { id: 'six', name: '6-pack', units: 6, priceCents: 3999, barcodes: [] },
  ],
} as unknown as Parameters<typeof added>[1];
const [bottle, six] = product.packs as [(typeof product.packs)[number], (typeof product.packs)[number]];

const NOON = { date: '2026-11-23', minute: 720 };
const BOOK = { ...EMPTY_RULE_BOOK, offersLeft: [], storeId: 's' } as unknown as Book;
const priced = (basket: Basket) => price({ basket }, BOOK, NOON);

describe('the basket', () => {
  it('counts the same pack up and keeps packs apart, whatever the order of scans', () => {
    const one = [six, bottle, bottle].reduce<Basket>((basket, pack) => added(basket, product, pack, 1), []);
    const other = [bottle, six, bottle].reduce<Basket>((basket, pack) => added(basket, product, pack, 1), []);
    expect(priced(one).totals).toMatchObject({ units: 8, totalCents: 3999 + 2 * 713 });
    expect(priced(other).totals).toEqual(priced(one).totals);
    expect(one).toHaveLength(2);
  });

  it('asks for no coupon that no offer has any more, or not today', () => {
    const offer = (couponCode: string, effectiveTo: string) => ({ couponCode, effectiveTo, effectiveFrom: null });
    const promotions = [offer('NOW', '2026-11-23'), offer('OVER', '2026-11-22')].map((rule) => ({
      ...{ ...rule, id: rule.couponCode, version: 1, name: '', storeIds: null, hours: null, weekdays: null },
      ...{ customerGroups: null, selector: {}, countsOnly: null, offer: { kind: 'percent_off', rateMillionths: 1 } },
    }));
    const book = { ...BOOK, promotions } as unknown as Book;
    const sale = { basket: added([], product, bottle, 1), coupons: ['GONE', 'OVER', 'NOW'] };
    expect(requestOf(sale, book, NOON).coupons).toEqual(['NOW']);
    expect(couponIn('now ', book, NOON)).toBe('NOW');
    expect(couponIn('over', book, NOON)).toBeUndefined();
    expect(couponScanned('now', 'now', book, NOON)).toBe('NOW');
    // A dialog went in the middle of the scan, or at the keys before it.
    expect(couponScanned('ow', 'now', book, NOON)).toBe('NOW');
    expect(couponScanned('now', '1980now', book, NOON)).toBe('NOW');
    // By hand it is a search, and so is what a scanner sent behind other words.
    expect([couponScanned('now', 'w', book, NOON), couponScanned('', 'now', book, NOON)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('joins no scan to a line that was changed by hand', () => {
    const override = { unitPriceCents: 500, reason: 'Match' };
    const rung = added([], product, bottle, 1);
    const basket = added(withChange(rung, rung[0] as Basket[number], { override }), product, bottle, 1);
    expect(basket.map(({ quantity, override: byHand }) => [quantity, byHand?.unitPriceCents])).toEqual([
      [1, 500],
      [1, undefined],
    ]);
  });

  it('takes a line off when nothing of it is left', () => {
    const basket = added([], product, bottle, 2);
    expect(withQuantity(basket, basket[0] as Basket[number], 0)).toEqual([]);
  });

  it('takes what the catalogue says now, when the product changed or is scanned again', () => {
    const taxed = { ...product, taxCode: 'spirits' };
    const basket = added([], product, bottle, 1);
    expect(refreshed(basket, [taxed])[0]?.product.taxCode).toBe('spirits');
    expect(added(basket, taxed, bottle, 1)).toEqual([{ product: taxed, pack: bottle, quantity: 2 }]);
    expect(refreshed(basket, [])).toEqual(basket);
  });

  it('takes the prices of a new quote', () => {
    const basket = added([], product, bottle, 2);
    const quote = { lines: [{ productId: 'p', packId: 'bottle', unitPriceCents: 750 }] } as Parameters<
      typeof repriced
    >[1];
    expect(priced(repriced(basket, quote)).totals.totalCents).toBe(1500);
  });
});

describe('a sale', () => {
  const rule = { version: 1, storeIds: null, effectiveFrom: null, effectiveTo: null, selector: {}, order: 0 };
  const deposit = { ...rule, id: 'd', name: 'Bottle', amountCents: cents(5) };
  const book = { ...BOOK, deposits: [deposit] } as unknown as Book;

  it('pays out empties, and asks the server for the same', () => {
    const sale = { basket: [], empties: [{ depositId: 'd', count: 24 }] };
    expect(price(sale, book, NOON).totals.totalCents).toBe(-120);
    expect(requestOf(sale, book, NOON)).toEqual({ lines: [], empties: sale.empties });
  });

  it('leaves out empties whose deposit has ended since', () => {
    const sale = { basket: added([], product, bottle, 1), empties: [{ depositId: 'd', count: 24 }] };
    expect(price(sale, BOOK, NOON).totals.totalCents).toBe(713);
    expect(requestOf(sale, BOOK, NOON)).not.toHaveProperty('empties');
  });

  it('charges no tax to who shows an exemption, and says so to the server', () => {
    const levy = { kind: 'percentage', rateMillionths: 100_000 };
    const tax = { ...rule, id: 't', name: 'Sales', taxCodes: null, levy, compounding: false, exemptible: true };
    const taxed = { ...BOOK, taxes: [{ ...tax, inclusive: false, onDeposit: false }] } as unknown as Book;
    const basket = added([], product, bottle, 1);
    const customer = { taxExemption: 'IA-1' };
    expect(price({ basket }, taxed, NOON).totals.taxCents).toBe(71);
    expect(price({ basket, customer }, taxed, NOON).totals.taxCents).toBe(0);
    expect(requestOf({ basket, customer }, taxed, NOON).customer).toEqual(customer);
  });
});

describe('age at the till', () => {
  it('takes off what is restricted and leaves the rest', () => {
    const age = {
      id: 'a',
      version: 1,
      name: 'Alcohol',
      storeIds: null,
      effectiveFrom: null,
      effectiveTo: null,
      selector: {},
    };
    const ages = [{ ...age, includeUnrestricted: false, minimumAge: 21, visualAllowed: false, sellerMinimumAge: null }];
    const soda = { ...product, id: 'soda', ageRestricted: false };
    const basket = added(added([], product, bottle, 1), soda, bottle, 2);
    const left = withoutRestricted(basket, { ...BOOK, ages }, NOON);
    expect(left.map((entry) => entry.product.id)).toEqual(['soda']);
  });

  it('reads birth dates as they are keyed, and no date that there is not', () => {
    expect(readBirthDate('06062004')).toBe('2004-06-06');
    expect(readBirthDate('02302004')).toBeUndefined();
    expect(readBirthDate('0606200')).toBeUndefined();
    expect(birthDateMask('0606')).toBe('06/06/____');
  });
});

describe('the till’s field', () => {
  it('tells scans from names, and reads a multiplier before either', () => {
    expect(readScanInput('088004144708')).toEqual({ quantity: 1, text: '088004144708', isBarcode: true });
    expect(readScanInput('6×088004144708')).toEqual({ quantity: 6, text: '088004144708', isBarcode: true });
    expect(readScanInput('2 x titos')).toEqual({ quantity: 2, text: 'titos', isBarcode: false });
    expect(readScanInput('1800 tequila')).toEqual({ quantity: 1, text: '1800 tequila', isBarcode: false });
    expect(readScanInput('6*')).toEqual({ quantity: 6, text: '', isBarcode: false });
  });
});

describe('cash', () => {
  it('offers the exact amount and what notes make', () => {
    expect(quickCashAmounts(1649, 100_000)).toEqual([1649, 2000, 5000, 10_000]);
    expect(quickCashAmounts(2000, 100_000)).toEqual([2000, 5000, 10_000]);
  });
});

describe('what was not sold with an earlier attempt', () => {
  it('is a gift card of another amount, and a payment into another account', () => {
    const giftCards = [{ amountCents: 2500 }, { amountCents: 2500 }];
    const [alpha, beta] = ['HA1', 'HA2'].map((code) => ({ code, name: code, amountCents: 749 }));
    const sold = [{ giftCard: { amountCents: 2500 } }, { accountPayment: { code: 'HA1', amountCents: 749 } }];
    expect(valueLeft({ giftCards, accountPayments: alpha && [alpha] }, sold)).toEqual({ giftCards: [giftCards[1]] });
    expect(valueLeft({ accountPayments: beta && [beta] }, sold)).toEqual({ accountPayments: [beta] });
    expect(valueLeft({}, sold)).toEqual({});
  });
});

describe('what is allocated', () => {
  const always = { version: 1, storeIds: null, effectiveFrom: null, effectiveTo: null, selector: {} };
  const told = (per: 'sale' | 'customer', quantity: number, reference?: string) => {
    const allocations = [{ ...always, id: 'a', name: 'Rare rye', units: 2, per }];
    const customer = reference === undefined ? undefined : { reference };
    const sale = { basket: added([], product, bottle, quantity), customer };
    return limitsToTell(sale, { ...BOOK, allocations }, NOON).map(({ fault, most }) => `${fault} ${most}`);
  };

  it('is told as soon as it is rung up: who buys it, and when it is too much for anybody', () => {
    expect(told('sale', 2)).toEqual([]);
    expect(told('sale', 3)).toEqual(['too_many 2']);
    expect(told('customer', 1)).toEqual(['customer_needed 2']);
    expect(told('customer', 2, '5550199')).toEqual([]);
    expect(told('customer', 3, '5550199')).toEqual(['too_many 2']);
  });
});
