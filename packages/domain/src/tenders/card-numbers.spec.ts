import { randomUUID } from 'node:crypto';
import { holdsCardNumber, withoutCardNumbers } from './card-numbers.ts';

describe('card numbers', () => {
  it.each([
    '4111 1111 1111 1111',
    '4111 - 1111 - 1111 - 1111',
    'paid with 5500-0000-0000-0004, she said',
    '378282246310005',
    '6011111111111117',
    '3782 822463 10005',
    '2223003122003222',
    '4111 1111 1111 1111 12/27',
    '4111 1111 1111 1111 123',
    '4111111111111111-12-27',
    'card 4111-1111-1111-1111 9/27',
    'Card 4111 1111 1111 1111.',
    '4111.1111.1111.1111',
    '2 4111 1111 1111 1111',
    'paid $25 4111-1111-1111-1111',
    'Nr.4111111111111111',
    'visa4111111111111111x',
    '4111  1111  1111  1111',
    '4111\u00a01111\t1111_1111',
    '4111–1111/1111–1111',
    '４１１１ １１１１ １１１１ １１１１',
    '4111111111111111abcdefab',
  ])('are found in a text: %s', (text) => expect(holdsCardNumber(text)).toBe(true));

  it.each([
    '4111 1111 1111 1112',
    '2000000433370',
    '1-1-000123',
    'call 312 555 0199',
    '690551de4405d430b356d8b5',
    '12.50 + 4111.11',
    'the German beer 4006381330060',
    'a case, GTIN 30080660950045',
    'see 2026-01-08 2026-01-28',
    'a gift card of ours, 6006491260550218',
  ])('are not seen where there is none: %s', (text) => expect(holdsCardNumber(text)).toBe(false));

  it('are not seen in dates and invoices, whatever their digits come to', () => {
    const days = Array.from({ length: 400 }, (_, day) => new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10));
    const texts = days.flatMap((day, index) => [
      `see ${day} ${days[(index * 7) % 400]}`,
      `${day}-${100_000 + index * 7}`,
      `${day.replaceAll('-', '')} ${String(index).padStart(4, '0')} 12.50`,
    ]);
    expect(texts.filter(holdsCardNumber)).toEqual([]);
  });

  it('are not seen in what programs name things by, whatever its digits come to', () => {
    expect(holdsCardNumber('order a4111111-1111-4111-8111-111111111111 of')).toBe(false);
    const ids = Array.from({ length: 20_000 }, () => randomUUID());
    expect(ids.filter(holdsCardNumber)).toEqual([]);
  });

  it('are logged by their last four digits', () => {
    expect(withoutCardNumbers('/api/sales/4111111111111111/void')).toBe(`/api/sales/${'…'.repeat(12)}1111/void`);
    expect(withoutCardNumbers('/api/sales/1-1-000123')).toBe('/api/sales/1-1-000123');
  });
});
