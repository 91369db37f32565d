import { randomUUID } from 'node:crypto';
import { newProduct, type Organization, PASSWORD, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
/** At $10, $15 and $4. */
let bottle: string;
let better: string;
let small: string;
let storeId: string;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  await server.takeAnyCash(org);
  const priced = async (priceCents: number) => {
    const product = newProduct();
    const packs = product.packs.map((pack) => ({ ...pack, priceCents }));
    return (await org.manager.post('/products', { ...product, packs }).expect(201)).body.id;
  };
  [bottle, better, small] = [await priced(1000), await priced(1500), await priced(400)];
  storeId = (await org.cashier.get('/stores').expect(200)).body.items[0].id;
});
afterAll(() => server.stop());
// Whatever a test did, the books are right after it.
afterEach(async () => expect(await server.bookDifferences(org.id)).toEqual([]));

const one = (productId: string, quantity = 1) => ({ productId, packId: 'bottle', quantity });
const cash = (amountCents: number) => ({ type: 'cash', amountCents });
const card = (amountCents: number, reference = '4242') => ({ type: 'card', amountCents, reference });

async function sell(lines: object[], tenders: object[], more: object = {}, status = 201) {
  const sale = { id: randomUUID(), lines, tenders, ...more };
  const { body } = await org.cashier.post('/sales', sale).expect(status);
  return { sale, body };
}

const backOf = (saleId: string, quantity = 1, more: object = {}) => ({
  exchange: { saleId, lines: [{ line: 0, quantity }], reason: 'Wrong one', ...more },
});
const returnOf = async (saleId: string) => (await org.cashier.get(`/sales/${saleId}:exchange`).expect(200)).body;
const onHand = async (productId: string) => {
  const { body } = await org.manager.get('/inventory?limit=200').expect(200);
  return body.items.find((item: { productId: string }) => item.productId === productId)?.onHand ?? 0;
};
const drawer = async () => {
  const { body } = await org.manager.get('/shifts?status=open').expect(200);
  return body.items[0];
};

