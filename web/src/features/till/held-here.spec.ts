// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { type HeldSale, HeldSales } from './held-here';

const sale = (id: string): HeldSale => ({ id, basket: [], heldAt: 'now', heldBy: 'Ana', totalCents: 100 });

describe('sales put aside', () => {
  beforeEach(() => localStorage.clear());

  it('are there after a reload, and in every tab', () => {
    new HeldSales('o').hold(sale('1'));
    const other = new HeldSales('o');
    other.hold(sale('2'));
    expect(new HeldSales('o').all().map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('are taken up once', () => {
    const [here, there] = [new HeldSales('o'), new HeldSales('o')];
    here.hold(sale('1'));
    expect(there.all()).toHaveLength(1);
    expect(here.take('1')).toEqual(sale('1'));
    expect(there.take('1')).toBeUndefined();
  });

  it('stay where the server does not take them, and are sent no more', () => {
    const holding = { id: 'h', name: 'Bo', saleId: '1', basket: { lines: [] }, totalCents: 100, attempted: false };
    const held = new HeldSales('o');
    held.hold({ ...sale('1'), holding });
    held.hold({ ...sale('2'), holding });
    held.keep('1');
    expect(new HeldSales('o').all()).toEqual([sale('1'), { ...sale('2'), holding }]);
  });

  it('are another organization’s nowhere', () => {
    new HeldSales('o').hold(sale('1'));
    expect(new HeldSales('p').all()).toEqual([]);
  });

  it('are told to who listens', () => {
    const held = new HeldSales('o');
    const seen: number[] = [];
    const stop = held.subscribe(() => seen.push(held.all().length));
    held.hold(sale('1'));
    held.take('1');
    stop();
    held.hold(sale('2'));
    expect(seen).toEqual([1, 0]);
  });
});
