import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product } from '../../domain/products';
import { type DeliveryLine, inPack, receivedLines, sumOf, withScanned } from './delivery';

const product = {
  id: 'rye',
  costCents: 800,
  packs: [
    { id: 'bottle', units: 1 },
    { id: 'case', units: 12 },
  ],
} as unknown as Product;
const delivery = (...lines: DeliveryLine[]) => ({ key: 'k', vendor: '', invoice: '', totalCents: undefined, lines });

describe('a delivery', () => {
  it('is received at what the invoice says, to the cent, whatever a case costs', () => {
    assert(
      property(integer({ min: 1, max: 500 }), integer({ min: 0, max: 1_000_000 }), (quantity, costCents) => {
        const whole = delivery({ id: 'l', product, packId: 'case', quantity, costCents });
        const received = receivedLines(whole);
        expect(received.reduce((sum, { units, unitCostCents }) => sum + units * unitCostCents, 0)).toBe(sumOf(whole));
        expect(received.reduce((sum, { units }) => sum + units, 0)).toBe(quantity * 12);
      }),
    );
  });

  it('counts up what is scanned again, and begins another pack at what that costs', () => {
    const once = withScanned([], product, 'bottle');
    expect(withScanned(once, product, 'bottle')).toMatchObject([{ quantity: 2, costCents: 800 }]);
    expect(withScanned(once, product, 'case')).toMatchObject([
      { packId: 'case', costCents: 9600 },
      { packId: 'bottle' },
    ]);
    const asCase = inPack(once[0] as DeliveryLine, 'case');
    expect(asCase.costCents).toBe(9600);
    const odd = { ...asCase, costCents: 10_001 };
    expect(inPack(inPack(odd, 'bottle'), 'case').costCents).toBe(10_001);
  });
});