describe('an exchange', () => {
  it('takes goods back and sells others in one payment of the difference', async () => {
    const { body: sold } = await sell([one(bottle)], [cash(1000)]);
    const [before, ofBottle, ofBetter] = [await drawer(), await onHand(bottle), await onHand(better)];
    const { sale, body } = await sell([one(better)], [cash(600)], backOf(sold.id));
    const back = await returnOf(body.id);
    expect(body.exchanged).toEqual(back);
    expect((await org.cashier.get(`/sales/${body.id}`).expect(200)).body.exchanged).toEqual(back);
    expect(body).toMatchObject({
      totalCents: 1500,
      changeCents: 100,
      tenders: [{ type: 'exchange', amountCents: 1000, reference: back.receiptNumber }, cash(600)],
    });
    expect(back).toMatchObject({
      kind: 'return',
      returnOf: sold.id,
      totalCents: -1000,
      reason: 'Wrong one',
      tenders: [{ type: 'exchange', amountCents: -1000, reference: body.receiptNumber }],
    });
    // Both receipts are the register's own, one after the other.
    expect(Number(body.receiptNumber.slice(-6))).toBe(Number(back.receiptNumber.slice(-6)) + 1);
    expect([await onHand(bottle), await onHand(better)]).toEqual([ofBottle + 1, ofBetter - 1]);
    const expected = (shift: { expected: { tender: string; cents: number }[] }) =>
      shift.expected.find(({ tender }) => tender === 'cash')?.cents;
    const after = await drawer();
    expect(expected(after)).toBe((expected(before) ?? 0) + 500);
    expect(after.expected.map(({ tender }: { tender: string }) => tender)).not.toContain('exchange');
    // A retry answers it, and moves nothing.
    expect((await org.cashier.post('/sales', sale).expect(200)).body).toEqual(body);
    await org.cashier
      .post('/sales', { ...sale, exchange: backOf(sold.id, 1, { reason: 'Other' }).exchange })
      .expect(409);
    expect(await onHand(bottle)).toBe(ofBottle + 1);
  });

  it('hands the same bottle over again for one that was bad, for nothing', async () => {
    const { body: sold } = await sell([one(bottle)], [card(1000)]);
    const before = await onHand(bottle);
    const { body } = await sell([one(bottle)], [], backOf(sold.id, 1, {}));
    expect(body).toMatchObject({ changeCents: 0, tenders: [{ type: 'exchange', amountCents: 1000 }] });
    expect(await onHand(bottle)).toBe(before);
    const broken = await sell([one(bottle)], [card(1000)]);
    const lines = [{ line: 0, quantity: 1, disposition: 'breakage' }];
    await sell([one(bottle)], [], backOf(broken.body.id, 1, { lines }));
    expect(await onHand(bottle)).toBe(before - 2);
  });

  it('pays with what the goods were paid with, where an offer goes by that', async () => {
    const cashPrice = { name: 'Cash price', selector: {}, paidWith: ['cash'] };
    const offer = { kind: 'percent_off', rateMillionths: 40_000 };
    const { body: rule } = await org.admin.post('/pricing/promotions', { ...cashPrice, offer }).expect(201);
    const { body: sold } = await sell([one(bottle)], [cash(960)]);
    const { body } = await sell([one(bottle)], [], { ...backOf(sold.id), totalCents: 960 });
    expect(body).toMatchObject({ totalCents: 960, changeCents: 0, tenders: [{ type: 'exchange', amountCents: 960 }] });
    const byCard = await sell([one(bottle)], [card(1000)]);
    await sell([one(better)], [card(500)], { ...backOf(byCard.body.id), totalCents: 1500 });
    await org.admin.delete(`/pricing/promotions/${rule.id}`).expect(200);
  });

  it('gives the rest of dearer goods back to what paid for them, the card before cash', async () => {
    const { body: sold } = await sell([one(better)], [card(1000), cash(500)]);
    const { body } = await sell([one(small)], [], backOf(sold.id));
    expect(body.tenders).toMatchObject([{ type: 'exchange', amountCents: 400 }]);
    expect((await returnOf(body.id)).tenders).toMatchObject([
      { type: 'exchange', amountCents: -400 },
      { type: 'card', amountCents: -1000, reference: '4242' },
      { type: 'cash', amountCents: -100 },
    ]);
  });

  it('is no way from a card to cash', async () => {
    const { body: sold } = await sell([one(better)], [card(1500)]);
    const asked = { lines: [one(small)], tenders: [], ...backOf(sold.id, 1, { refund: 'cash' }) };
    const { body: refused } = await org.cashier.post('/sales', { id: randomUUID(), ...asked }).expect(403);
    expect(refused).toMatchObject({ code: 'approval_required', permission: 'return.other_tender' });
    // What was had for a card's bottle goes back as credit; in cash only if somebody allows it.
    const { body } = await sell([one(better)], [], backOf(sold.id));
    const taken = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] };
    const inCash = { ...taken, refund: 'cash' };
    const path = `/sales/${body.id}/returns`;
    expect((await org.cashier.post(path, inCash).expect(403)).body.permission).toBe('return.other_tender');
    const { body: back } = await org.cashier.post(path, taken).expect(201);
    expect(back.tenders).toMatchObject([{ type: 'store_credit', amountCents: -1500, code: expect.any(String) }]);
  });

  it('asks a manager’s leave under the sale’s own id', async () => {
    await org.manager.put('/users/me/pin', { password: PASSWORD, pin: '4711' }).expect(200);
    const { body: sold } = await sell([one(better)], [card(1500)]);
    const id = randomUUID();
    const ask = { permission: 'return.other_tender', pin: '4711', approverId: org.manager.user.id, subject: id };
    const { body: given } = await org.cashier.post('/approvals', ask).expect(201);
    const sale = { id, lines: [one(small)], tenders: [], approval: given.approval };
    await org.cashier.post('/sales', { ...sale, ...backOf(sold.id, 1, { refund: 'cash' }) }).expect(201);
    expect((await returnOf(id)).tenders).toMatchObject([{ type: 'exchange' }, cash(-1100)]);
  });

  it('takes nothing back twice, by whichever way, and nothing where it is refused', async () => {
    const { body: sold } = await sell([one(bottle)], [cash(1000)]);
    const attempts = Array.from({ length: 4 }, () =>
      org.cashier.post('/sales', { id: randomUUID(), lines: [one(better)], tenders: [cash(500)], ...backOf(sold.id) }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409, 409]);
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] };
    expect((await org.cashier.post(`/sales/${sold.id}/returns`, back).expect(409)).body.code).toBe('already_returned');
    // Too little for the difference: the goods have not come back either.
    const { body: fresh } = await sell([one(bottle)], [cash(1000)]);
    const short = await sell([one(better)], [cash(499)], backOf(fresh.id), 422);
    expect(short.body.code).toBe('insufficient_tender');
    expect((await org.cashier.get(`/sales/${fresh.id}`)).body.lines[0].returnedQuantity).toBe(0);
    await org.cashier.get(`/sales/${short.sale.id}:exchange`).expect(404);
  });

  it('is undone by a return, and by no void', async () => {
    const { body: sold } = await sell([one(bottle)], [cash(1000)]);
    const { body } = await sell([one(better)], [cash(500)], backOf(sold.id));
    const refused = await org.manager.post(`/sales/${body.id}/void`, {}).expect(409);
    expect(refused.body.code).toBe('sale_is_exchange');
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] };
    const { body: taken } = await org.cashier.post(`/sales/${body.id}/returns`, back).expect(201);
    // What money had paid in money, the rest as credit.
    expect(taken.tenders).toMatchObject([{ type: 'store_credit', amountCents: -1000 }, cash(-500)]);
  });

  it('opens a shift where none is open, once for both', async () => {
    const { body: sold } = await sell([one(bottle)], [cash(1000)]);
    const open = await drawer();
    const counted = open.expected.map(({ tender, cents }: { tender: string; cents: number }) => ({
      tender,
      count: { cents },
    }));
    await org.manager.post(`/shifts/${open.id}/close`, { counted }).expect(200);
    const { body } = await sell([one(better)], [cash(500)], backOf(sold.id));
    expect((await returnOf(body.id)).shiftId).toBe(body.shiftId);
    expect(body.shiftId).not.toBe(open.id);
  });

  it('is with goods, now, and held to the store’s rules of returns', async () => {
    const { body: sold } = await sell([one(bottle)], [cash(1000)]);
    const at = new Date(Date.now() - 60_000).toISOString();
    for (const more of [{ at }, { exchange: { ...backOf(sold.id).exchange, saleId: randomUUID() } }]) {
      const { status } = await org.manager.post('/sales', {
        ...{ id: randomUUID(), lines: [one(better)], tenders: [cash(500)] },
        ...{ ...backOf(sold.id), ...more },
      });
      expect(status).toBe('at' in more ? 400 : 404);
    }
    await org.admin
      .call('patch', `/stores/${storeId}`, { returns: { days: null, alcohol: 'refused', disposition: 'to_stock' } })
      .expect(200);
    const { body: refused } = await sell([one(better)], [cash(500)], backOf(sold.id), 409);
    // Who asks before is told before.
    const quote = { lines: [{ line: 0, quantity: 1 }] };
    const { body: quoted } = await org.cashier.post(`/sales/${sold.id}/returns/quote`, quote).expect(409);
    expect(quoted).toMatchObject({ code: 'alcohol_not_returnable', errors: [{ path: 'lines.0.line' }] });
    expect(refused).toMatchObject({ code: 'alcohol_not_returnable', errors: [{ path: 'exchange.lines.0.line' }] });
    await org.admin
      .call('patch', `/stores/${storeId}`, { returns: { days: null, alcohol: 'allowed', disposition: 'to_stock' } })
      .expect(200);
  });
});

