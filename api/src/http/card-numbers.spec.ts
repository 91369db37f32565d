import { cardNumberFaults } from './card-numbers';

describe('card numbers', () => {
  it('are named by their place, and looked for in texts alone', () => {
    const card = '4111111111111111';
    const body = {
      note: `of ${card}`,
      lines: [{ discount: { reason: card } }],
      barcode: card,
      id: card,
      tags: ['a', card],
    };
    expect(cardNumberFaults(body).map(({ path }) => path)).toEqual(['note', 'lines.0.discount.reason', 'tags.1']);
  });
});
