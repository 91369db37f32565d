import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Counts');
});
afterAll(() => server.stop());

const entry = (productId: string, units: number, secondsAgo = 0) => ({
  id: randomUUID(),
  productId,
  units,
  secondsAgo,
});

async function stocked(units: number, about: object = {}): Promise<string> {
  const { body } = await org.manager.post('/products', newProduct({ costCents: 500, ...about })).expect(201);
  const lines = [{ productId: body.id, units, unitCostCents: 500 }];
  await org.manager.post('/inventory/receipts', { lines }).expect(201);
  return body.id;
}

const sell = (productId: string, quantity: number) =>
  org.cashier
    .post('/sales', {
      id: randomUUID(),
      lines: [{ productId, packId: 'bottle', quantity }],
      tenders: [{ type: 'cash', amountCents: quantity * 713 }],
    })
    .expect(201);

async function start(about: object = {}): Promise<string> {
  return (await org.manager.post('/inventory/counts', { name: 'Back wall', ...about }).expect(201)).body.id;
}

const enter = (count: string, ...entries: object[]) =>
  org.manager.post(`/inventory/counts/${count}/entries`, { entries });
const setStatus = (count: string, status: string) =>
  org.manager.call('patch', `/inventory/counts/${count}`, { status });
const post = (count: string, body: object = {}) =>
  org.manager.post(`/inventory/counts/${count}/post`, { unseen: 'leave', ...body });
const lines = async (count: string, show: string) =>
  (await org.manager.get(`/inventory/counts/${count}/lines?show=${show}`).expect(200)).body;
const onHand = async (productId: string) =>
  (await org.manager.get(`/inventory?productId=${productId}`).expect(200)).body.items[0];

