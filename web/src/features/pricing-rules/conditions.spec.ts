import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../lib/api-client';
import { conditionsOf, productIdsOf } from './conditions';

type Promotion = Schemas['PromotionDto'];

const NAMES = new Map([
  ['a', 'Rum 750 ml'],
  ['b', 'Rye 1 L'],
  ['c', 'Gin 750 ml'],
]);

const on = (selector: object) => ({ offer: {}, selector }) as unknown as Promotion;
const said = (promotion: Promotion, names: ReadonlyMap<string, string> = NAMES) =>
  conditionsOf(promotion, names, 'USD', (key, values) => (values ? `${key} ${JSON.stringify(values)}` : key));

describe('what a promotion is on', () => {
  it('is a few single products by their names, before all else', () => {
    expect(said(on({ productIds: ['a', 'b'], brands: ['Barn'] }))).toEqual(['Rum 750 ml, Rye 1 L, Barn']);
    expect(said(on({ productIds: ['a', 'b', 'c'], brands: ['Barn'] }))).toEqual(['Rum 750 ml, Rye 1 L, Gin 750 ml, …']);
  });

  it('is so many products, where they are many or one of them is not known', () => {
    const counted = ['condition.products {"count":4}, Barn'];
    expect(said(on({ productIds: ['a', 'b', 'c', 'd'], brands: ['Barn'] }))).toEqual(counted);
    expect(said(on({ productIds: ['a', 'gone'] }))).toEqual(['condition.products {"count":2}']);
    expect(said(on({ productIds: ['a'] }), new Map())).toEqual(['condition.products {"count":1}']);
  });

  it('is each group of a kit, of which all products are to be named', () => {
    const groups = [{ selector: { productIds: ['b'] } }, { selector: { productIds: ['c'], tags: ['Local'] } }];
    const kit = { offer: { groups }, selector: {} } as unknown as Promotion;
    expect(productIdsOf(kit)).toEqual(['b', 'c']);
    expect(said(kit)).toEqual(['Rye 1 L', 'Gin 750 ml, Local']);
  });
});
