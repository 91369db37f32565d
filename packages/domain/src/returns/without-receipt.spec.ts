import { assert, integer, property } from 'fast-check';
import { basket as anyBasket, ruleBook } from '../../test/arbitraries.ts';
import { cents, sumCents } from '../money/money.ts';
import { priceBasket } from '../pricing/price-basket.ts';
import { onePackOf, timesPacks } from './without-receipt.ts';

const amounts = (entries: readonly { amountCents: number }[]) =>
  sumCents(entries.map(({ amountCents }) => cents(amountCents)));

describe('goods without a receipt', () => {
  it('come to so many times what one pack was charged, whatever it was made of', () => {
    assert(
      property(anyBasket, ruleBook, integer({ min: 1, max: 999 }), (basket, rules, packs) => {
        for (const line of priceBasket(basket, rules).lines) {
          const one = onePackOf(line);
          const many = timesPacks(one, packs);
          const fees = amounts(line.taxes.filter(({ fee }) => fee));
          expect(Math.abs(one.totalCents - (line.totalCents - fees) / line.quantity)).toBeLessThanOrEqual(
            1 + line.taxes.length + line.deposits.length,
          );
          expect(many.totalCents).toBe(one.totalCents * packs);
          const inDeposits = one.netCents + one.depositCents + one.taxCents - one.totalCents;
          expect(many.netCents + many.depositCents + many.taxCents - inDeposits * packs).toBe(many.totalCents);
          expect(many.grossCents - many.discountCents - many.includedTaxCents).toBe(many.netCents);
          expect(amounts(many.taxes)).toBe(many.taxCents);
          expect(amounts(many.deposits)).toBe(many.depositCents);
          expect(many.units).toBe(packs * line.unitsPerPack);
        }
      }),
    );
  });
});
