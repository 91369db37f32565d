import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { baseUnits, cents } from './money.ts';
import { type BasketLine, priceBasket } from './price-basket.ts';

const line = record({
  productId: constantFrom('a', 'b', 'c'),
  packId: constantFrom('bottle', 'case'),
  quantity: integer({ min: 1, max: 500 }),
  unitsPerPack: integer({ min: 1, max: 48 }).map(baseUnits),
  unitPriceCents: integer({ min: 0, max: 1_000_000 }).map(cents),
});

describe('priceBasket', () => {
  it('prices packs and counts the base units they take', () => {
    const bottle: BasketLine = {
      productId: 'a',
      packId: 'bottle',
      quantity: 1,
      unitsPerPack: baseUnits(1),
      unitPriceCents: cents(713),
    };
    const sixPack = { ...bottle, packId: 'six', unitsPerPack: baseUnits(6), unitPriceCents: cents(3999) };
    const { totals } = priceBasket({ lines: [sixPack, bottle] });
    expect(totals).toMatchObject({ units: 7, grossCents: 4712, totalCents: 4712 });
  });

  it('has totals that are the sums of its lines, whatever their order', () => {
    assert(
      property(array(line, { maxLength: 30 }), (lines) => {
        const priced = priceBasket({ lines });
        const sum = priced.lines.reduce((total, { totalCents }) => total + totalCents, 0);
        expect(priced.totals.totalCents).toBe(sum);
        expect(priceBasket({ lines: [...lines].reverse() }).totals).toEqual(priced.totals);
      }),
    );
  });

  it('charges for a split line what it charges for the whole', () => {
    assert(
      property(line, integer({ min: 1, max: 100 }), (whole, extra) => {
        const both = priceBasket({ lines: [whole, { ...whole, quantity: extra }] });
        const one = priceBasket({ lines: [{ ...whole, quantity: whole.quantity + extra }] });
        expect(both.totals).toEqual(one.totals);
      }),
    );
  });

  it('refuses what it cannot price exactly', () => {
    const wrong = {
      productId: 'a',
      packId: 'b',
      quantity: 1.5,
      unitsPerPack: baseUnits(1),
      unitPriceCents: cents(333),
    };
    expect(() => priceBasket({ lines: [wrong] })).toThrow(RangeError);
  });
});
