import { randomUUID } from 'node:crypto';
import { cardNumberFaults, holdsCardNumber } from './card-numbers';

describe('card numbers', () => {
  it.each(['4111 1111 1111 1111', 'paid with 5500-0000-0000-0004, she said', '378282246310005', '6011111111111117'])(
    'are found in a text: %s',
    (text) => expect(holdsCardNumber(text)).toBe(true),
  );

  it.each([
    '4111 1111 1111 1112',
    '2000000433370',
    '1-1-000123',
    'call 312 555 0199',
    '690551de4405d430b356d8b5',
    '12.50 + 4111.11',
    'the German beer 4006381330060',
    'a case, GTIN 30080660950045',
  ])('are not seen where there is none: %s', (text) => expect(holdsCardNumber(text)).toBe(false));

  it('are not seen in what programs name things by, whatever its digits come to', () => {
    expect(holdsCardNumber('order a4111111-1111-4111-8111-111111111111 of')).toBe(false);
    const ids = Array.from({ length: 20_000 }, () => randomUUID());
    expect(ids.filter(holdsCardNumber)).toEqual([]);
    expect(holdsCardNumber('4111111111111111abc')).toBe(true);
  });

  it('are named by their place, and looked for in texts alone', () => {
    const card = '4111111111111111';
    const body = { note: `of ${card}`, lines: [{ discount: { reason: card } }], barcode: card, id: card };
    expect(cardNumberFaults(body).map(({ path }) => path)).toEqual(['note', 'lines.0.discount.reason']);
  });
});