describe('a count', () => {
  it('takes a bottle sold between the count and its posting for no loss', async () => {
    const product = await stocked(10);
    const count = await start();
    await enter(count, entry(product, 9)).expect(200);
    await sell(product, 2);
    await setStatus(count, 'finished').expect(200);
    expect(await lines(count, 'differences')).toMatchObject({
      items: [{ productId: product, countedUnits: 9, expectedUnits: 10, differenceUnits: -1, differenceCents: -500 }],
      totals: { differences: 1, missingUnits: 1, missingCents: 500, surplusUnits: 0 },
    });
    await sell(product, 1);
    expect((await post(count).expect(200)).body).toMatchObject({ status: 'posted', productsCount: 1, unitsCount: 9 });
    expect(await onHand(product)).toMatchObject({ onHand: 6, valueCents: 3000 });
  });

  it('counts each entry once, however often it is sent, and refuses one that says something else', async () => {
    const product = await stocked(5);
    const count = await start();
    const seen = [entry(product, 3), entry(product, 1)];
    await enter(count, ...seen).expect(200);
    const { body } = await enter(count, ...seen, entry(product, 1)).expect(200);
    expect(body).toEqual({ seen: [{ productId: product, countedUnits: 5 }] });
    const other = await enter(count, { ...seen[0], units: 4 }).expect(400);
    expect(other.body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'entries.0.id' }] });
    const corrected = await enter(count, entry(product, -2)).expect(200);
    expect(corrected.body.seen).toEqual([{ productId: product, countedUnits: 3 }]);
  });

  it('is posted once by any number of askers, with the reasons somebody knew', async () => {
    const [broken, found] = [await stocked(4), await stocked(4)];
    const count = await start();
    await enter(count, entry(broken, 3), entry(found, 6)).expect(200);
    await setStatus(count, 'finished').expect(200);
    const reasons = [{ productId: broken, reason: 'breakage', note: 'Fell' }];
    const answers = await Promise.all([post(count, { reasons }), post(count, { reasons }), post(count)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await post(count).expect(200);
    expect([await onHand(broken), await onHand(found)]).toMatchObject([{ onHand: 3 }, { onHand: 6, valueCents: 3000 }]);
    const { body } = await org.manager.get(`/inventory/movements?productId=${found}`).expect(200);
    expect(body.items[0]).toMatchObject({ type: 'count', units: 2, reason: 'count', source: count });
    expect((await lines(count, 'differences')).items).toHaveLength(2);
  });

  it('goes on where a posting was interrupted, the way it was begun, and books nothing twice', async () => {
    const [first, second] = [await stocked(4), await stocked(4)];
    const count = await start();
    await enter(count, entry(first, 3)).expect(200);
    await setStatus(count, 'finished').expect(200);
    await post(count).expect(200);
    // As a kill leaves it: begun, one product done, the other one not.
    const counts = server.tenantDatabase(org.id).collection('stock_counts');
    await counts.updateOne({ _id: new Types.ObjectId(count) }, { $set: { status: 'counting', postedAt: null } });
    await enter(count, entry(second, 3)).expect(200);
    await counts.updateOne({ _id: new Types.ObjectId(count) }, { $set: { status: 'posting' } });
    expect((await setStatus(count, 'cancelled').expect(409)).body.code).toBe('count_is_over');
    expect((await post(count, { unseen: 'none_there' }).expect(200)).body.status).toBe('posted');
    expect([await onHand(first), await onHand(second)]).toMatchObject([{ onHand: 3 }, { onHand: 3 }]);
  });

  it('that comes to more than adds up exactly is refused before anything is posted, and can still be put right', async () => {
    const { body: product } = await org.manager.post('/products', newProduct({ costCents: 100_000_000 })).expect(201);
    const other = await stocked(4);
    const count = await start();
    await enter(count, entry(product.id, 100_000), entry(other, 3)).expect(200);
    await setStatus(count, 'finished').expect(200);
    expect((await post(count).expect(400)).body.code).toBe('validation_failed');
    expect(await onHand(other)).toMatchObject({ onHand: 4 });
    await setStatus(count, 'counting').expect(200);
    await enter(count, entry(product.id, -99_999)).expect(200);
    await setStatus(count, 'finished').expect(200);
    await post(count).expect(200);
    expect([await onHand(product.id), await onHand(other)]).toMatchObject([{ onHand: 1 }, { onHand: 3 }]);
  });

  it('tells who counts blind nothing of the books until the walk is over', async () => {
    const product = await stocked(7);
    const count = await start({ blind: true });
    await enter(count, entry(product, 6)).expect(200);
    const { items, totals } = await lines(count, 'seen');
    expect(items).toMatchObject([
      { countedUnits: 6, expectedUnits: null, differenceUnits: null, differenceCents: null },
    ]);
    expect(totals).toBeNull();
    for (const show of ['differences', 'unseen']) {
      const refused = await org.manager.get(`/inventory/counts/${count}/lines?show=${show}`).expect(409);
      expect(refused.body.code).toBe('count_not_finished');
    }
    await setStatus(count, 'finished').expect(200);
    expect((await lines(count, 'differences')).items).toMatchObject([{ expectedUnits: 7, differenceUnits: -1 }]);
  });

  it('points out what of its category nobody saw, and books it away only when told to', async () => {
    const category = `Mezcal ${randomUUID().slice(0, 8)}`;
    const [seen, unseen] = [await stocked(2, { category }), await stocked(3, { category })];
    await stocked(1);
    const count = await start({ category });
    await enter(count, entry(seen, 2)).expect(200);
    await setStatus(count, 'finished').expect(200);
    expect(await lines(count, 'unseen')).toMatchObject({
      items: [{ productId: unseen, seenAt: null, expectedUnits: 3, differenceUnits: -3 }],
      totals: { differences: 0, unseenProducts: 1, unseenUnits: 3, unseenCents: 1500 },
    });
    await post(count, { unseen: 'none_there' }).expect(200);
    expect([await onHand(seen), await onHand(unseen)]).toMatchObject([{ onHand: 2 }, { onHand: 0, valueCents: 0 }]);
  });

  it('takes nothing for gone that came, or went, after the walk', async () => {
    const category = `Sotol ${randomUUID().slice(0, 8)}`;
    const make = (units: number) => stocked(units, { category });
    const [seen, delivered, sold, gone] = [await make(2), await make(3), await make(4), await make(5)];
    const { body: fresh } = await org.manager.post('/products', newProduct({ category })).expect(201);
    const count = await start({ category });
    await enter(count, entry(seen, 2)).expect(200);
    await setStatus(count, 'finished').expect(200);
    const linesOfDelivery = [delivered, fresh.id].map((productId) => ({ productId, units: 24, unitCostCents: 400 }));
    await org.manager.post('/inventory/receipts', { lines: linesOfDelivery }).expect(201);
    await sell(sold, 1);
    const { items } = await lines(count, 'unseen');
    expect(new Set(items.map(({ productId }: { productId: string }) => productId))).toEqual(new Set([delivered, gone]));
    await post(count, { unseen: 'none_there' }).expect(200);
    // Who bought one has seen it, whatever the count says; three were not there, and 24 came.
    const left = await Promise.all([delivered, fresh.id, sold, gone].map(onHand));
    expect(left.map(({ onHand: units }) => units)).toEqual([24, 24, 3, 0]);
    expect((await lines(count, 'unseen')).items).toHaveLength(2);
  });

  it('gives way to a later count of the same bottle, whichever is posted first', async () => {
    const product = await stocked(10);
    const [early, late] = [await start(), await start()];
    await enter(early, entry(product, 9)).expect(200);
    await enter(late, entry(product, 8)).expect(200);
    for (const count of [late, early]) {
      await setStatus(count, 'finished').expect(200);
      await post(count).expect(200);
    }
    expect(await onHand(product)).toMatchObject({ onHand: 8 });
    expect((await lines(early, 'seen')).items).toMatchObject([{ superseded: true, differenceUnits: 0 }]);
  });

  it('gives way to a later count that found everything in order, too', async () => {
    const product = await stocked(10);
    const [early, late] = [await start(), await start()];
    await enter(early, entry(product, 8)).expect(200);
    await enter(late, entry(product, 10)).expect(200);
    for (const count of [late, early]) {
      await setStatus(count, 'finished').expect(200);
      await post(count).expect(200);
    }
    expect(await onHand(product)).toMatchObject({ onHand: 10 });
  });

  it('takes an entry for what was seen when it says, and never for earlier than the count', async () => {
    const product = await stocked(10);
    const count = await start();
    await enter(count, entry(product, 10, 3600)).expect(200);
    const [line] = (await lines(count, 'seen')).items;
    const { startedAt } = (await org.manager.get(`/inventory/counts/${count}`).expect(200)).body;
    expect(line.seenAt).toBe(startedAt);
  });

  it('takes no entries once it is over, can be taken up again, and is not posted before it is finished', async () => {
    const product = await stocked(1);
    const count = await start();
    expect((await post(count).expect(409)).body.code).toBe('count_not_finished');
    await setStatus(count, 'finished').expect(200);
    expect((await enter(count, entry(product, 1)).expect(409)).body.code).toBe('count_is_over');
    await setStatus(count, 'counting').expect(200);
    await enter(count, entry(product, 1)).expect(200);
    await setStatus(count, 'cancelled').expect(200);
    for (const refused of [await setStatus(count, 'counting'), await post(count)]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'count_is_over']);
    }
    expect(await onHand(product)).toMatchObject({ onHand: 1 });
  });

  it('names the entry whose product is not known, and keeps none of them', async () => {
    const product = await stocked(1);
    const count = await start();
    const refused = await enter(count, entry(product, 1), entry('0123456789abcdef01234567', 1)).expect(404);
    expect(refused.body).toMatchObject({ code: 'product_not_found', errors: [{ path: 'entries.1.productId' }] });
    expect((await org.manager.get(`/inventory/counts/${count}`).expect(200)).body).toMatchObject({ unitsCount: 0 });
  });
});

