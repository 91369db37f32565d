import { randomUUID } from 'node:crypto';
import { AuditChain } from '../src/audit-trail/audit-chain';
import { HELD_FOR_MS, HeldSalesService } from '../src/held-sales/held-sales.service';
import { tenantId } from '../src/tenancy/tenant-id';
import { TenantScope } from '../src/tenancy/tenant-scope';
import { COMMAND, itBesideMain, newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
let registerId: string;
let secondId: string;
let productId: string;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  const { body } = await org.admin.get('/stores').expect(200);
  const [store] = body.items;
  registerId = store.registers[0].id;
  secondId = (await org.admin.post(`/stores/${store.id}/registers`, { name: 'Second' }).expect(201)).body.registers[1]
    .id;
  productId = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
});
afterAll(() => server.stop());

const inTenant = <T>(work: (chain: AuditChain, held: HeldSalesService) => Promise<T>) =>
  server.app
    .get(TenantScope)
    .within(tenantId(org.id), async (resolve) => work(await resolve(AuditChain), await resolve(HeldSalesService)));
const log = () => server.tenantDatabase(org.id).collection<{ _id: string }>('audit_log');

describe('a refusal', () => {
  const refusal = () => ({
    id: randomUUID(),
    reason: 'underage',
    method: 'birth_date',
    category: 'Vodka',
    registerId,
    rule: 'Alcohol from 21',
  });

  it('is recorded once, with the cashier and without anything of a licence, and listed for an inspector', async () => {
    const refused = refusal();
    const { body } = await org.cashier.post('/refusals', refused).expect(201);
    expect(body).toEqual({
      ...refused,
      note: null,
      at: expect.any(String),
      cashier: { id: org.cashier.user.id, name: expect.any(String) },
    });
    expect((await org.cashier.post('/refusals', refused).expect(200)).body).toEqual(body);
    const other = await org.cashier.post('/refusals', { ...refused, reason: 'no_id' });
    expect([other.status, other.body.code]).toEqual([409, 'id_reused']);
    await org.cashier.post('/refusals', { ...refusal(), birthDate: '2010-01-31' }).expect(400);
    await org.cashier.post('/refusals', { ...refusal(), reason: 'intoxicated' }).expect(201);
    const { body: page } = await org.manager.get('/refusals?reason=underage').expect(200);
    expect(page.items).toEqual([body]);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date());
    const { body: ofToday } = await org.manager.get(`/refusals?from=${today}&to=${today}&registerId=${registerId}`);
    expect(ofToday.items.length).toBe(2);
    expect((await org.manager.get('/refusals?to=2020-01-31').expect(200)).body.items).toEqual([]);
    for (const days of ['from=0001-01-01', 'from=0000-01-01', 'to=9999-12-31']) {
      await org.manager.get(`/refusals?${days}`).expect(200);
      await org.manager.get(`/audit?${days}`).expect(200);
    }
    await org.cashier.get('/refusals').expect(403);
  });
});

