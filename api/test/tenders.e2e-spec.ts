import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { newProduct, type Organization, TestServer } from './support/test-server';

const BOTTLE_CENTS = 713;

let server: TestServer;
let org: Organization;
let productId: string;
let storeId: string;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  await server.takeAnyCash(org);
  productId = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
  storeId = (await org.cashier.get('/stores').expect(200)).body.items[0].id;
  await org.admin.call('patch', `/stores/${storeId}`, { tenders: [...TAKEN, 'check', 'other'] }).expect(200);
});
afterAll(() => server.stop());
// Whatever a test did, the books are right after it.
afterEach(async () => expect(await server.bookDifferences(org.id)).toEqual([]));

const TAKEN = ['cash', 'card', 'gift_card', 'store_credit'];

const bottles = (quantity: number) => ({ productId, packId: 'bottle', quantity });
const cash = (amountCents: number) => ({ type: 'cash', amountCents });
const giftCard = (code: string, amountCents: number) => ({ type: 'gift_card', code, amountCents });

async function sell(lines: object[], tenders: object[], status = 201) {
  const sale = { id: randomUUID(), lines, tenders };
  return (await org.cashier.post('/sales', sale).expect(status)).body;
}

async function soldGiftCard(amountCents: number): Promise<string> {
  const { lines } = await sell([{ giftCard: { amountCents } }], [cash(amountCents)]);
  return lines[0].giftCard.code;
}

const balanceOf = async (code: string) => (await org.cashier.get(`/gift-cards/${code}`).expect(200)).body.balanceCents;

