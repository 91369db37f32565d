import { randomUUID } from 'node:crypto';
import { newProduct, type Organization } from './test-server';

/** A product that is sold by the bottle. @returns its id */
export async function productOf({ manager }: Organization, priceCents: number, changes: object = {}): Promise<string> {
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents, barcodes: [] }];
  const { body } = await manager.post('/products', newProduct({ packs, ...changes })).expect(201);
  return body.id;
}

/** A line of a sale. */
export const bottles = (productId: string, quantity = 1, more: object = {}) => ({
  ...{ productId, packId: 'bottle', quantity },
  ...more,
});

/** A sale for more cash than anything costs here. */
export const saleOf = (lines: object[], more: object = {}) => ({
  id: randomUUID(),
  lines,
  tenders: [{ type: 'cash', amountCents: 1_000_000 }],
  ...more,
});
