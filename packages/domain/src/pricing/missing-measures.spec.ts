import { book, deposit, line, percentage, rule } from '../../test/fixtures.ts';
import { cents } from '../money/money.ts';
import { missingMeasures } from './missing-measures.ts';
import type { MinimumPrice } from './rules.ts';

const litreTax = percentage(0, { id: 'litre', name: 'Litre', levy: { kind: 'per_litre', amountTenThousandths: 1 } });
const small = deposit(5, { id: 'small', name: 'Small', selector: { maxVolumeMl: 700, categories: ['beer'] } });
const least: MinimumPrice = {
  ...{ ...rule, id: 'least', name: 'Least', selector: {} },
  minimum: { kind: 'per_litre_of_alcohol', amountCents: cents(6500) },
};
const named = (changes: Parameters<typeof line>[0], rules: Parameters<typeof book>[0]) =>
  missingMeasures(line(changes), book(rules), '2026-11-23').map(({ name, lacks }) => `${name}: ${lacks}`);

describe('what rules miss of a product', () => {
  it('is its volume, where they are reckoned by it or choose by it', () => {
    const rules = { taxes: [litreTax, percentage(60_000)], deposits: [small], minimums: [least] };
    const unknown = { volumeMl: null, abv: 4000 };
    expect(named(unknown, rules)).toEqual(['Litre: volume', 'Least: volume']);
    expect(named({ ...unknown, category: 'beer' }, rules)).toEqual(['Litre: volume', 'Small: volume', 'Least: volume']);
    expect(named({ volumeMl: 750, abv: null }, rules)).toEqual(['Least: strength']);
    expect(named({ volumeMl: 750, abv: 4000 }, rules)).toEqual([]);
  });

  it('is nothing to rules that do not choose it, or do not hold', () => {
    const unknown = { volumeMl: null, taxCode: 'beer' };
    expect(named(unknown, { taxes: [{ ...litreTax, taxCodes: ['spirits'] }] })).toEqual([]);
    expect(named(unknown, { taxes: [{ ...litreTax, effectiveTo: '2026-11-22' }] })).toEqual([]);
  });
});
