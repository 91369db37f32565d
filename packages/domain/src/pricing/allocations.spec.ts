import { basket, line, rule } from '../../test/fixtures.ts';
import { allocatedIn } from './allocations.ts';
import type { Allocation } from './rules.ts';

const scarce: Allocation = {
  ...rule,
  id: 'a',
  name: 'Allocated',
  selector: { tags: ['allocated'] },
  units: 1,
  per: 'customer_day',
};
const bottle = (changes = {}) => line({ tags: ['allocated'], ...changes });

describe('allocated bottles', () => {
  it('are counted in base units over all lines that have them', () => {
    const lines = [line(), bottle({ quantity: 2 }), bottle({ productId: 'other', unitsPerPack: 6 })];
    expect(allocatedIn(basket(lines), [scarce])).toEqual([{ rule: scarce, units: 8, lines: [1, 2] }]);
  });

  it('are not counted where the rule chooses nothing, or does not hold', () => {
    expect(allocatedIn(basket([line()]), [scarce])).toEqual([]);
    expect(allocatedIn(basket([bottle()]), [{ ...scarce, storeIds: ['elsewhere'] }])).toEqual([]);
    expect(allocatedIn(basket([bottle()]), [{ ...scarce, effectiveTo: '2026-11-22' }])).toEqual([]);
  });
});