describe('the opening stock', () => {
  const send = (csv: string, query = '') =>
    server
      .anyone('post', `/inventory/counts/opening-stock${query}`)
      .set('authorization', `Bearer ${org.manager.token}`)
      .set('content-type', 'text/csv')
      .send(csv);

  it('sets what a file says is there, at what the product costs, and once however often it is sent', async () => {
    const make = async () => (await org.manager.post('/products', newProduct({ costCents: 450 })).expect(201)).body;
    const [full, empty, strange] = [await make(), await make(), await make()];
    const csv = [
      'sku,name,price,pack,stock',
      `${full.sku},Full,1.00,Bottle,24`,
      `${full.sku},Full,12.00,Case,`,
      `${empty.sku},Empty,1.00,Bottle,0`,
      `${strange.sku},Strange,1.00,Bottle,some`,
      'NOBODY,Nobody,1.00,Bottle,5',
    ].join('\n');
    const { body } = await send(csv).expect(200);
    expect(body).toMatchObject({ products: 2, units: 24 });
    expect(body.rejected).toMatchObject([
      { row: 5, errors: [{ path: 'stock' }] },
      { row: 6, errors: [{ path: 'sku' }] },
    ]);
    expect(await onHand(full.id)).toMatchObject({ onHand: 24, valueCents: 24 * 450 });
    await sell(full.id, 1);
    expect(await onHand(full.id)).toMatchObject({ onHand: 23 });
    // Whose answer was lost, and who sends it again, does not put the bottle back.
    await send(csv).expect(200);
    expect(await onHand(full.id)).toMatchObject({ onHand: 23 });
    await send(csv.replace(',24', ',23')).expect(200);
    expect(await onHand(full.id)).toMatchObject({ onHand: 23, valueCents: 23 * 450 });
    expect(await onHand(empty.id)).toMatchObject({ onHand: 0 });
    // Also where the store is named that is meant where none is; what was right before something else was is a count of its own.
    const [store] = (await org.manager.get('/stores').expect(200)).body.items;
    await sell(full.id, 1);
    await send(csv.replace(',24', ',23'), `?storeId=${store.id}`).expect(200);
    expect(await onHand(full.id)).toMatchObject({ onHand: 22 });
    // However many send it at once, and wherever each of them is by then.
    await Promise.all(Array.from({ length: 12 }, () => send(csv).expect(200)));
    expect(await onHand(full.id)).toMatchObject({ onHand: 24 });
    await send(csv).expect(200);
    const { body: log } = await org.admin.get('/audit?action=stock.count&limit=100').expect(200);
    const opened = log.items.filter(({ after }: { after: { name: string } }) => after.name === 'Opening stock');
    expect(opened).toHaveLength(3);
    expect((await send('sku,name,price\nA,B,1').expect(400)).body.errors).toMatchObject([{ path: 'stock' }]);
  });

  it('is taken anew where it was called off', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const csv = `sku,name,price,stock\n${product.sku},Called off,1.00,31`;
    const { body } = await send(csv).expect(200);
    // As it is when it was called off while its lines came in.
    const counts = server.tenantDatabase(org.id).collection('stock_counts');
    await counts.updateOne({ _id: new Types.ObjectId(`${body.countId}`) }, { $set: { status: 'cancelled' } });
    await sell(product.id, 1);
    const again = await send(csv).expect(200);
    expect(again.body.countId).not.toBe(body.countId);
    expect(await onHand(product.id)).toMatchObject({ onHand: 31 });
    expect((await send(csv).expect(200)).body.countId).toBe(again.body.countId);
  });
});