describe('a held sale', () => {
  const basket = () => ({ lines: [{ productId, packId: 'bottle', quantity: 2 }] });
  const hold = (more: object = {}) => ({
    ...{ id: randomUUID(), name: 'Mr. Green', registerId, saleId: randomUUID(), basket: basket(), totalCents: 1426 },
    ...more,
  });

  it('is taken up at any register of its store, by one of all that ask at once', async () => {
    const held = hold();
    const { body } = await org.cashier.post('/held-sales', held).expect(201);
    expect((await org.cashier.post('/held-sales', held).expect(200)).body).toEqual(body);
    expect((await org.cashier.post('/held-sales', { ...held, name: 'Other' })).body.code).toBe('id_reused');
    const { body: list } = await org.cashier.get(`/held-sales?registerId=${secondId}`).expect(200);
    expect(list.items).toEqual([body]);

    const path = `/held-sales/${held.id}/recall`;
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => org.cashier.post(path, { registerId: secondId })),
      ...Array.from({ length: 4 }, () => org.manager.post(path, { registerId })),
    ]);
    // The one who has it is answered the same however often it asks; the other is told who has it.
    const given = answers.filter(({ status }) => status === 200);
    expect([4, 4]).toEqual([given.length, answers.filter(({ status }) => status === 409).length]);
    expect(given[0]?.body).toEqual({
      ...body,
      basket: basket(),
      products: [expect.objectContaining({ id: productId })],
    });
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'already_recalled',
      recalledBy: { name: expect.any(String) },
    });
    expect((await org.cashier.get('/held-sales').expect(200)).body.items).toEqual([]);
    expect((await org.cashier.post(`/held-sales/${randomUUID()}/recall`, {})).body.code).toBe('held_sale_not_found');
  });

  it('sent again is the one that is held, also when what it names is gone', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const held = hold({ basket: { lines: [{ productId: product.id, packId: 'bottle', quantity: 1 }] } });
    const { body } = await org.cashier.post('/held-sales', held).expect(201);
    const packs = newProduct().packs.filter(({ id }) => id !== 'bottle');
    await org.manager.put(`/products/${product.id}`, { version: product.version, packs }).expect(200);
    expect((await org.cashier.post('/held-sales', held).expect(200)).body).toEqual(body);
    expect((await org.cashier.post('/held-sales', { ...held, id: randomUUID() })).status).toBeGreaterThanOrEqual(400);
    await org.cashier.post(`/held-sales/${held.id}/recall`, {}).expect(200);
  });

  it('stays in its store, is no other entry of the log, and waits behind any number that were taken up', async () => {
    const { body: elsewhere } = await org.admin
      .post('/stores', { name: 'East', timezone: 'America/Chicago' })
      .expect(201);
    const held = hold();
    await org.cashier.post('/held-sales', held).expect(201);
    const recall = (id: string, at: string) => org.cashier.post(`/held-sales/${id}/recall`, { registerId: at });
    expect((await recall(held.id, elsewhere.registers[0].id)).body.code).toBe('held_sale_not_found');
    for (let other = 0; other < 3; other++) {
      const taken = hold();
      await org.cashier.post('/held-sales', taken).expect(201);
      await recall(taken.id, registerId).expect(200);
      for (const suffix of ['%3Aover', '%3Aover%3Aover']) {
        expect((await recall(`${taken.id}${suffix}`, registerId)).body.code).toBe('held_sale_not_found');
      }
    }
    const { body } = await org.cashier.get('/held-sales').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([held.id]);
    expect(JSON.stringify(body)).not.toContain('basket');
    await recall(held.id, registerId).expect(200);
    const reason = { kind: 'percent', rateMillionths: 1, reason: 'x'.repeat(200) };
    const lines = Array.from({ length: 500 }, () => ({ ...basket().lines[0], discount: reason }));
    expect((await org.cashier.post('/held-sales', hold({ basket: { lines } }))).body.errors[0].path).toBe('basket');
  });

  it('that nobody came back for is given up, and the log says so', async () => {
    const held = hold();
    await org.cashier.post('/held-sales', held).expect(201);
    const later = new Date(Date.now() + HELD_FOR_MS + 1000);
    expect(await inTenant((_, sales) => sales.expire(COMMAND, later))).toBe(1);
    expect(await inTenant((_, sales) => sales.expire(COMMAND, later))).toBe(0);
    const { body } = await org.manager.get(`/audit?subject=${held.saleId}`).expect(200);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual(['sale.hold_expired', 'sale.hold']);
    expect((await org.cashier.post(`/held-sales/${held.id}/recall`, {})).body.code).toBe('already_recalled');
  });
});