describe('an exchange where small coins are gone', () => {
  const rounding = (cashRounding: object) =>
    org.admin.call('patch', `/stores/${storeId}`, { cashRounding }).expect(200);
  afterAll(() => rounding({ toCents: 1, mode: 'nearest' }));

  it('is paid, and paid out, in the coins there are, by the rule of every payment', async () => {
    const odd = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
    await rounding({ toCents: 10, mode: 'up' });
    const { body: sold } = await sell([one(odd)], [cash(720)]);
    // The same again: nobody makes a coin by it.
    const { body: same } = await sell([one(odd)], [], backOf(sold.id));
    expect(same.exchanged.tenders).toMatchObject([{ type: 'exchange', amountCents: -713 }]);
    const { body: two } = await sell([one(odd, 2)], [cash(1430)]);
    const { body: fewer } = await sell([one(small)], [], backOf(two.id, 2));
    // 14.30 came in, 4.00 stays: 10.30 goes back.
    expect(fewer.exchanged.tenders).toMatchObject([{ type: 'exchange', amountCents: -400 }, cash(-1030)]);
  });

  it('pays a bottle without a receipt out by the same rule', async () => {
    const odd = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
    const back = { id: randomUUID(), lines: [one(odd)], refund: 'cash', reason: 'Gift' };
    await rounding({ toCents: 10, mode: 'up' });
    expect((await org.cashier.post('/returns/quote', { lines: back.lines }).expect(200)).body.cashTotalCents).toBe(710);
    expect((await org.manager.post('/returns', back).expect(201)).body.tenders).toMatchObject([cash(-710)]);
  });

  it('pays for goods and a gift card beside them', async () => {
    await rounding({ toCents: 10, mode: 'nearest' });
    const odd = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
    const { body: sold } = await sell([one(odd)], [card(713)]);
    const giftCard = { amountCents: 5000 };
    const { body } = await sell([one(bottle), { giftCard }], [cash(5290)], backOf(sold.id));
    // 60.00 less 7.13 is 52.87, and 52.90 in coins.
    expect(body).toMatchObject({ totalCents: 6000, changeCents: 0, roundingCents: 3 });
  });
});