describe('a gift card', () => {
  it('is sold beside goods without tax or discount, and its code comes with the answer, the same for a retry', async () => {
    const sale = {
      id: randomUUID(),
      lines: [{ giftCard: { amountCents: 5000 } }, bottles(2)],
      tenders: [cash(10_000)],
      discount: { kind: 'percent', rateMillionths: 100_000, reason: 'Friend of the house' },
    };
    const { body } = await org.manager.post('/sales', sale).expect(201);
    const goodsCents = 2 * BOTTLE_CENTS - 143;
    expect(body).toMatchObject({
      totalCents: goodsCents + 5000,
      changeCents: 5000 - goodsCents,
      totals: { giftCardCents: 5000, grossCents: 2 * BOTTLE_CENTS, discountCents: 143, units: 2 },
      lines: [
        { productId, quantity: 2 },
        {
          giftCard: { amountCents: 5000, code: expect.stringMatching(/^[1-9]\d{15}$/) },
          totalCents: 5000,
          taxCents: 0,
        },
      ],
    });
    const { code } = body.lines[1].giftCard;
    expect((await org.manager.post('/sales', sale).expect(200)).body).toEqual(body);
    expect((await org.cashier.get(`/gift-cards/${code}`).expect(200)).body).toEqual({
      code,
      kind: 'gift_card',
      balanceCents: 5000,
      status: 'active',
    });
    const quoted = await org.cashier.post('/sales/quote', { lines: sale.lines }).expect(200);
    expect(quoted.body).toMatchObject({ totalCents: 2 * BOTTLE_CENTS + 5000, totals: { giftCardCents: 5000 } });
    expect(quoted.body.lines).toHaveLength(1);
  });

  it('that a store had made may have any digits, a payment card’s too, and pays all the same', async () => {
    const code = '4000000000000002';
    await sell([{ giftCard: { amountCents: 1000, code } }], [cash(1000)]);
    await sell([bottles(1)], [giftCard(code, BOTTLE_CENTS)]);
    expect((await org.cashier.get(`/gift-cards/${code}`).expect(200)).body.balanceCents).toBe(1000 - BOTTLE_CENTS);
  });

  it('pays, with its code typed as people type it, until nothing is left, and is charged anew', async () => {
    const code = await soldGiftCard(1000);
    const spaced = code.replace(/(.{4})/g, '$1 ');
    const first = await sell([bottles(1)], [giftCard(spaced, BOTTLE_CENTS)]);
    expect(first.tenders).toEqual([{ type: 'gift_card', code, amountCents: BOTTLE_CENTS }]);
    const refused = await sell([bottles(1)], [giftCard(code, BOTTLE_CENTS)], 409);
    expect(refused).toMatchObject({
      code: 'insufficient_balance',
      balanceCents: 287,
      errors: [{ path: 'tenders.0.code' }],
    });
    await sell([bottles(1)], [giftCard(code, 287), cash(BOTTLE_CENTS - 287)]);
    expect((await org.cashier.get(`/gift-cards/${code}`)).body.status).toBe('empty');
    await sell([{ giftCard: { amountCents: 2500, code } }], [cash(2500)]);
    expect(await balanceOf(code)).toBe(2500);
  });

  it('has the code of the card that was handed over', async () => {
    const { lines } = await sell([{ giftCard: { amountCents: 2000, code: 'gc-0000-4711' } }], [cash(2000)]);
    expect(lines[0].giftCard.code).toBe('GC00004711');
    expect(await balanceOf('GC-0000-4711')).toBe(2000);
  });

  it('takes no part in what needs a product, and no product in what is a gift card', async () => {
    const mixed = { ...bottles(1), giftCard: { amountCents: 100 } };
    for (const [lines, path] of [
      [[{ giftCard: { amountCents: 0 } }], 'lines.0.giftCard.amountCents'],
      [[{ giftCard: { amountCents: 200_001 } }], 'lines.0.giftCard.amountCents'],
      [[{ giftCard: { amountCents: 100, code: 'x' } }], 'lines.0.giftCard.code'],
      [[{ giftCard: { amountCents: 100 }, quantity: 2 }], 'lines.0.giftCard'],
      [[mixed], 'lines.0.giftCard'],
    ] as const) {
      const sale = { id: randomUUID(), lines, tenders: [cash(1000)] };
      const { body } = await org.cashier.post('/sales', sale).expect(400);
      expect([path, body.errors?.[0]?.path]).toEqual([path, path]);
    }
  });

  it('is not found where nobody sold it, nor where it is something else', async () => {
    const unknown = await sell([bottles(1)], [giftCard('1234567890123456', BOTTLE_CENTS)], 404);
    expect(unknown).toMatchObject({ code: 'gift_card_not_found', errors: [{ path: 'tenders.0.code' }] });
    const code = await soldGiftCard(1000);
    await sell([bottles(1)], [{ type: 'store_credit', code, amountCents: BOTTLE_CENTS }], 404);
    await org.cashier.get('/gift-cards/1234567890123456').expect(404);
    const without = await sell([bottles(1)], [{ type: 'gift_card', amountCents: BOTTLE_CENTS }], 400);
    expect(without.errors[0].path).toBe('tenders.0.code');
    const withOne = await sell([bottles(1)], [{ type: 'card', code, amountCents: BOTTLE_CENTS }], 400);
    expect(withOne.errors[0].path).toBe('tenders.0.code');
  });

  it('is never overdrawn, however many registers redeem it at once', async () => {
    const second = (await org.admin.post('/stores', { name: 'East', timezone: 'America/Chicago' }).expect(201)).body;
    await server.takeAnyCash(org);
    const code = await soldGiftCard(3 * BOTTLE_CENTS);
    const sales = Array.from({ length: 12 }, (_, index) => ({
      id: randomUUID(),
      registerId: index % 2 === 0 ? undefined : second.registers[0].id,
      lines: [bottles(1)],
      tenders: [giftCard(code, BOTTLE_CENTS)],
    }));
    const answers = await Promise.all(sales.map((sale) => org.cashier.post('/sales', sale)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    expect(await balanceOf(code)).toBe(0);
  });

  it('gets back what a voided or returned sale had taken off it, and loses what a voided sale had put on it', async () => {
    const code = await soldGiftCard(2000);
    const paid = await sell([bottles(2)], [giftCard(code, 1000), cash(2 * BOTTLE_CENTS - 1000)]);
    const returned = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] };
    const back = await org.cashier.post(`/sales/${paid.id}/returns`, returned).expect(201);
    expect(back.body.tenders).toEqual([{ type: 'gift_card', code, amountCents: -BOTTLE_CENTS }]);
    expect(await balanceOf(code)).toBe(1000 + BOTTLE_CENTS);
    const rest = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] };
    const { body } = await org.cashier.post(`/sales/${paid.id}/returns`, rest).expect(201);
    expect(body.tenders).toEqual([
      { type: 'gift_card', code, amountCents: BOTTLE_CENTS - 1000 },
      { type: 'cash', amountCents: 1000 - 2 * BOTTLE_CENTS },
    ]);
    expect(await balanceOf(code)).toBe(2000);

    const other = await sell([bottles(1)], [giftCard(code, BOTTLE_CENTS)]);
    await org.manager.post(`/sales/${other.id}/void`, {}).expect(200);
    expect(await balanceOf(code)).toBe(2000);

    const charged = await sell([{ giftCard: { amountCents: 500, code } }], [cash(500)]);
    await org.manager.post(`/sales/${charged.id}/void`, {}).expect(200);
    expect(await balanceOf(code)).toBe(2000);
    const again = await sell([{ giftCard: { amountCents: 500, code } }], [cash(500)]);
    await sell([bottles(3)], [giftCard(code, 3 * BOTTLE_CENTS)]);
    // Spent already: the money for it stays in the drawer.
    const { body: refused } = await org.manager.post(`/sales/${again.id}/void`, {}).expect(409);
    expect(refused.code).toBe('insufficient_balance');
  });

  it('does not pay for itself, nor as something that it is not', async () => {
    const itself = { giftCard: { amountCents: 2000, code: 'ITSELF1' } };
    for (const type of ['gift_card', 'store_credit']) {
      const status = type === 'gift_card' ? 409 : 404;
      const { errors } = await sell([itself], [{ type, code: 'ITSELF1', amountCents: 2000 }], status);
      expect(errors[0].path).toBe('tenders.0.code');
    }
    const code = await soldGiftCard(4000);
    const two = [giftCard(code, BOTTLE_CENTS), { type: 'store_credit', code, amountCents: BOTTLE_CENTS }];
    const { errors } = await sell([bottles(2)], two, 404);
    expect(errors[0].path).toBe('tenders.1.code');
    expect(await balanceOf(code)).toBe(4000);
  });

  it('holds no more than the law leaves without a programme, in one sale or in many', async () => {
    const code = 'FULL-CARD-1';
    const giftCards = [{ giftCard: { amountCents: 150_000, code } }, { giftCard: { amountCents: 50_001, code } }];
    const { errors } = await sell(giftCards, [cash(200_001)], 400);
    expect(errors[0].path).toBe('lines.0.giftCard.code');
    await sell([{ giftCard: { amountCents: 200_000, code } }], [cash(200_000)]);
    await sell([{ giftCard: { amountCents: 1, code } }], [cash(1)], 400);
    await sell([bottles(1)], [giftCard(code, BOTTLE_CENTS)]);
    await sell([{ giftCard: { amountCents: 1, code } }], [cash(1)]);
  });

  it('is sold for what can be paid where small coins are gone, and nowhere it could not be redeemed', async () => {
    const other = await server.openOrganization();
    const store = (await other.cashier.get('/stores').expect(200)).body.items[0];
    const ask = (amountCents: number) => ({
      id: randomUUID(),
      lines: [{ giftCard: { amountCents } }],
      tenders: amountCents < 10 ? [] : [cash(amountCents)],
    });
    const rounding = { cashRounding: { toCents: 10, mode: 'down' } };
    await other.admin.call('patch', `/stores/${store.id}`, rounding).expect(200);
    const { body } = await other.cashier.post('/sales', ask(9)).expect(400);
    expect(body.errors[0].path).toBe('lines.0.giftCard.amountCents');
    await other.cashier.post('/sales', ask(2510)).expect(201);
    const inParts = { ...ask(1000), tenders: [{ type: 'card', amountCents: 991 }, cash(1)] };
    const { body: short } = await other.cashier.post('/sales', inParts).expect(400);
    expect(short.errors[0].path).toBe('tenders');
    await other.admin.call('patch', `/stores/${store.id}`, { tenders: ['cash'] }).expect(200);
    const { body: refused } = await other.cashier.post('/sales', ask(2510)).expect(422);
    expect(refused).toMatchObject({ code: 'tender_not_taken', errors: [{ path: 'lines.0.giftCard' }] });
  });

  it('leaves its code in no line of the log, and itself where it was taken off a sale', async () => {
    const code = await soldGiftCard(1000);
    await balanceOf(code);
    const paths = server.entries.map((entry) => JSON.stringify(entry));
    expect(paths.join()).toContain(`/api/gift-cards/…${code.slice(-4)}`);
    expect(paths.join()).not.toContain(code);
    const { items } = (await org.cashier.get('/stores').expect(200)).body;
    const registerId = items[0].registers[0].id;
    const saleId = randomUUID();
    const cleared = { id: randomUUID(), saleId, registerId, lines: [], giftCardCents: 2500, totalCents: 2500 };
    await org.cashier.post('/sales/cleared', cleared).expect(200);
    await org.cashier.post('/sales/cleared', { ...cleared, id: randomUUID(), giftCardCents: undefined }).expect(400);
    const { body } = await org.admin.get(`/audit?subject=${saleId}`).expect(200);
    expect(body.items).toMatchObject([{ action: 'sale.cleared', before: { giftCardCents: 2500, lines: [] } }]);
  });

  it('cannot be returned as goods are', async () => {
    const sale = await sell([bottles(1), { giftCard: { amountCents: 1000 } }], [cash(BOTTLE_CENTS + 1000)]);
    const line = { id: randomUUID(), lines: [{ line: 1, quantity: 1 }] };
    const { body } = await org.manager.post(`/sales/${sale.id}/returns`, line).expect(404);
    expect(body.code).toBe('sale_line_not_found');
  });

  it('is neither sold nor redeemed without a connection', async () => {
    const code = await soldGiftCard(1000);
    for (const [lines, tenders] of [
      [[bottles(1)], [giftCard(code, BOTTLE_CENTS)]],
      [[{ giftCard: { amountCents: 1000 } }], [cash(1000)]],
    ]) {
      const sale = { id: randomUUID(), lines, tenders, offline: true };
      const { body } = await org.manager.post('/sales', sale).expect(422);
      expect(body).toMatchObject({ code: 'tender_needs_connection', errors: [{ path: 'offline' }] });
    }
  });

  it('stands in reports and in its shift as what it is: money taken, and no sale of goods', async () => {
    const other = await server.openOrganization();
    const { id } = (await other.manager.post('/products', newProduct()).expect(201)).body;
    const lines = [{ productId: id, packId: 'bottle', quantity: 1 }, { giftCard: { amountCents: 2000 } }];
    const { body: sale } = await other.cashier
      .post('/sales', { id: randomUUID(), lines, tenders: [{ type: 'card', amountCents: 2713 }] })
      .expect(201);
    const day = sale.businessDate;
    const report = async (groupBy: string) =>
      (await other.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=${groupBy}`).expect(200)).body;
    const byProduct = await report('product');
    expect(byProduct.totals).toMatchObject({ netCents: 713, totalCents: 2713, giftCardCents: 2000 });
    expect(byProduct.groups).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: 'gift_cards', totalCents: 2000, netCents: 0 })]),
    );
    expect((await report('tender')).groups).toMatchObject([{ key: 'card', totalCents: 2713, giftCardCents: 2000 }]);
    const { body: x } = await other.manager.get(`/shifts/${sale.shiftId}/x`).expect(200);
    expect(x.totals).toMatchObject({ netCents: 713, totalCents: 2713, giftCardCents: 2000 });
    expect(await server.bookDifferences(other.id)).toEqual([]);
  });

  it('is seen by `verify books` where somebody helped its balance up', async () => {
    const other = await server.openOrganization();
    const sale = { id: randomUUID(), lines: [{ giftCard: { amountCents: 2000 } }], tenders: [cash(2000)] };
    const { lines } = (await other.cashier.post('/sales', sale).expect(201)).body;
    const values = server.tenantDatabase(other.id).collection<{ _id: string }>('stored_value');
    const _id = lines[0].giftCard.code;
    await values.updateOne({ _id }, { $inc: { balanceCents: 1 } });
    expect(await server.bookDifferences(other.id)).toEqual([
      expect.stringMatching(
        /^gift card or account …\d{4} \([0-9a-f]{12}\): balance is 2001, its entries add up to 2000$/,
      ),
    ]);
    await values.deleteOne({ _id });
    expect(await server.bookDifferences(other.id)).toHaveLength(2);
  });

  it('keeps its balance over any sequence of charging, paying, taking back and voiding, each sent twice at once', async () => {
    const code = await soldGiftCard(3000);
    let expected = 3000;
    const paid: string[] = [];
    const step = record({
      what: constantFrom('charge', 'pay', 'return', 'void'),
      bottles: integer({ min: 1, max: 3 }),
    });
    await assert(
      asyncProperty(array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const { what, bottles: count } of steps) {
          const amountCents = count * BOTTLE_CENTS;
          const last = paid.pop();
          const id = randomUUID();
          const [path, body, change] =
            what === 'charge'
              ? ([
                  '/sales',
                  { id, lines: [{ giftCard: { amountCents, code } }], tenders: [cash(amountCents)] },
                  amountCents,
                ] as const)
              : what === 'pay' || !last
                ? ([
                    '/sales',
                    { id, lines: [bottles(count)], tenders: [giftCard(code, amountCents)] },
                    -amountCents,
                  ] as const)
                : what === 'return'
                  ? ([`/sales/${last}/returns`, { id, lines: [{ line: 0, quantity: 1 }] }, BOTTLE_CENTS] as const)
                  : ([`/sales/${last}/void`, {}, 0] as const);
          const twice = await Promise.all([org.manager.post(path, body), org.manager.post(path, body)]);
          const [first] = twice;
          if (!first) throw new Error('no answer');
          if (what === 'void' && last) {
            expect(first.status).toBe(200);
            expected += first.body.totalCents;
          } else if (expected + change < 0) {
            expect(twice.map(({ status }) => status)).toEqual([409, 409]);
          } else {
            expect(twice.map(({ status }) => status).sort()).toEqual([200, 201]);
            expected += change;
            if (path === '/sales' && change < 0) paid.push(id);
          }
          expect(await balanceOf(code)).toBe(expected);
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('store credit', () => {
  it('is what comes back without a manager, on a new code that pays later', async () => {
    const sale = await sell([bottles(2)], [{ type: 'card', amountCents: 2 * BOTTLE_CENTS }]);
    const ask = { id: randomUUID(), lines: [{ line: 0, quantity: 2 }], refund: 'store_credit' };
    const { body } = await org.cashier.post(`/sales/${sale.id}/returns`, ask).expect(201);
    expect(body.tenders).toEqual([
      { type: 'store_credit', code: expect.stringMatching(/^\d{16}$/), amountCents: -2 * BOTTLE_CENTS },
    ]);
    expect((await org.cashier.post(`/sales/${sale.id}/returns`, ask).expect(200)).body).toEqual(body);
    const [{ code }] = body.tenders;
    expect(await balanceOf(code)).toBe(2 * BOTTLE_CENTS);
    // Whose answer was lost: the return's own receipt has the code.
    const found = await org.cashier.get(`/sales?receiptNumber=${body.receiptNumber}`).expect(200);
    expect(found.body.items).toMatchObject([{ id: ask.id, kind: 'return' }]);
    await sell([bottles(1)], [{ type: 'store_credit', code, amountCents: BOTTLE_CENTS }]);
    expect(await balanceOf(code)).toBe(BOTTLE_CENTS);
    const { body: log } = await org.admin.get(`/audit?subject=${sale.id}`).expect(200);
    expect(JSON.stringify(log)).toContain('store_credit');
    expect(JSON.stringify(log)).not.toContain(code);
  });

  it('is no way to have a gift card paid out in cash without a manager', async () => {
    const code = await soldGiftCard(1000);
    const sale = await sell([bottles(1)], [giftCard(code, BOTTLE_CENTS)]);
    for (const refund of ['cash', 'card']) {
      const ask = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], refund };
      const { body } = await org.cashier.post(`/sales/${sale.id}/returns`, ask).expect(403);
      expect(body).toMatchObject({ code: 'approval_required', permission: 'return.other_tender' });
    }
  });
});

describe('what a store takes', () => {
  it('is its setting, cash always', async () => {
    const other = await server.openOrganization();
    const { id } = (await other.manager.post('/products', newProduct()).expect(201)).body;
    const store = (await other.cashier.get('/stores').expect(200)).body.items[0];
    expect(store.tenders).toEqual(TAKEN);
    const sale = {
      id: randomUUID(),
      lines: [{ productId: id, packId: 'bottle', quantity: 1 }],
      tenders: [{ type: 'check', amountCents: BOTTLE_CENTS, reference: '1042' }],
    };
    const { body } = await other.cashier.post('/sales', sale).expect(422);
    expect(body).toMatchObject({ code: 'tender_not_taken', errors: [{ path: 'tenders.0.type' }] });
    await other.admin.call('patch', `/stores/${store.id}`, { tenders: ['check'] }).expect(400);
    await other.admin.call('patch', `/stores/${store.id}`, { tenders: ['cash', 'pebbles'] }).expect(400);
    await other.admin.call('patch', `/stores/${store.id}`, { tenders: ['cash', 'check'] }).expect(200);
    expect((await other.cashier.get('/pricing/book').expect(200)).body.tenders).toEqual(['cash', 'check']);
    expect((await other.cashier.post('/sales', sale).expect(201)).body.tenders).toEqual(sale.tenders);
  });

  it('notes a check’s number and a card’s last four digits, and never a card’s number', async () => {
    const tender = (reference: string) => ({ type: 'card', amountCents: BOTTLE_CENTS, reference });
    const sale = await sell([bottles(1)], [tender('1234')]);
    expect(sale.tenders).toEqual([tender('1234')]);
    for (const number of ['4111111111111111', '4111 1111 1111 1111', 'x4111-1111-1111-1111']) {
      const { errors } = await sell([bottles(1)], [tender(number)], 400);
      expect(errors[0].path).toBe('tenders.0.reference');
    }
  });

  it('pays to the cent, gives no change but from cash, and is counted at the close but for what has a book', async () => {
    const refused = await sell([bottles(1)], [{ type: 'check', amountCents: 1000 }], 422);
    expect(refused.code).toBe('card_over_tendered');
    const code = await soldGiftCard(2000);
    const sale = await sell(
      [bottles(3)],
      [
        { type: 'check', amountCents: 713, reference: '7' },
        giftCard(code, 713),
        { type: 'other', amountCents: 713, reference: 'Voucher of the city' },
      ],
    );
    const { body: shift } = await org.manager.get(`/shifts/${sale.shiftId}`).expect(200);
    const cents = (tender: string) => shift.expected.find((one: { tender: string }) => one.tender === tender).cents;
    expect([cents('check'), cents('other')]).toEqual([713, 713]);
    const close = (counted: object[]) =>
      org.manager.post(`/shifts/${sale.shiftId}/close`, { counted, reason: 'Tuesday' });
    const countOf = (tender: string) => ({ tender, count: { cents: cents(tender) } });
    const { body: missing } = await close([countOf('cash'), countOf('card'), countOf('check')]).expect(400);
    expect(missing.errors[0]).toMatchObject({ path: 'counted', message: 'must count other' });
    const all = ['cash', 'card', 'check', 'other'].map(countOf);
    const { body: closed } = await close(all).expect(200);
    expect(closed.z.overShort.every((one: { cents: number }) => one.cents === 0)).toBe(true);
  });

  it('is counted below nothing where more went back, and by who counts blind not at all where it is taken no more', async () => {
    const check = (amountCents: number) => ({ type: 'check', amountCents, reference: '7' });
    const sale = await sell([bottles(2)], [check(2 * BOTTLE_CENTS)]);
    const close = async (shiftId: string, counts: Record<string, number>) => {
      const counted = Object.entries(counts).map(([tender, cents]) => ({ tender, count: { cents } }));
      const { body } = await org.manager.post(`/shifts/${shiftId}/close`, { counted, reason: 'Evening' }).expect(200);
      return body.z.overShort;
    };
    const open = async (shiftId: string, tender: string) => {
      const { body } = await org.manager.get(`/shifts/${shiftId}`).expect(200);
      return body.expected.find((one: { tender: string }) => one.tender === tender)?.cents ?? 0;
    };
    const cashIn = await open(sale.shiftId, 'cash');
    await close(sale.shiftId, { cash: cashIn, card: await open(sale.shiftId, 'card'), check: 2 * BOTTLE_CENTS });
    const ask = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] };
    const { body: back } = await org.cashier.post(`/sales/${sale.id}/returns`, ask).expect(201);
    const next = back.shiftId;
    expect(next).not.toBe(sale.shiftId);
    const below = { counted: [{ tender: 'cash', count: { cents: -1 } }] };
    await org.manager.post(`/shifts/${next}/close`, below).expect(400);
    const over = await close(next, { cash: await open(next, 'cash'), card: 0, check: -BOTTLE_CENTS });
    expect(over.every(({ cents }: { cents: number }) => cents === 0)).toBe(true);

    const blind = await sell([bottles(1)], [check(BOTTLE_CENTS)]);
    const drawer = { blind: true, reasonOverCents: null, approvalOverCents: null };
    await org.admin.call('patch', `/stores/${storeId}`, { drawer, tenders: TAKEN }).expect(200);
    const counted = [
      { tender: 'cash', count: { cents: await open(blind.shiftId, 'cash') } },
      { tender: 'card', count: { cents: 0 } },
    ];
    await org.cashier.post(`/shifts/${blind.shiftId}/close`, { counted }).expect(200);
    const { body: z } = await org.manager.get(`/z-reports/${blind.shiftId}`).expect(200);
    expect(z.overShort).toContainEqual({ tender: 'check', cents: -BOTTLE_CENTS });
  });
});