describe('the audit log', () => {
  it('has a basket that was cleared, once, with what was in it', async () => {
    const lines = [{ productId, packId: 'bottle', quantity: 3 }];
    const cleared = { id: randomUUID(), saleId: randomUUID(), registerId, lines, totalCents: 2139 };
    await org.cashier.post('/sales/cleared', cleared).expect(200);
    await org.cashier.post('/sales/cleared', cleared).expect(200);
    // Nobody hides one behind another.
    for (const [client, more] of [
      [org.cashier, { totalCents: 1 }],
      [org.manager, {}],
    ] as const) {
      expect((await client.post('/sales/cleared', { ...cleared, ...more })).body.code).toBe('id_reused');
    }
    await org.cashier.post('/sales/cleared', { ...cleared, id: randomUUID(), whole: false }).expect(200);
    const { body } = await org.manager.get('/audit?action=sale.cleared').expect(200);
    expect(body.items).toMatchObject([
      {
        subject: cleared.saleId,
        registerId,
        before: { totalCents: 2139, lines: [{ quantity: 3, name: expect.any(String) }] },
      },
    ]);
  });

  it('has every receipt that was printed again, once, of sales that there are', async () => {
    const saleId = randomUUID();
    const lines = [{ productId, packId: 'bottle', quantity: 1 }];
    const tenders = [{ type: 'cash', amountCents: 5000 }];
    const { body: sale } = await org.cashier.post('/sales', { id: saleId, registerId, lines, tenders }).expect(201);
    const reprint = { id: randomUUID(), registerId };
    const print = (client = org.cashier, of = saleId, body: object = reprint) =>
      client.post(`/sales/${of}/reprints`, body);
    await print().expect(200);
    await print().expect(200);
    expect((await print(org.manager)).body.code).toBe('id_reused');
    expect((await print(org.cashier, saleId, { id: reprint.id })).body.code).toBe('id_reused');
    expect((await print(org.cashier, randomUUID())).body.code).toBe('sale_not_found');
    await print(org.manager, saleId, { id: randomUUID() }).expect(200);
    const { body } = await org.manager.get(`/audit?subject=${saleId}&action=sale.reprinted`).expect(200);
    const after = { receiptNumber: sale.receiptNumber };
    expect(body.items).toMatchObject([
      { registerId: null, after },
      { registerId, after, actor: { id: org.cashier.user.id } },
    ]);
  });

  it('is searched by who, what and when, and names the request', async () => {
    const { headers } = await org.cashier
      .post('/refusals', { id: randomUUID(), reason: 'no_id', registerId })
      .set('x-request-id', 'asked-for-1')
      .expect(201);
    expect(headers['x-request-id']).toBe('asked-for-1');
    const { body } = await org.manager.get(`/audit?actorId=${org.cashier.user.id}&action=sale&limit=1`).expect(200);
    expect(body.items).toMatchObject([{ action: 'sale.refused', requestId: 'asked-for-1', actor: { kind: 'user' } }]);
    const { body: next } = await org.manager.get(`/audit?limit=1&cursor=${body.nextCursor}&action=sale`).expect(200);
    expect(next.items[0].id).not.toBe(body.items[0].id);
    await org.cashier.get('/audit').expect(403);
  });

  it('has every change of a price, a rule, a user, a setting and the stock, with what it was before', async () => {
    const actions = async (subject: string) =>
      (await org.manager.get(`/audit?subject=${subject}`).expect(200)).body.items as Record<string, object>[];
    const { body: product } = await org.manager.post('/products', newProduct({ name: 'Old name' })).expect(201);
    const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 999, barcodes: [] }];
    const change = { version: product.version, name: 'New name', packs };
    await org.manager.put(`/products/${product.id}`, change).expect(200);
    await org.manager
      .post('/inventory/adjustments', { productId: product.id, units: -2, reason: 'breakage', note: 'Dropped' })
      .expect(201);
    await org.manager.delete(`/products/${product.id}`).expect(200);
    expect(await actions(product.id)).toMatchObject([
      { action: 'product.archive' },
      { action: 'stock.adjust', after: { units: -2, reason: 'breakage', note: 'Dropped' } },
      {
        action: 'product.update',
        before: { name: 'Old name', packs: [{ priceCents: 713 }, {}] },
        after: { name: 'New name' },
      },
      { action: 'product.create' },
    ]);
    const hours = { name: 'Hours', selector: {}, week: Array.from({ length: 7 }, () => ({ windows: [] })) };
    const { body: rule } = await org.admin.post('/pricing/hours', hours).expect(201);
    await org.admin.put(`/pricing/hours/${rule.id}`, { ...hours, name: 'Later', version: rule.version }).expect(200);
    await org.admin.delete(`/pricing/hours/${rule.id}`).expect(200);
    expect(await actions(rule.id)).toMatchObject([
      { action: 'rule.delete', before: { name: 'Later', kind: 'hours' } },
      { action: 'rule.update', before: { name: 'Hours' }, after: { name: 'Later' } },
      { action: 'rule.create', after: { name: 'Hours' } },
    ]);
    const email = `${randomUUID()}@org.example`;
    const password = 'a-test-password-7';
    const { body: user } = await org.admin
      .post('/users', { email, name: 'Nell', role: 'cashier', password })
      .expect(201);
    await org.admin.put(`/users/${user.id}`, { role: 'manager', password: 'another-password-8' }).expect(200);
    await org.admin.delete(`/users/${user.id}`).expect(200);
    const ofUser = await actions(user.id);
    expect(ofUser).toMatchObject([
      { action: 'user.delete', before: { email } },
      { action: 'user.update', before: { role: 'cashier' }, after: { role: 'manager', password: 'another' } },
      { action: 'user.create', after: { email, role: 'cashier' } },
    ]);
    expect(JSON.stringify(ofUser)).not.toContain('password-8');
    const { body: stores } = await org.admin.get('/stores').expect(200);
    await org.admin.call('patch', `/stores/${stores.items[0].id}`, { negativeStock: 'block' }).expect(200);
    expect((await actions(stores.items[0].id))[0]).toMatchObject({
      ...{ action: 'store.update', before: { negativeStock: 'allow' }, after: { negativeStock: 'block' } },
      actor: { id: org.admin.user.id },
    });
    const { body: signIns } = await org.manager.get('/audit?action=session&limit=1').expect(200);
    expect(signIns.items).toMatchObject([{ action: 'session.sign_in' }]);
  });

  itBesideMain('is chained by hash, and the proof finds what was changed, taken out or slipped in', async () => {
    const later = new Date(Date.now() + 10 * 60_000);
    const chain = () => inTenant((one) => one.extend(COMMAND, new AbortController().signal, later));
    const session = server.main.getClient().startSession();
    const proof = () => inTenant((one) => one.differences(session));
    // Two that chain at once chain each entry once.
    const [first, second] = await Promise.all([chain(), chain()]);
    expect(first + second).toBe(await log().countDocuments());
    expect(await proof()).toEqual([]);
    expect(await server.bookDifferences(org.id)).toEqual([]);
    await org.cashier.post('/refusals', { id: randomUUID(), reason: 'other', registerId }).expect(201);
    expect(await chain()).toBe(1);
    // A process whose clock is behind writes before the chain's end, and is chained all the same.
    const { body: late } = await org.cashier
      .post('/refusals', { id: randomUUID(), reason: 'other', registerId })
      .expect(201);
    const at = new Date(Date.now() - 60 * 60_000);
    await log().updateOne({ _id: `refusal:${late.id}` }, { $set: { at } });
    expect(await chain()).toBe(1);
    expect(await proof()).toEqual([]);

    const entries = await log().find().sort({ sequence: 1 }).toArray();
    const [, one, two, three] = entries;
    if (!one || !two || !three) throw new Error('too few entries');
    await log().updateOne({ _id: one._id }, { $set: { 'actor.name': 'Nobody' } });
    expect(await proof()).toEqual([`audit log: entry 2 (${one._id}) was changed`]);
    await log().replaceOne({ _id: one._id }, one);
    await log().deleteOne({ _id: two._id });
    expect(await proof()).toEqual(['audit log: before entry 4, entries are missing']);
    await log().insertOne(two);
    const before = new Date((two as never as { at: Date }).at.getTime() - 48 * 60 * 60_000);
    await log().insertOne({ ...two, _id: 'slipped in', at: before, sequence: null, hash: null } as never);
    expect(await proof()).toEqual([expect.stringContaining('slipped in')]);
    await log().deleteOne({ _id: 'slipped in' });
    const last = entries.at(-1);
    await log().deleteOne({ _id: last?._id ?? '' });
    expect(await proof()).toEqual([expect.stringMatching(/it ends with entry \d+, not with \d+/)]);
    await log().insertOne(last as never);
    // Whoever clears the chain's end with an entry has it begun anew by nobody.
    const profiles = server.tenantDatabase(org.id).collection('organization');
    await profiles.updateOne({}, { $set: { auditHead: null } });
    expect(await chain()).toBe(0);
    expect(await proof()).toEqual([expect.stringContaining('not with any that is known')]);
  });
});
