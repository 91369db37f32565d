import { codeInGroups, type ReceiptOptions, type ReceiptSale, receiptDocument } from './receipt-document.ts';

const OPTIONS: ReceiptOptions = {
  organizationName: 'Corner Liquors',
  store: { address: '1200 Main Street\nDes Moines', taxNumber: 'IA 1-77', head: '', foot: 'Thank you.' },
  language: 'en',
  at: 'Nov 30, 2026, 5:12 PM',
  isCopy: false,
  money: (cents) => `$${(cents / 100).toFixed(2)}`,
};

const line = (name: string, quantity: number) => ({
  ...{ name, volumeMl: 750, quantity, packName: 'Bottle', unitPriceCents: 1000, grossCents: quantity * 1000 },
  discounts: [{ name: 'Three for two', amountCents: 100 }],
  deposits: [{ name: 'Deposit', amountCents: 5 * quantity }],
  taxes: [
    { name: 'State', amountCents: 60, inclusive: false },
    { name: 'Duty', amountCents: 10, inclusive: true },
  ],
  totalCents: quantity * 1000 - 100 + 5 * quantity + 60,
});

const SALE: ReceiptSale = {
  ...{ receiptNumber: '1-1-000042', kind: 'sale', status: 'completed', cashierName: 'Casey' },
  lines: [
    line('Rum', 2),
    line('Gin', 1),
    { ...line('Gift card', 1), giftCard: { code: '4929103374518820', amountCents: 2500 } },
  ],
  empties: [{ name: 'Cans', count: 12, amountCents: -60 }],
  totals: { discountCents: 200, units: 3 },
  totalCents: 5600,
  tenders: [
    { type: 'gift_card', amountCents: 1000, code: '1111222233334444' },
    { type: 'check', amountCents: 2000, reference: '1042' },
    { type: 'cash', amountCents: 3000 },
  ],
  ...{ roundingCents: 0, changeCents: 400, customer: { taxExemption: 'X-1' } },
};

describe('a receipt', () => {
  it('says what was sold, each deposit and tax once, and how it was paid', () => {
    expect(receiptDocument(SALE, OPTIONS)).toEqual({
      organizationName: 'Corner Liquors',
      head: ['1200 Main Street', 'Des Moines', 'IA 1-77'],
      number: 'Receipt 1-1-000042',
      made: 'Nov 30, 2026, 5:12 PM · Casey',
      marks: [],
      items: [
        {
          ...{ name: 'Rum 750 ml', amountCents: 2000, detail: '2 × Bottle $10.00', code: null },
          discounts: [{ name: 'Three for two', amountCents: -100 }],
        },
        {
          ...{ name: 'Gin 750 ml', amountCents: 1000, detail: '1 × Bottle $10.00', code: null },
          discounts: [{ name: 'Three for two', amountCents: -100 }],
        },
        { name: 'Gift card', amountCents: 2500, detail: '', discounts: [], code: '4929103374518820' },
      ],
      sums: [
        { name: 'Deposit', amountCents: 15 },
        { name: 'Empties 12 × Cans', amountCents: -60 },
        { name: 'State', amountCents: 120 },
        { name: 'Duty (included)', amountCents: 20 },
      ],
      total: { name: 'Total', amountCents: 5600 },
      payments: [
        { name: 'Gift card', amountCents: 1000, detail: '…4444', code: null },
        { name: 'Check', amountCents: 2000, detail: '1042', code: null },
        { name: 'Cash', amountCents: 3000, detail: '', code: null },
        { name: 'Change', amountCents: 400, detail: '', code: null },
      ],
      notes: ['Tax exempt X-1', 'You saved $2.00', '3 units'],
      foot: ['Thank you.'],
      barcode: '1-1-000042',
    });
  });

  it('says what an exempt customer is not charged of a price that contains the tax, so that it adds up', () => {
    // 2.38 and 0.50 deposit contain 0.46 of 19 %.
    const beer = { ...line('Bier', 2), grossCents: 238, discounts: [], taxes: [], totalCents: 242 };
    const lines = [{ ...beer, deposits: [{ name: 'Einwegpfand', amountCents: 50 }] }];
    const { items, sums } = receiptDocument({ ...SALE, lines, empties: [], totalCents: 242 }, OPTIONS);
    expect(sums).toEqual([
      { name: 'Einwegpfand', amountCents: 50 },
      { name: 'Tax not charged', amountCents: -46 },
    ]);
    expect([...items, ...sums].reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(242);
  });

  it('names the account that was bought on or paid, and who buys signs', () => {
    const sale: ReceiptSale = {
      ...SALE,
      lines: [
        line('Rum', 2),
        { ...line('', 1), accountPayment: { code: 'HA40718293', name: 'Corner Bar', amountCents: 500 } },
      ],
      tenders: [
        { type: 'house_account', amountCents: 5600, code: 'HA40718293', name: 'Corner Bar', reference: 'Maria' },
      ],
    };
    const { items, payments, notes } = receiptDocument(sale, OPTIONS);
    expect(items.at(-1)).toMatchObject({ name: 'Paid on account', detail: 'Corner Bar', amountCents: 500 });
    expect(payments[0]).toMatchObject({ name: 'House account', detail: 'Corner Bar Maria …8293', code: null });
    expect(notes[0]).toMatch(/^Signature: _+$/);
    expect(receiptDocument({ ...sale, kind: 'return' }, OPTIONS).notes.join()).not.toContain('Signature');
  });

  it('says of a return that it is one, and has the code of the credit that was given', () => {
    const back: ReceiptSale = {
      ...SALE,
      ...{ kind: 'return', status: 'completed', changeCents: 0 },
      tenders: [{ type: 'store_credit', amountCents: -1753, code: '9999888877776666' }],
    };
    const receipt = receiptDocument(back, { ...OPTIONS, isCopy: true, language: 'es' });
    expect(receipt.marks).toEqual(['Copia', 'Devolución']);
    expect(receipt.payments).toEqual([
      { name: 'Crédito de la tienda', amountCents: -1753, detail: '…6666', code: '9999888877776666' },
    ]);
    expect(receipt.barcode).toBeNull();
    expect(codeInGroups('9999888877776666')).toBe('9999 8888 7777 6666');
  });
});
