import { describe, expect, it } from 'vitest';
import { dueBeside, mostOfBenefits } from './payment-parts';

describe('mostOfBenefits', () => {
  // Five sodas of $10.01, with 6 % on what benefits leave.
  const dueWith = (paid: number) => 5005 + Math.round((5005 - paid) * 0.06);

  it('is all that is eligible where that is all there is to pay', () => {
    expect(mostOfBenefits(dueWith, 0, 5005)).toBe(5005);
  });

  it('is so much beside what was paid before that nothing is left, at once', () => {
    const most = mostOfBenefits(dueWith, 1000, 5005);
    expect(1000 + most).toBeLessThanOrEqual(dueWith(most));
    expect(1000 + most + 1).toBeGreaterThan(dueWith(most + 1));
    expect(dueWith(most) - 1000 - most).toBeLessThan(2);
  });

  it('is nothing where nothing is eligible, or all is paid', () => {
    expect(mostOfBenefits(dueWith, 0, -1)).toBe(0);
    expect(mostOfBenefits(dueWith, 9999, 5005)).toBe(0);
  });
});

describe('dueBeside', () => {
  const totals = (goods: number, giftCardCents: number, accountPaymentCents: number) =>
    ({ totalCents: goods + giftCardCents + accountPaymentCents, giftCardCents, accountPaymentCents }) as never;

  it('is the difference of goods, either way', () => {
    expect(dueBeside(1000, totals(1500, 0, 0))).toBe(500);
    expect(dueBeside(1500, totals(1000, 0, 0))).toBe(-500);
  });

  it('is a gift card and a payment on account whole, however much comes back', () => {
    expect(dueBeside(1000, totals(400, 2500, 0))).toBe(2500);
    expect(dueBeside(1000, totals(1400, 2500, 300))).toBe(400 + 2500 + 300);
  });
});
