import { Actor } from '../access/actor';
import type { CreateSaleDto } from './dto/sale-input.dto';
import { assertMayBeDated, ratedAt, saleFlags, soldAt } from './sale-time';

const NOW = new Date('2026-11-25T06:01:00Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const sale = (at: Date, more: Partial<CreateSaleDto> = {}) => ({ at, ...more }) as CreateSaleDto;
const ID = '64b000000000000000000000';
const as = (role: 'cashier' | 'manager' | 'org_admin') =>
  Actor.ofUser({ userId: ID, email: 'a@b.example', name: 'A', role, organizationId: ID, sessionId: '1-a' });

describe('the time of a sale', () => {
  it('prices what a cashier sends by the rules of now, whatever a slow clock says', () => {
    // Four minutes before midnight in Chicago, sent a minute after.
    const slow = sale(minutes(-4));
    expect(() => assertMayBeDated(as('cashier'), slow, NOW)).not.toThrow();
    expect(ratedAt(slow, NOW)).toEqual(NOW);
    expect(saleFlags(as('cashier'), slow, NOW)).toEqual([]);
    expect(soldAt(slow, NOW)).toEqual(minutes(-4));
  });

  it('goes further back than five minutes at a manager’s word alone, and is flagged', () => {
    const earlier = sale(minutes(-6));
    expect(() => assertMayBeDated(as('cashier'), earlier, NOW)).toThrow(/manager/);
    expect(() => assertMayBeDated(as('manager'), earlier, NOW)).not.toThrow();
    expect(ratedAt(earlier, NOW)).toEqual(minutes(-6));
    expect(saleFlags(as('manager'), earlier, NOW)).toEqual(['backdated']);
    expect(saleFlags(Actor.ofCommandFor({ id: ID, name: 'A', tenant: ID }), earlier, NOW)).toEqual([]);
  });

  it('is never in the future: a fast clock is set to now, anything further is refused', () => {
    expect(soldAt(sale(minutes(4)), NOW)).toEqual(NOW);
    for (const role of ['cashier', 'org_admin'] as const) {
      expect(() => assertMayBeDated(as(role), sale(minutes(6)), NOW)).toThrow(/not valid/);
    }
  });
});