describe('a return without a receipt', () => {
  const blind = (productId: string, more: object = {}) => ({
    ...{ id: randomUUID(), lines: [one(productId)], refund: 'cash', reason: 'Gift', ...more },
  });
  const quoteOf = async (lines: object[]) =>
    (await org.cashier.post('/returns/quote', { lines }).expect(200)).body.totalCents;
  const allow = async (subject: string, permission = 'return.no_receipt') => {
    const ask = { permission, subject, pin: '4711', approverId: org.manager.user.id };
    return (await org.cashier.post('/approvals', ask).expect(201)).body.approval;
  };
  const newBottle = async (priceCents: number) => {
    const product = newProduct();
    const packs = product.packs.map((pack) => ({ ...pack, priceCents }));
    return (await org.manager.post('/products', { ...product, packs }).expect(201)).body;
  };

  it('is paid at the lowest price of 30 days, today’s included, and shown before', async () => {
    const { id, version, ...product } = await newBottle(2000);
    expect(await quoteOf([one(id, 2)])).toBe(4000);
    // A sale that was undone set no price.
    const mistake = { id: randomUUID(), lines: [one(id)], tenders: [cash(1)] };
    const almostAll = { kind: 'amount', amountCents: 1999, reason: 'Mistake' };
    await org.manager.post('/sales', { ...mistake, discount: almostAll }).expect(201);
    expect(await quoteOf([one(id)])).toBe(1);
    await org.manager.post(`/sales/${mistake.id}/void`, {}).expect(200);
    expect(await quoteOf([one(id)])).toBe(2000);
    // Three for less than one and a half: a third of that is what one was sold for.
    const discount = { kind: 'amount', amountCents: 3001, reason: 'Dusty' };
    await org.manager
      .post('/sales', { id: randomUUID(), lines: [one(id, 3)], tenders: [cash(2999)], discount })
      .expect(201);
    expect(await quoteOf([one(id)])).toBe(1000);
    const packs = product.packs.map((pack: object) => ({ ...pack, priceCents: 900 }));
    const { sku, name, category, ageRestricted } = product;
    await org.manager.put(`/products/${id}`, { sku, name, category, ageRestricted, packs, version }).expect(200);
    expect(await quoteOf([one(id)])).toBe(900);
    // What lies further back is none of it.
    const priced = await org.manager.get(`/products/${id}`).expect(200);
    const dearer = product.packs.map((pack: object) => ({ ...pack, priceCents: 5000 }));
    await org.manager
      .put(`/products/${id}`, { sku, name, category, ageRestricted, packs: dearer, version: priced.body.version })
      .expect(200);
    expect(await quoteOf([one(id)])).toBe(1000);
    const old = new Date(Date.now() - 32 * 24 * 60 * 60_000).toISOString().slice(0, 10);
    const sales = server.tenantDatabase(org.id).collection('sales');
    await sales.updateMany({ 'lines.sku': sku }, { $set: { businessDate: old } });
    expect(await quoteOf([one(id)])).toBe(5000);
  });

  it('is no more for the bottles of a case than the case was, nor for a case than its bottles', async () => {
    const product = newProduct();
    const [single] = product.packs;
    const [bottle, box] = [`b${randomUUID()}`, `c${randomUUID()}`];
    const packs = [
      { ...single, id: bottle, barcodes: [], priceCents: 1000 },
      { ...single, id: box, name: 'Case', units: 12, barcodes: [], priceCents: 9600 },
    ];
    const { id } = (await org.manager.post('/products', { ...product, packs }).expect(201)).body;
    const of = (packId: string, quantity = 1) => ({ productId: id, packId, quantity });
    const sell = async (line: object, cents: number, discountCents = 0) => {
      const discount = { kind: 'amount', amountCents: discountCents, reason: 'Dusty' };
      const sale = { id: randomUUID(), lines: [line], tenders: [cash(cents)], ...(discountCents && { discount }) };
      await org.manager.post('/sales', sale).expect(201);
    };
    expect(await quoteOf([of(bottle, 12)])).toBe(12_000);
    await sell(of(box), 9600);
    expect(await quoteOf([of(bottle, 12)])).toBe(9600);
    await sell(of(bottle, 12), 6000, 6000);
    expect(await quoteOf([of(box)])).toBe(6000);
    expect(await quoteOf([of(bottle)])).toBe(500);
    // A pack that held twelve and holds six is six bottles, at what six were sold for.
    const halved = packs.map((pack) => (pack.id === box ? { ...pack, units: 6, priceCents: 5000 } : pack));
    await org.manager.put(`/products/${id}`, { version: 1, packs: halved }).expect(200);
    expect(await quoteOf([of(box)])).toBe(3000);
    const { body: back } = await org.manager.post('/returns', blind(id, { lines: [of(box)] })).expect(201);
    expect(back.lines).toMatchObject([{ units: -6, unitsPerPack: 6, totalCents: -3000 }]);
  });

  it('asks a manager, and gives cash or credit for goods that come back to the shelf', async () => {
    const { id: productId } = await newBottle(1300);
    const asked = blind(productId, { lines: [one(productId, 2)] });
    const { body: refused } = await org.cashier.post('/returns', asked).expect(403);
    expect(refused).toMatchObject({ code: 'approval_required', permission: 'return.no_receipt' });
    const approval = await allow(asked.id);
    const before = await drawer();
    const { body } = await org.cashier.post('/returns', { ...asked, approval }).expect(201);
    expect(body).toMatchObject({
      kind: 'return',
      returnOf: null,
      totalCents: -2600,
      tenders: [{ type: 'cash', amountCents: -2600 }],
      reason: 'Gift',
      approvals: [{ permission: 'return.no_receipt', by: { id: org.manager.user.id } }],
    });
    expect((await org.cashier.post('/returns', { ...asked, approval }).expect(200)).body).toEqual(body);
    // An answer was lost, and the leave with it: what was taken is answered, and nobody asked again.
    expect((await org.cashier.post('/returns', asked).expect(200)).body).toEqual(body);
    expect((await org.cashier.post('/returns', { ...asked, reason: 'Other', approval }).expect(409)).body.code).toBe(
      'sale_id_reused',
    );
    expect(await onHand(productId)).toBe(2);
    const cashOf = ({ expected }: { expected: { tender: string; cents: number }[] }) =>
      expected.find(({ tender }) => tender === 'cash')?.cents ?? 0;
    expect(cashOf(await drawer())).toBe(cashOf(before) - 2600);
    const credit = blind(productId, { refund: 'store_credit' });
    const { body: credited } = await org.manager.post('/returns', credit).expect(201);
    const [{ code, amountCents }] = credited.tenders;
    expect(amountCents).toBe(-1300);
    expect((await org.cashier.get(`/gift-cards/${code}`).expect(200)).body.balanceCents).toBe(1300);
    const { body: log } = await org.manager.get('/audit?action=return.no_receipt').expect(200);
    const subjects = log.items.map(({ subject }: { subject: string }) => subject);
    expect(subjects.slice(0, 2)).toEqual([credit.id, asked.id]);
  });

  it('counts in reports and in the shift as what it is', async () => {
    const day = (await org.manager.post('/returns', blind(small)).expect(201)).body.businessDate;
    const { body: before } = await org.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=tender`).expect(200);
    await org.manager.post('/returns', blind(small)).expect(201);
    const { body: after } = await org.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=tender`).expect(200);
    expect(after.totals.totalCents).toBe(before.totals.totalCents - 400);
    expect(after.totals.units).toBe(before.totals.units - 1);
  });

  it('writes off what must not be sold again, and is refused where the store takes no alcohol', async () => {
    const { id: productId } = await newBottle(800);
    const lines = [{ ...one(productId), disposition: 'breakage' }];
    await org.manager.post('/returns', blind(productId, { lines })).expect(201);
    expect(await onHand(productId)).toBe(0);
    const returns = (alcohol: string, disposition = 'to_stock') =>
      org.admin.call('patch', `/stores/${storeId}`, { returns: { days: 1, alcohol, disposition } }).expect(200);
    await returns('refused');
    const { body: refused } = await org.manager.post('/returns', blind(productId)).expect(409);
    await org.cashier.post('/returns/quote', { lines: [one(productId)] }).expect(409);
    expect(refused).toMatchObject({ code: 'alcohol_not_returnable', errors: [{ path: 'lines.0' }] });
    await returns('allowed', 'breakage');
    const toShelf = [{ ...one(productId), disposition: 'to_stock' }];
    await org.manager.post('/returns', blind(productId, { lines: toShelf })).expect(409);
    await org.admin
      .call('patch', `/stores/${storeId}`, { returns: { days: null, alcohol: 'allowed', disposition: 'to_stock' } })
      .expect(200);
  });
});
