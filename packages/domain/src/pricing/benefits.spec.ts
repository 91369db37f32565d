import { assert, integer, property } from 'fast-check';
import { basket as anyBasket, ruleBook } from '../../test/arbitraries.ts';
import { basket, book, deposit, line, percentage } from '../../test/fixtures.ts';
import { cents, sumCents } from '../money/money.ts';
import { benefitsDue, returnLines } from '../returns/return-lines.ts';
import { paidByBenefits } from './benefits.ts';
import { priceBasket } from './price-basket.ts';
import type { DepositRule, TaxRule } from './rules.ts';

const TAXES = book({ taxes: [percentage(100_000, { id: 't1', taxCodes: ['taxed'] })] });
const food = (productId: string, unitPriceCents: number, taxCode: string | null) =>
  line({ productId, unitPriceCents, taxCode, ageRestricted: false, ebtEligible: true });
const soda = food('soda', 1000, 'taxed');
const bread = food('bread', 1000, 'untaxed');
const cleaner = line({ productId: 'cleaner', unitPriceCents: 1000, taxCode: 'taxed' });

describe('paidByBenefits', () => {
  it('pays first for what would be taxed, and no more than is eligible', () => {
    const positions = [
      { eligibleCents: cents(1000), isTaxed: false },
      { eligibleCents: cents(600), isTaxed: true },
      { eligibleCents: cents(0), isTaxed: true },
      { eligibleCents: cents(400), isTaxed: true },
    ];
    expect(paidByBenefits(cents(500), positions)).toEqual([0, 300, 0, 200]);
    expect(paidByBenefits(cents(1500), positions)).toEqual([500, 600, 0, 400]);
    expect(paidByBenefits(cents(9999), positions)).toEqual([1000, 600, 0, 400]);
  });
});

describe('priceBasket with benefits', () => {
  // WAC 458-20-244: $8 of benefits for $30 of goods leave $2 of soda and $10 of cleaners to be taxed.
  it('taxes what benefits leave, as Washington has it', () => {
    const priced = priceBasket(basket([soda, bread, cleaner], { ebtCents: cents(800) }), TAXES);
    expect(priced.lines.map(({ ebtCents }) => ebtCents)).toEqual([800, 0, 0]);
    expect(priced.lines.map(({ taxCents }) => taxCents)).toEqual([20, 0, 100]);
    expect(priced.lines[0]?.taxes[0]).toMatchObject({ taxableCents: 200 });
    expect(priced.ebtEligibleCents).toBe(2000);
  });

  // 20 NYCRR 528.27, example 1: $25 of stamps for $50 of food, $20 of it taxable otherwise.
  it('taxes nothing where benefits pay for all that is taxed otherwise, as New York has it', () => {
    const lines = [food('soda', 2000, 'taxed'), food('bread', 3000, 'untaxed')];
    const priced = priceBasket(basket(lines, { ebtCents: cents(2500) }), TAXES);
    expect(priced.lines.map(({ ebtCents }) => ebtCents)).toEqual([2000, 500]);
    expect(priced.totals).toMatchObject({ taxCents: 0, totalCents: 5000 });
    expect(priced.lines[0]?.taxes).toEqual([]);
    expect(priced.lines[0]?.trace).toContainEqual(expect.objectContaining({ code: 'paid_by_benefits' }));
    // Who is exempt anyway is told of that.
    const exempt = basket(lines, { ebtCents: cents(2500), customer: { groups: [], taxExempt: true } });
    expect(priceBasket(exempt, TAXES).lines[0]?.trace).toContainEqual(expect.objectContaining({ code: 'tax_exempt' }));
  });

  it('leaves taxed what it does not pay for: the store’s own deposit, by a schedule too', () => {
    const jug = { ...bread, productId: 'jug', depositCents: cents(500) };
    const steps = [1, 17, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 }));
    const levy = { kind: 'brackets' as const, wholeCents: 100, taxPerWholeCents: 6, steps, firstSteps: null };
    const taxOf = (tax: TaxRule, deposits: DepositRule[] = []) =>
      priceBasket(basket([jug], { ebtCents: cents(9999) }), book({ taxes: [tax], deposits })).totals.taxCents;
    expect(taxOf(percentage(60_000, { onDeposit: true }))).toBe(30);
    expect(taxOf(percentage(0, { levy, onDeposit: true }))).toBe(30);
    expect(taxOf(percentage(60_000, { onDeposit: true }), [deposit(100, { group: 'lawful' })])).toBe(30);
  });

  it('pays a deposit that the law asks for, and not the store’s own', () => {
    const deposits = [deposit(5, { selector: { productIds: ['soda'] } })];
    const jug = { ...bread, productId: 'jug', depositCents: cents(500) };
    const rules = book({ ...TAXES, deposits });
    const priced = priceBasket(basket([soda, jug], { ebtCents: cents(9999) }), rules);
    expect(priced.ebtEligibleCents).toBe(1005 + 1000);
    expect(priced.lines.map(({ ebtCents }) => ebtCents)).toEqual([1005, 1000]);
    expect(priced.totals.totalCents - 2005).toBe(500);
  });

  it('leaves a tax that the price contains in it', () => {
    const rules = book({ taxes: [percentage(100_000, { taxCodes: ['taxed'], inclusive: true })] });
    const priced = priceBasket(basket([soda], { ebtCents: cents(1000) }), rules);
    expect(priced.totals).toMatchObject({ totalCents: 1000, taxCents: 91 });
    expect(priced.lines[0]?.ebtCents).toBe(1000);
  });

  it('pays for eligible lines alone, taxes no more for more of it, and comes back to the cent', () => {
    assert(
      property(
        anyBasket,
        ruleBook,
        integer({ min: 0, max: 20_000 }),
        integer({ min: 0, max: 3000 }),
        (of, rules, paid, more) => {
          const priced = priceBasket({ ...of, ebtCents: cents(paid) }, rules);
          const without = priceBasket(of, rules);
          const ebtCents = sumCents(priced.lines.map((own) => own.ebtCents));
          expect(ebtCents).toBe(Math.min(paid, priced.ebtEligibleCents));
          expect(priced.ebtEligibleCents).toBe(without.ebtEligibleCents);
          expect(priced.totals.taxCents).toBeLessThanOrEqual(without.totals.taxCents);
          for (const [index, own] of priced.lines.entries()) {
            expect(own.ebtCents).toBeGreaterThanOrEqual(0);
            expect(own.ebtCents).toBeLessThanOrEqual(own.totalCents);
            if (!of.lines[index]?.ebtEligible) expect(own.ebtCents).toBe(0);
          }
          const withMore = priceBasket({ ...of, ebtCents: cents(paid + more) }, rules);
          // Each line, or the sale, may round to the cent next to it.
          expect(withMore.totals.taxCents).toBeLessThanOrEqual(priced.totals.taxCents + priced.lines.length);
          const sold = priced.lines.map((own) => ({ ...own, returnedQuantity: 0 }));
          let back = 0;
          let due = 0;
          while (sold.some((own) => own.returnedQuantity < own.quantity)) {
            const picks = sold.flatMap((own, index) =>
              own.returnedQuantity < own.quantity ? [{ line: index, quantity: 1 }] : [],
            );
            const returned = returnLines(sold, picks);
            if (!returned.accepted) throw new Error(returned.fault);
            due = benefitsDue(sold, picks);
            back += Math.min(returned.totalCents, due - back);
            for (const { line: index } of picks) (sold[index] as { returnedQuantity: number }).returnedQuantity++;
          }
          expect(back).toBe(ebtCents);
        },
      ),
    );
  });
});
