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
  const tenders = ['cash', 'card', 'check', 'house_account', 'gift_card', 'store_credit'];
  await org.admin.call('patch', `/stores/${storeId}`, { tenders }).expect(200);
});
afterAll(() => server.stop());
// Whatever a test did, the books are right after it.
afterEach(async () => expect(await server.bookDifferences(org.id)).toEqual([]));

const bottles = (quantity: number) => ({ productId, packId: 'bottle', quantity });
const cash = (amountCents: number) => ({ type: 'cash', amountCents });
const onAccount = (code: string, amountCents: number) => ({ type: 'house_account', code, amountCents });
const into = (code: string, amountCents: number) => ({ accountPayment: { code, amountCents } });

async function sell(lines: object[], tenders: object[], status = 201, more: object = {}) {
  const sale = { id: randomUUID(), lines, tenders, ...more };
  return (await org.cashier.post('/sales', sale).expect(status)).body;
}

const open = async (limitCents = 5000, name = 'Corner Bar') =>
  (await org.manager.post('/house-accounts', { name, limitCents }).expect(201)).body;
const read = async (code: string) => (await org.cashier.get(`/house-accounts/${code}`).expect(200)).body;
const owed = async (code: string) => (await read(code)).owedCents;

describe('a house account', () => {
  it('is opened by a manager, found by a part of its name, changed, and closed', async () => {
    await org.cashier.post('/house-accounts', { name: 'Mine', limitCents: 1 }).expect(403);
    const account = { name: 'Hotel Ångström', limitCents: 50_000, phone: '555 0100', note: 'Maria signs' };
    const { body } = await org.manager.post('/house-accounts', account).expect(201);
    expect(body).toEqual({
      ...{ ...account, email: null, code: expect.stringMatching(/^HA\d{10}$/) },
      ...{ owedCents: 0, availableCents: 50_000, status: 'open', version: 1 },
    });
    const found = async (query: string) => (await org.cashier.get(`/house-accounts?${query}`).expect(200)).body.items;
    expect(await found('q=angstrom')).toEqual([body]);
    expect(await found(`q=${body.code.toLowerCase()}`)).toEqual([body]);
    expect(await found('q=(')).toEqual([]);
    const change = { version: 1, limitCents: 60_000, open: false };
    const { body: after } = await org.manager.put(`/house-accounts/${body.code}`, change).expect(200);
    expect(after).toEqual({ ...body, limitCents: 60_000, availableCents: 0, status: 'closed', version: 2 });
    const stale = await org.manager.put(`/house-accounts/${body.code}`, change).expect(409);
    expect(stale.body.code).toBe('stale_version');
    const { body: emptied } = await org.manager
      .put(`/house-accounts/${body.code}`, { version: 2, note: '' })
      .expect(200);
    expect(emptied).toMatchObject({ note: null, phone: '555 0100', version: 3 });
    expect(await found('status=open&q=angstrom')).toEqual([]);
    const { body: log } = await org.manager.get(`/audit?subject=${body.code}`).expect(200);
    expect(log.items.map(({ action }: { action: string }) => action)).toEqual([
      'house_account.update',
      'house_account.update',
      'house_account.create',
    ]);
  });

  it('is looked for by anything, also what no name has', async () => {
    expect((await org.cashier.get('/house-accounts?q=%00').expect(200)).body.items).toEqual([]);
    expect((await org.cashier.get('/house-accounts?q=(%5B').expect(200)).body.items).toEqual([]);
  });

  it('is listed by name, a page at a time, and made once for a key', async () => {
    const other = await server.openOrganization();
    for (const name of ['Zoo', 'bar', 'Café']) {
      await other.manager.post('/house-accounts', { name, limitCents: 100 }).expect(201);
    }
    const key = randomUUID();
    const make = () =>
      other.manager
        .call('post', '/house-accounts', { name: 'Once', limitCents: 1 })
        .set('idempotency-key', key)
        .expect(201);
    const [first, second] = await Promise.all([make(), make()]);
    expect(first.body).toEqual(second.body);
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/house-accounts?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body }: { body: { items: { name: string }[]; nextCursor: string | null } } = await other.cashier
        .get(path)
        .expect(200);
      names.push(...body.items.map(({ name }) => name));
      cursor = body.nextCursor;
    }
    expect(names).toEqual(['bar', 'Café', 'Once', 'Zoo']);
  });

  it('buys up to its limit, and is paid at a till by any other tender', async () => {
    const { code } = await open(2000);
    const signed = { ...onAccount(code, 2 * BOTTLE_CENTS), reference: 'Maria' };
    const sale = await sell([bottles(2)], [signed]);
    expect(sale.tenders).toEqual([{ ...signed, name: 'Corner Bar' }]);
    expect(await read(code)).toMatchObject({ owedCents: 1426, availableCents: 574 });
    const refused = await sell([bottles(1)], [onAccount(code, BOTTLE_CENTS)], 409);
    expect(refused).toMatchObject({ code: 'account_limit_reached', balanceCents: 574 });
    await sell([bottles(1)], [onAccount(code, 574), cash(BOTTLE_CENTS - 574)]);

    const paid = await sell([bottles(1), into(code, 1500)], [{ type: 'check', amountCents: 2213, reference: '9' }]);
    expect(paid).toMatchObject({
      totalCents: 2213,
      totals: { accountPaymentCents: 1500, netCents: BOTTLE_CENTS, units: 1 },
      lines: [{ productId }, { accountPayment: { code, name: 'Corner Bar', amountCents: 1500 }, totalCents: 1500 }],
    });
    expect(await owed(code)).toBe(500);
    const more = await sell([into(code, 501)], [cash(501)], 400);
    expect(more.errors).toEqual([{ path: 'lines.0.accountPayment.code', message: expect.any(String) }]);
    // It does not pay itself.
    await sell([into(code, 500)], [onAccount(code, 500)], 400);
    expect(await owed(code)).toBe(500);
  });

  it('is no gift card, nor a gift card one', async () => {
    const { code } = await open();
    await org.cashier.get(`/gift-cards/${code}`).expect(404);
    await sell([bottles(1)], [{ type: 'gift_card', code, amountCents: BOTTLE_CENTS }], 404);
    await sell([{ giftCard: { code, amountCents: 100 } }], [cash(100)], 404);
    const { lines } = await sell([{ giftCard: { amountCents: 1000 } }], [cash(1000)]);
    const card = lines[0].giftCard.code;
    await org.cashier.get(`/house-accounts/${card}`).expect(404);
    const unknown = await sell([bottles(1)], [onAccount(card, BOTTLE_CENTS)], 404);
    expect(unknown).toMatchObject({ code: 'house_account_not_found', errors: [{ path: 'tenders.0.code' }] });
    await sell([into(card, 100)], [cash(100)], 404);
    await sell([bottles(1)], [{ type: 'house_account', amountCents: BOTTLE_CENTS }], 400);
    const both = { ...into(code, 100), giftCard: { amountCents: 100 } };
    await sell([both], [cash(200)], 400);
  });

  it('gets back what came back, and what was voided, whatever its limit is by then', async () => {
    const { code, version } = await open();
    const sale = await sell([bottles(3)], [onAccount(code, 3 * BOTTLE_CENTS)]);
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], reason: 'Corked' };
    const { body: returned } = await org.cashier.post(`/sales/${sale.id}/returns`, back).expect(201);
    expect(returned.tenders).toEqual([{ ...onAccount(code, -BOTTLE_CENTS), name: 'Corner Bar' }]);
    expect(await owed(code)).toBe(2 * BOTTLE_CENTS);
    // Nobody has paid for it yet: neither money nor credit is given without a manager.
    for (const refund of ['cash', 'store_credit']) {
      const elsewhere = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], reason: 'Corked', refund };
      const { body: asked } = await org.cashier.post(`/sales/${sale.id}/returns`, elsewhere).expect(403);
      expect(asked).toMatchObject({ code: 'approval_required', permission: 'return.other_tender' });
    }
    const paid = await sell([into(code, 1000)], [cash(1000)]);
    await org.manager.put(`/house-accounts/${code}`, { version, limitCents: 0, open: false }).expect(200);
    await org.manager.post(`/sales/${paid.id}/void`, { reason: 'Bounced' }).expect(200);
    expect(await owed(code)).toBe(2 * BOTTLE_CENTS);
    const closed = await sell([bottles(1)], [onAccount(code, BOTTLE_CENTS)], 409);
    expect(closed.code).toBe('house_account_closed');
    // What is owed is paid all the same.
    await sell([into(code, 2 * BOTTLE_CENTS)], [cash(2 * BOTTLE_CENTS)]);
    expect(await owed(code)).toBe(0);
  });

  it('buys goods alone: no gift card, and no other account', async () => {
    const { code } = await open();
    const { code: other } = await open();
    await sell([bottles(1)], [onAccount(other, BOTTLE_CENTS)]);
    const refused = async (lines: object[], tenders: object[], more: object = {}) => {
      const { errors } = await sell(lines, tenders, 400, more);
      return errors[0].path;
    };
    expect(await refused([{ giftCard: { amountCents: 100 } }], [onAccount(code, 100)])).toBe('tenders.0.amountCents');
    const beside = [cash(99), onAccount(code, BOTTLE_CENTS + 1)];
    expect(await refused([bottles(1), { giftCard: { amountCents: 100 } }], beside)).toBe('tenders.1.amountCents');
    expect(await refused([into(other, 100)], [onAccount(code, 100)])).toBe('tenders.0.amountCents');
    // What comes back for others pays for goods as well, and for nothing else.
    const sale = await sell([bottles(2)], [onAccount(code, 2 * BOTTLE_CENTS)]);
    const exchange = { saleId: sale.id, lines: [{ line: 0, quantity: 2 }], reason: 'Corked' };
    await sell([{ giftCard: { amountCents: 500 } }], [], 400, { exchange });
    const lines = [bottles(1), { giftCard: { amountCents: 500 } }];
    const bought = await sell(lines, [cash(500)], 201, { exchange });
    expect(bought.tenders).toEqual([
      expect.objectContaining({ type: 'exchange', amountCents: BOTTLE_CENTS }),
      cash(500),
    ]);
    expect(await owed(code)).toBe(BOTTLE_CENTS);
  });

  it('is no way to credit without a manager, however often its goods are exchanged', async () => {
    const { code } = await open();
    let sale = await sell([bottles(2)], [onAccount(code, 2 * BOTTLE_CENTS)]);
    for (let times = 0; times < 2; times++) {
      const exchange = { saleId: sale.id, lines: [{ line: 0, quantity: 2 }], reason: 'Corked' };
      sale = await sell([bottles(2)], [], 201, { exchange });
    }
    const back = { lines: [{ line: 0, quantity: 1 }] };
    const asked = async (status: number, more: object, client = org.cashier) =>
      (await client.post(`/sales/${sale.id}/returns`, { id: randomUUID(), ...back, ...more }).expect(status)).body;
    expect((await asked(403, {})).code).toBe('approval_required');
    expect((await asked(403, { refund: 'cash' })).code).toBe('approval_required');
    expect((await asked(201, {}, org.manager)).tenders).toMatchObject([{ type: 'store_credit' }]);
  });

  it('is named by its place in the request where something is wrong with it, whatever stands before it', async () => {
    const { code } = await open();
    const goods = [bottles(1), { giftCard: { amountCents: 100 } }];
    const path = async (lines: object[], status: number) => (await sell(lines, [cash(99_999)], status)).errors[0].path;
    expect(await path([...goods, into(code, 1)], 400)).toBe('lines.2.accountPayment.code');
    expect(await path([...goods, into('HA00000000', 1)], 404)).toBe('lines.2.accountPayment.code');
    expect(await path([...goods, { giftCard: { amountCents: 100, code } }], 404)).toBe('lines.2.giftCard.code');
    const unknown = { productId: '690551de4405d430b356d8b5', packId: 'bottle', quantity: 1 };
    expect(await path([goods[1] ?? {}, unknown], 404)).toBe('lines.1.productId');
    const quote = { lines: [into(code, 1), unknown] };
    const { body } = await org.cashier.post('/sales/quote', quote).expect(404);
    expect(body.errors[0].path).toBe('lines.1.productId');
  });

  it('is paid to the cent where small coins are gone, by card to the cent and in coins as goods are', async () => {
    const { code } = await open();
    await sell([bottles(2)], [onAccount(code, 2 * BOTTLE_CENTS)]);
    const round = (toCents: number) =>
      org.admin.call('patch', `/stores/${storeId}`, { cashRounding: { toCents, mode: 'nearest' } }).expect(200);
    await round(5);
    await sell([into(code, 713)], [{ type: 'card', amountCents: 713 }]);
    const inCash = await sell([into(code, 713)], [cash(715)]);
    expect(inCash).toMatchObject({ totalCents: 713, roundingCents: 2, changeCents: 0 });
    expect(await owed(code)).toBe(0);
    await round(1);
  });

  it('is not paid by less than the smallest coin', async () => {
    const other = await server.openOrganization();
    const id = (await other.manager.post('/products', newProduct()).expect(201)).body.id;
    const { items } = (await other.cashier.get('/stores').expect(200)).body;
    const rounding = { toCents: 10, mode: 'down' };
    const takes = ['cash', 'house_account'];
    await other.admin.call('patch', `/stores/${items[0].id}`, { tenders: takes, cashRounding: rounding }).expect(200);
    const { code } = (await other.manager.post('/house-accounts', { name: 'Bar', limitCents: 5000 }).expect(201)).body;
    const goods = { id: randomUUID(), lines: [{ productId: id, packId: 'bottle', quantity: 1 }] };
    await other.cashier.post('/sales', { ...goods, tenders: [onAccount(code, BOTTLE_CENTS)] }).expect(201);
    const nothing = { id: randomUUID(), lines: [into(code, 9)], tenders: [] };
    expect((await other.cashier.post('/sales', nothing).expect(400)).body.errors[0].path).toBe('tenders');
  });

  it('never passes its limit, however many registers sell on it at once', async () => {
    const { code } = await open(3 * BOTTLE_CENTS);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => {
        const sale = { id: randomUUID(), lines: [bottles(1)], tenders: [onAccount(code, BOTTLE_CENTS)] };
        return org.cashier.post('/sales', sale);
      }),
    );
    expect(outcomes.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(outcomes.filter(({ status }) => status === 409)).toHaveLength(5);
    expect(await owed(code)).toBe(3 * BOTTLE_CENTS);
  });

  it('has a statement of what was owed before, bought and paid, and owed after', async () => {
    const { code } = await open();
    const first = await sell([bottles(2)], [{ ...onAccount(code, 1426), reference: 'Joe' }]);
    const second = await sell([into(code, 1000)], [cash(1000)]);
    const voided = await sell([bottles(1)], [onAccount(code, BOTTLE_CENTS)]);
    await org.manager.post(`/sales/${voided.id}/void`, { reason: 'Twice' }).expect(200);
    const day = first.businessDate;
    const statement = async (from: string, to: string) =>
      (await org.manager.get(`/house-accounts/${code}/statement?from=${from}&to=${to}`).expect(200)).body;
    const entry = { businessDate: day, reference: null };
    expect(await statement(day, day)).toMatchObject({
      ...{ from: day, to: day, openingCents: 0, closingCents: 426, account: { code, owedCents: 426 } },
      entries: [
        { ...entry, kind: 'purchase', saleId: first.id, reference: 'Joe', amountCents: 1426, owedCents: 1426 },
        { ...entry, kind: 'payment', saleId: second.id, amountCents: -1000, owedCents: 426 },
        { ...entry, kind: 'purchase', saleId: voided.id, amountCents: BOTTLE_CENTS, owedCents: 426 + BOTTLE_CENTS },
        { ...entry, kind: 'void', saleId: voided.id, amountCents: -BOTTLE_CENTS, owedCents: 426 },
      ],
    });
    expect(await statement('2020-01-01', '2020-12-31')).toMatchObject({
      openingCents: 0,
      closingCents: 0,
      entries: [],
    });
    expect(await statement('2090-01-01', '2090-01-01')).toMatchObject({ openingCents: 426, closingCents: 426 });
    await org.cashier.get(`/house-accounts/${code}/statement?from=${day}&to=${day}`).expect(403);
    await org.manager.get(`/house-accounts/${code}/statement?from=${day}&to=2020-01-01`).expect(400);
  });

  it('stands in reports and in its shift as what it is', async () => {
    const other = await server.openOrganization();
    const { id } = (await other.manager.post('/products', newProduct()).expect(201)).body;
    const store = (await other.cashier.get('/stores').expect(200)).body.items[0].id;
    await other.admin.call('patch', `/stores/${store}`, { tenders: ['cash', 'house_account'] }).expect(200);
    const { code } = (await other.manager.post('/house-accounts', { name: 'Bar', limitCents: 9999 }).expect(201)).body;
    const line = { productId: id, packId: 'bottle', quantity: 1 };
    const make = async (lines: object[], tenders: object[]) =>
      (await other.cashier.post('/sales', { id: randomUUID(), lines, tenders }).expect(201)).body;
    await make([line], [onAccount(code, BOTTLE_CENTS)]);
    const { businessDate: day, shiftId } = await make([into(code, 200)], [cash(200)]);
    const report = async (groupBy: string) =>
      (await other.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=${groupBy}`).expect(200)).body;
    const byProduct = await report('product');
    expect(byProduct.totals).toMatchObject({ netCents: 713, totalCents: 913, accountPaymentCents: 200 });
    expect(byProduct.groups).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: 'account_payments', totalCents: 200, netCents: 0 })]),
    );
    expect((await report('tender')).groups).toMatchObject([
      { key: 'cash', totalCents: 200, netCents: 0, accountPaymentCents: 200 },
      { key: 'house_account', totalCents: 713, netCents: 713 },
    ]);
    const { body: x } = await other.manager.get(`/shifts/${shiftId}/x`).expect(200);
    expect(x.totals).toMatchObject({ netCents: 713, totalCents: 913, accountPaymentCents: 200 });
    // What is owed is in no drawer: nobody counts it.
    const counted = ['cash', 'card'].map((tender) => ({ tender, count: { cents: tender === 'cash' ? 200 : 0 } }));
    const { body: closed } = await other.manager.post(`/shifts/${shiftId}/close`, { counted }).expect(200);
    expect(closed.z.overShort.every((one: { cents: number }) => one.cents === 0)).toBe(true);
    expect(await server.bookDifferences(other.id)).toEqual([]);
  });

  it('is seen by `verify books` where somebody helped it', async () => {
    const { code } = await open();
    await sell([bottles(1)], [onAccount(code, BOTTLE_CENTS)]);
    const balances = server.tenantDatabase(org.id).collection('stored_value');
    const help = (balanceCents: number) => balances.updateOne({ _id: code as never }, { $set: { balanceCents } });
    await help(-1);
    expect((await server.bookDifferences(org.id)).join()).toContain('balance is -1, its entries add up to -713');
    await help(-BOTTLE_CENTS);
  });

  it('owes what was bought less what was paid, over any sequence of both, of returns and voids, each sent twice at once', async () => {
    const step = record({
      act: constantFrom('buy', 'pay', 'return', 'void'),
      amount: integer({ min: 1, max: 3 }),
      place: integer({ min: 0, max: 9 }),
    });
    await assert(
      asyncProperty(array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { code } = await open(4 * BOTTLE_CENTS);
        const twice = async (path: string, body: object) => {
          const [one, other] = await Promise.all([org.manager.post(path, body), org.manager.post(path, body)]);
          expect(one.status >= 500 || other.status >= 500).toBe(false);
          return one.status < 300;
        };
        let owes = 0;
        const bought: { id: string; quantity: number; back: number; voided: boolean }[] = [];
        for (const { act, amount, place } of steps) {
          const of = bought[place % Math.max(bought.length, 1)];
          if (act === 'buy') {
            const id = randomUUID();
            const tenders = [onAccount(code, amount * BOTTLE_CENTS)];
            const isSold = await twice('/sales', { id, lines: [bottles(amount)], tenders });
            expect(isSold).toBe(owes + amount * BOTTLE_CENTS <= 4 * BOTTLE_CENTS);
            if (!isSold) continue;
            bought.push({ id, quantity: amount, back: 0, voided: false });
            owes += amount * BOTTLE_CENTS;
          } else if (act === 'pay') {
            const cents = amount * 500;
            const isPaid = await twice('/sales', {
              id: randomUUID(),
              lines: [into(code, cents)],
              tenders: [cash(cents)],
            });
            expect(isPaid).toBe(cents <= owes);
            if (isPaid) owes -= cents;
          } else if (of && act === 'return') {
            const lines = [{ line: 0, quantity: 1 }];
            const isBack = await twice(`/sales/${of.id}/returns`, { id: randomUUID(), lines, reason: 'Corked' });
            expect(isBack).toBe(!of.voided && of.back < of.quantity);
            if (!isBack) continue;
            of.back++;
            owes -= BOTTLE_CENTS;
          } else if (of) {
            const isVoided = await twice(`/sales/${of.id}/void`, { reason: 'Twice' });
            expect(isVoided).toBe(of.back === 0);
            if (isVoided && !of.voided) owes -= of.quantity * BOTTLE_CENTS;
            of.voided ||= isVoided;
          }
          expect(await owed(code)).toBe(owes);
        }
      }),
      { numRuns: 12 },
    );
  });
});
