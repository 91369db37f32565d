import type { CreateSaleDto } from './dto/sale-input.dto';
import { saleRequestHash } from './sale-request-hash';

const sale = (changes: object = {}) =>
  ({
    id: 'a',
    lines: [{ productId: 'p', packId: 'b', quantity: 1 }],
    tenders: [{ type: 'cash', amountCents: 100 }],
    ...changes,
  }) as unknown as CreateSaleDto;

describe('what makes a retry of a sale', () => {
  it('is the same content, however its fields are ordered and its emptiness is written', () => {
    const discount = { kind: 'percent', rateMillionths: 100_000, reason: 'Regular' };
    const turned = { reason: 'Regular', rateMillionths: 100_000, kind: 'percent' };
    expect(saleRequestHash(sale({ discount: turned }))).toBe(saleRequestHash(sale({ discount })));
    expect(saleRequestHash(sale({ empties: [], customer: { groups: [] } }))).toBe(saleRequestHash(sale()));
  });

  it('is another one when anything that is sold, charged or brought back differs', () => {
    const line = sale().lines[0];
    const others = [
      sale({ lines: [{ ...line, quantity: 2 }] }),
      sale({ lines: [{ ...line, override: { unitPriceCents: 1, reason: 'Match' } }] }),
      sale({ lines: [{ ...line, discount: { kind: 'amount', amountCents: 1, reason: 'Damaged' } }] }),
      sale({ discount: { kind: 'amount', amountCents: 1, reason: 'Damaged' } }),
      sale({ empties: [{ depositId: 'd', count: 1 }] }),
      sale({ customer: { taxExemption: 'X' } }),
      sale({ customer: { groups: ['club'] } }),
      sale({ tenders: [{ type: 'card', amountCents: 100 }] }),
      sale({ tenders: [{ type: 'cash', amountCents: 101 }] }),
      sale({ registerId: 'r' }),
    ];
    const hashes = [sale(), ...others].map(saleRequestHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('says nothing of the customer’s birth date', () => {
    const born = (birthDate: string) => sale({ ageCheck: { method: 'birth_date', birthDate } });
    expect(saleRequestHash(born('1980-01-31'))).toBe(saleRequestHash(born('1975-08-17')));
  });
});
