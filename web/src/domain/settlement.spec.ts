import { describe, expect, it } from 'vitest';
import { handedOver, settlementOf } from './settlement';

type Sale = Parameters<typeof settlementOf>[0];
const cash = (amountCents: number) => ({ type: 'cash' as const, amountCents });
const exchange = (amountCents: number) => ({ type: 'exchange' as const, amountCents, reference: '1-1-000001' });
const sale = (tenders: object[], changeCents: number, back?: object[]) =>
  ({ tenders, changeCents, ...(back && { exchanged: { tenders: back } }) }) as Sale;

describe('what a sale comes to', () => {
  it('is what was handed over less the change', () => {
    expect(settlementOf(sale([cash(2000)], 247))).toEqual({ paidCents: 1753, backCents: 0 });
  });

  it('is the difference where goods came back for dearer ones', () => {
    const dearer = sale([exchange(1000), cash(600)], 100, [exchange(-1000)]);
    expect(settlementOf(dearer)).toEqual({ paidCents: 500, backCents: 0 });
  });

  it('is what is handed back where they came back for cheaper ones, to whichever tender', () => {
    const card = { type: 'card' as const, amountCents: -1753, reference: '4242' };
    const cheaper = sale([exchange(1753)], 0, [exchange(-1753), card]);
    expect(settlementOf(cheaper)).toEqual({ paidCents: 0, backCents: 1753 });
    expect(handedOver(cheaper.exchanged?.tenders ?? [])).toEqual([card]);
  });
});
