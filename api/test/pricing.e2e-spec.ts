import { randomUUID } from 'node:crypto';
import { Client, newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  await openAnother();
});
afterAll(() => server.stop());
afterEach(() => server.takeRulesAway(org));

/** For who asks about all there is, and from then on. */
async function openAnother(): Promise<void> {
  org = await server.openOrganization('Pricing');
  await server.takeAnyCash(org);
}

const ALWAYS_OPEN = Array.from({ length: 7 }, () => ({ windows: [{ fromMinute: 0, toMinute: 1440 }] }));
const CLOSED = Array.from({ length: 7 }, () => ({ windows: [] }));
const TEN_PERCENT = { name: '10 % off', offer: { kind: 'percent_off', rateMillionths: 100_000 }, selector: {} };

async function product(changes: object = {}, priceCents = 1000): Promise<{ id: string }> {
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents, barcodes: [] }];
  const { body } = await org.manager.post('/products', newProduct({ packs, ...changes })).expect(201);
  return body;
}
const saleOf = (lines: object[], more: object = {}) => ({
  id: randomUUID(),
  lines,
  tenders: [{ type: 'cash', amountCents: 1_000_000 }],
  ...more,
});
const bottles = (productId: string, quantity = 1, more: object = {}) => ({
  productId,
  packId: 'bottle',
  quantity,
  ...more,
});
const booksAreRight = async () => expect(await server.bookDifferences(org.id)).toEqual([]);

describe('pricing rules', () => {
  it('are made, read, replaced by version and taken away; each change counts in the book', async () => {
    const { body: before } = await org.cashier.get('/pricing/book').expect(200);
    const { body: made } = await org.admin.post('/pricing/promotions', TEN_PERCENT).expect(201);
    expect(made).toMatchObject({ ...TEN_PERCENT, version: 1, storeIds: null, stackable: false });
    const changed = { ...TEN_PERCENT, name: 'Ten off', version: 1 };
    const { body: second } = await org.admin.put(`/pricing/promotions/${made.id}`, changed).expect(200);
    expect(second).toMatchObject({ name: 'Ten off', version: 2 });
    const stale = await org.admin.put(`/pricing/promotions/${made.id}`, changed).expect(409);
    expect(stale.body.code).toBe('stale_version');
    expect((await org.manager.get('/pricing/promotions').expect(200)).body.items).toEqual([second]);
    const { body: book } = await org.cashier.get('/pricing/book').expect(200);
    expect(book).toMatchObject({ version: before.version + 2, promotions: [second], taxRounding: 'line' });
    expect((await org.admin.delete(`/pricing/promotions/${made.id}`).expect(200)).body).toEqual({ success: true });
    expect((await org.manager.get(`/pricing/promotions/${made.id}`).expect(404)).body.code).toBe('promotion_not_found');
  });

  it.each([
    ['promotions', { ...TEN_PERCENT, offer: { kind: 'n_for_price', priceCents: 1000 } }, 'offer.count'],
    [
      'promotions',
      { ...TEN_PERCENT, offer: { kind: 'percent_off', rateMillionths: 1_000_001 } },
      'offer.rateMillionths',
    ],
    ['promotions', { ...TEN_PERCENT, offer: { kind: 'amount_off', amountCents: 100, count: 3 } }, 'offer.count'],
    [
      'promotions',
      {
        ...TEN_PERCENT,
        offer: {
          kind: 'tiers',
          tiers: [
            { from: 2, rateMillionths: 1 },
            { from: 2, rateMillionths: 2 },
          ],
        },
      },
      'offer.tiers.1.from',
    ],
    ['promotions', { ...TEN_PERCENT, effectiveFrom: '2026-02-01', effectiveTo: '2026-01-31' }, 'effectiveTo'],
    ['promotions', { ...TEN_PERCENT, hours: { fromMinute: 60, toMinute: 60 } }, 'hours.toMinute'],
    ['taxes', { name: 'Tax', levy: { kind: 'percentage', amountTenThousandths: 1 } }, 'levy.rateMillionths'],
    ['taxes', { name: 'Tax', levy: { kind: 'per_unit', amountTenThousandths: 1 }, onDeposit: true }, 'onDeposit'],
    [
      'deposits',
      { name: 'Deposit', amountCents: 5, selector: { minVolumeMl: 2, maxVolumeMl: 1 } },
      'selector.maxVolumeMl',
    ],
    ['deposits', { name: 'Deposit', amountCents: 5, selector: { categories: [] } }, 'selector.categories'],
    [
      'hours',
      { name: 'Hours', selector: {}, week: [{ windows: [{ fromMinute: 60, toMinute: 60 }] }, ...ALWAYS_OPEN.slice(1)] },
      'week.0.windows.0.toMinute',
    ],
    ['hours', { name: 'Hours', selector: {}, week: ALWAYS_OPEN.slice(1) }, 'week'],
    ['taxes', { name: 'Tax' }, 'levy'],
    ['taxes', { name: 'Tax', levy: [] }, 'levy'],
    ['promotions', { name: 'Nothing', selector: {} }, 'offer'],
    ['promotions', { ...TEN_PERCENT, selector: [] }, 'selector'],
    ['deposits', { name: 'Deposit', amountCents: 5 }, 'selector'],
    ['hours', { name: 'Hours', selector: {}, week: [[], [], [], [], [], [], []] }, 'week'],
    ['ages', { name: 'Age', selector: {}, minimumAge: 0 }, 'minimumAge'],
  ])('that could not price are refused, with the field at fault: %s %#', async (kind, rule, path) => {
    const { body } = await org.admin.post(`/pricing/${kind}`, rule).expect(400);
    expect(body.code).toBe('validation_failed');
    expect(body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
  });

  it('hold for the very next sale, in every process', async () => {
    const { id } = await product();
    const other = await server.startAnother();
    try {
      const sell = (on: Organization['cashier']) => on.post('/sales', saleOf([bottles(id)])).expect(201);
      expect((await sell(org.cashier)).body.totalCents).toBe(1000);
      expect((await sell(new Client(other, org.cashier.token, org.cashier.user))).body.totalCents).toBe(1000);
      const { body: rule } = await org.admin.post('/pricing/promotions', TEN_PERCENT).expect(201);
      expect((await sell(new Client(other, org.cashier.token, org.cashier.user))).body.totalCents).toBe(900);
      const { body: sale } = await sell(org.cashier);
      expect(sale.lines[0].discounts).toEqual([
        { kind: 'promotion', ruleId: rule.id, ruleVersion: 1, name: '10 % off', amountCents: 100, reimbursed: false },
      ]);
    } finally {
      await other.stop();
    }
  });
});

describe('a sale under rules', () => {
  it('costs what its quote said, line by line, and answers price_changed with the new quote where not', async () => {
    await org.admin.post('/pricing/presets', { preset: 'us-ca' }).expect(201);
    await org.admin.post('/pricing/promotions', TEN_PERCENT).expect(201);
    const wine = await product({ taxCode: 'wine', containerClass: 'glass', volumeMl: 750 });
    const lines = [bottles(wine.id, 3)];
    const { body: quote } = await org.cashier.post('/sales/quote', { lines }).expect(200);
    // 2700 + 3 × 10 ¢ CRV; 7.25 % of 2730 is 197.925.
    expect(quote.totals).toMatchObject({ netCents: 2700, depositCents: 30, taxCents: 198, totalCents: 2928 });
    const { body: sale } = await org.cashier
      .post('/sales', saleOf(lines, { totalCents: quote.totalCents }))
      .expect(201);
    expect(sale.totals).toEqual(quote.totals);
    const asQuoted = ({ returnedQuantity, disposition, ...line }: Record<string, unknown>) => line;
    expect(sale.lines.map(asQuoted)).toEqual(quote.lines);
    const { body: changed } = await org.cashier.post('/sales', saleOf(lines, { totalCents: 2927 })).expect(409);
    expect(changed).toMatchObject({ code: 'price_changed', quote: { totalCents: 2928 } });
    await booksAreRight();
  });

  it('keeps the prices it was made at when the rules change afterwards', async () => {
    const { body: rule } = await org.admin.post('/pricing/promotions', TEN_PERCENT).expect(201);
    const { id } = await product();
    const sold = saleOf([bottles(id)]);
    const { body: first } = await org.cashier.post('/sales', sold).expect(201);
    await org.admin.delete(`/pricing/promotions/${rule.id}`).expect(200);
    expect((await org.cashier.post('/sales', sold).expect(200)).body).toEqual(first);
    expect((await org.manager.get(`/sales/${first.id}`).expect(200)).body.totalCents).toBe(900);
  });

  it('lets managers change prices by hand, and no cashier', async () => {
    const { id } = await product();
    const override = { unitPriceCents: 700, reason: 'Price match' };
    const discount = { kind: 'percent', rateMillionths: 100_000, reason: 'Regular' };
    for (const [sale, path] of [
      [saleOf([bottles(id, 1, { override })]), 'lines.0.override'],
      [saleOf([bottles(id, 1, { discount })]), 'lines.0.discount'],
      [saleOf([bottles(id)], { discount }), 'discount'],
    ] as const) {
      const { body } = await org.cashier.post('/sales', sale).expect(403);
      expect(body).toMatchObject({ code: 'approval_required', errors: [{ path }] });
    }
    const { body } = await org.manager.post('/sales', saleOf([bottles(id, 2, { override })], { discount })).expect(201);
    expect(body.totals).toMatchObject({ grossCents: 2000, discountCents: 740, totalCents: 1260 });
    expect(body.lines[0].discounts.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual([
      ['price_override', 'Price match'],
      ['sale_discount', 'Regular'],
    ]);
    await booksAreRight();
  });

  it('lets cashiers take off the share that the store says, of each line and all in all', async () => {
    const { id } = await product();
    const [store] = (await org.admin.get('/stores').expect(200)).body.items;
    const share = (cashierDiscountMillionths: number) =>
      org.admin.call('patch', `/stores/${store.id}`, { cashierDiscountMillionths });
    await share(1_000_001).expect(400);
    await share(100_000).expect(200);
    const percent = (rateMillionths: number) => ({ kind: 'percent', rateMillionths, reason: 'Dented' });
    const ten = percent(100_000);
    const priced = (unitPriceCents: number) => ({ override: { unitPriceCents, reason: 'Price match' } });
    const refused = async (sale: object, path: string) =>
      expect((await org.cashier.post('/sales', sale).expect(403)).body.errors).toMatchObject([{ path }]);
    await org.cashier.post('/sales', saleOf([bottles(id, 3, { discount: ten })])).expect(201);
    await org.cashier.post('/sales', saleOf([bottles(id, 3), bottles(id)], { discount: ten })).expect(201);
    await org.cashier.post('/sales', saleOf([bottles(id, 1, priced(900))])).expect(201);
    await refused(saleOf([bottles(id, 1, { discount: percent(110_000) })]), 'lines.0.discount');
    await refused(saleOf([bottles(id, 1), bottles(id, 1, { discount: ten })], { discount: ten }), 'lines.1.discount');
    await refused(saleOf([bottles(id, 1, priced(899))]), 'lines.0.override');
    // Nobody pays more because a cashier says so.
    await refused(saleOf([bottles(id, 1, priced(1001))]), 'lines.0.override');
    await share(0).expect(200);
    await refused(saleOf([bottles(id, 3, { discount: percent(10_000) })]), 'lines.0.discount');
    await booksAreRight();
  });

  it('rounds the cash part to the coins there are, and the drawer holds what was paid', async () => {
    const { body: stores } = await org.admin.get('/stores').expect(200);
    await org.admin
      .call('patch', `/stores/${stores.items[0].id}`, { cashRounding: { toCents: 5, mode: 'nearest' } })
      .expect(200);
    const { id } = await product({}, 1003);
    const inCash = await org.cashier.post(
      '/sales',
      saleOf([bottles(id)], { tenders: [{ type: 'cash', amountCents: 2000 }] }),
    );
    expect(inCash.body).toMatchObject({ totalCents: 1003, changeCents: 995, roundingCents: 2 });
    const split = [
      { type: 'card', amountCents: 500 },
      { type: 'cash', amountCents: 505 },
    ];
    const both = await org.cashier.post('/sales', saleOf([bottles(id)], { tenders: split }));
    expect(both.body).toMatchObject({ changeCents: 0, roundingCents: 2 });
    const card = await org.cashier.post(
      '/sales',
      saleOf([bottles(id)], { tenders: [{ type: 'card', amountCents: 1003 }] }),
    );
    expect(card.body).toMatchObject({ changeCents: 0, roundingCents: 0 });
    await booksAreRight();
  });

  it('pays out empties, alone or against a purchase, and reports them as deposits', async () => {
    await openAnother();
    const deposit = { name: 'Bottle deposit', amountCents: 5, selector: { containerClasses: ['glass'] } };
    const { body: rule } = await org.admin.post('/pricing/deposits', deposit).expect(201);
    const { id } = await product({ containerClass: 'glass' });
    const empties = [{ depositId: rule.id, count: 24 }];
    const { body: alone } = await org.cashier.post('/sales', saleOf([], { empties, tenders: [] })).expect(201);
    expect(alone).toMatchObject({ totalCents: -120, changeCents: 120, empties: [{ count: 24, amountCents: -120 }] });
    const { body: both } = await org.cashier.post('/sales', saleOf([bottles(id, 2)], { empties })).expect(201);
    expect(both.totals).toMatchObject({ depositCents: 10 - 120, totalCents: 2010 - 120 });
    const day = alone.businessDate;
    const { body: report } = await org.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=category`).expect(200);
    expect(report.totals).toMatchObject({ depositCents: -230, totalCents: 2010 - 240 });
    expect(report.groups).toContainEqual(expect.objectContaining({ key: 'empties', depositCents: -240 }));
    await booksAreRight();
    const { body: nothing } = await org.cashier.post('/sales', saleOf([], { tenders: [] })).expect(400);
    expect(nothing.errors[0].path).toBe('lines');
  });

  it('does not charge tax to who shows an exemption, and keeps its number', async () => {
    await org.admin.post('/pricing/presets', { preset: 'us-ia' }).expect(201);
    const { id } = await product();
    const customer = { taxExemption: 'IA-12345' };
    const { body } = await org.manager.post('/sales', saleOf([bottles(id)], { customer })).expect(201);
    expect(body.totals).toMatchObject({ taxCents: 0, totalCents: 1000 });
    expect(body.customer).toEqual({ reference: null, groups: [], taxExemption: 'IA-12345' });
  });
});

describe('age', () => {
  const dayThatIs = (years: number, daysLater = 0) => {
    // The organization's zone decides which day it is.
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date());
    const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
    // On the 29th of February, somebody's birthday of another year was the 28th.
    const lastOfMonth = new Date(Date.UTC(year - years, month, 0)).getUTCDate();
    const date = Date.UTC(year - years, month - 1, Math.min(day, lastOfMonth) + daysLater);
    return new Date(date).toISOString().slice(0, 10);
  };
  const rule = { name: 'Alcohol', selector: {}, minimumAge: 21 };

  it('is asked for before restricted things are sold: a day too young is refused, the birthday passes', async () => {
    await org.admin.post('/pricing/ages', rule).expect(201);
    const whiskey = await product();
    const soda = await product({ ageRestricted: false });
    const sell = (ageCheck?: object) =>
      org.cashier.post('/sales', saleOf([bottles(whiskey.id)], ageCheck ? { ageCheck } : {}));
    expect((await sell()).body).toMatchObject({
      status: 422,
      code: 'age_check_required',
      minimumAge: 21,
      errors: [{ path: 'ageCheck' }],
    });
    const young = await sell({ method: 'birth_date', birthDate: dayThatIs(21, 1) });
    expect(young.body).toMatchObject({ status: 422, code: 'underage' });
    expect((await sell({ method: 'birth_date' })).body).toMatchObject({
      code: 'age_check_required',
      errors: [{ path: 'ageCheck.birthDate' }],
    });
    expect((await sell({ method: 'visual' })).body).toMatchObject({ code: 'age_check_required' });
    const expired = { method: 'licence', birthDate: '1980-01-01', expiresOn: dayThatIs(0, -1) };
    expect((await sell(expired)).body).toMatchObject({
      code: 'age_check_required',
      errors: [{ path: 'ageCheck.expiresOn' }],
    });
    expect((await sell({ method: 'birth_date', birthDate: dayThatIs(21) })).status).toBe(201);
    expect((await org.cashier.post('/sales', saleOf([bottles(soda.id)]))).status).toBe(201);
    const { body: quote } = await org.cashier.post('/sales/quote', { lines: [bottles(whiskey.id)] }).expect(200);
    expect(quote.ageRequirement).toMatchObject({ minimumAge: 21, visualAllowed: false });
  });

  it('does not undo what was sold without a connection, and flags it', async () => {
    await org.admin.post('/pricing/ages', rule).expect(201);
    const { id } = await product();
    const { body } = await org.manager
      .post('/sales', saleOf([bottles(id)], { offline: true, at: new Date() }))
      .expect(201);
    expect(body.flags).toEqual(expect.arrayContaining(['offline', 'age_unchecked']));
  });

  it('keeps nothing of the customer but the outcome', async () => {
    await org.admin.post('/pricing/ages', rule).expect(201);
    const { id } = await product();
    const birthDate = '1975-08-17';
    const { body } = await org.cashier
      .post('/sales', saleOf([bottles(id)], { ageCheck: { method: 'licence', birthDate, expiresOn: '2099-12-31' } }))
      .expect(201);
    const kept = await server.tenantDatabase(org.id).collection('sales').findOne({ _id: body.id });
    expect(kept?.['ageCheck']).toEqual({ method: 'licence', minimumAge: 21 });
    expect(JSON.stringify(kept)).not.toMatch(/1975-08|2099-12/);
  });
});

describe('sale hours', () => {
  it('stop a sale outside them, say when it may go on, and leave other products alone', async () => {
    await org.admin
      .post('/pricing/hours', { name: 'Spirits', selector: { categories: ['Whiskey'] }, week: CLOSED })
      .expect(201);
    const [whiskey, soda] = [await product(), await product({ category: 'Mixers' })];
    const { body } = await org.cashier.post('/sales', saleOf([bottles(whiskey.id)])).expect(422);
    expect(body).toMatchObject({ code: 'outside_sale_hours', saleHours: { open: false, rule: 'Spirits' } });
    expect((await org.cashier.post('/sales', saleOf([bottles(soda.id)]))).status).toBe(201);
    const { body: sold } = await org.manager
      .post('/sales', saleOf([bottles(whiskey.id)], { offline: true, at: new Date() }))
      .expect(201);
    expect(sold.flags).toContain('outside_sale_hours');
  });

  it('are told by the quote before they end', async () => {
    const week = Array.from({ length: 7 }, () => ({ windows: [{ fromMinute: 0, toMinute: 1439 }] }));
    await org.admin.post('/pricing/hours', { name: 'Night', selector: {}, week }).expect(201);
    const { id } = await product();
    const { body } = await org.cashier.post('/sales/quote', { lines: [bottles(id)] }).expect(200);
    if (body.saleHours.open) expect(body.saleHours.until).toMatch(/T23:59$/);
    else expect(body.saleHours.opensAt).toMatch(/T00:00$/);
  });
});

describe('a preset', () => {
  const use = (body: object) => org.admin.post('/pricing/presets', body);
  const book = async () => (await org.cashier.get('/pricing/book').expect(200)).body;

  it('used twice makes nothing twice, and says so', async () => {
    const { body: first } = await use({ preset: 'us-ia' }).expect(201);
    const names = [...first.taxes, ...first.deposits].map(({ name }: { name: string }) => name);
    expect(first.unchanged).toEqual([]);
    const before = await book();
    const again = await Promise.all([1, 2].map(() => use({ preset: 'us-ia' }).expect(200)));
    for (const { body } of again)
      expect(body).toEqual({ taxes: [], deposits: [], ages: [], hours: [], unchanged: names });
    expect({ ...(await book()), now: null }).toEqual({ ...before, now: null });
  });

  it('brings ages, hours and the tax of the place where it is asked to, each once', async () => {
    const parts = ['taxes', 'deposits', 'ages', 'hours'];
    const { body: first } = await use({ preset: 'us-ia', parts, localRateMillionths: 10_000 }).expect(201);
    expect(first).toMatchObject({
      ages: [{ minimumAge: 21, effectiveFrom: '1988-07-01' }],
      hours: [{ name: 'Iowa hours of sale' }],
    });
    expect(first.taxes.find(({ name }: { name: string }) => name === 'Iowa local option tax')).toMatchObject({
      levy: { kind: 'percentage', rateMillionths: 10_000 },
    });
    const again = await use({ preset: 'us-ia', parts, localRateMillionths: 10_000 }).expect(200);
    expect([again.body.ages, again.body.hours]).toEqual([[], []]);
    await use({ preset: 'us-ia', parts: ['taxes', 'taxes'] }).expect(400);
    const none = await use({ preset: 'us-or', localRateMillionths: 10_000 }).expect(400);
    expect(none.body.errors).toMatchObject([{ path: 'localRateMillionths' }]);
    for (const [kind, made] of [
      ['ages', first.ages],
      ['hours', first.hours],
      ['taxes', first.taxes],
      ['deposits', first.deposits],
    ] as const) {
      for (const { id } of made) await org.admin.delete(`/pricing/${kind}/${id}`).expect(200);
    }
  });

  it('used by two at once makes its rules once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => use({ preset: 'us-ca' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    const { taxes } = await book();
    expect(new Set(taxes.map(({ name }: { name: string }) => name)).size).toBe(taxes.length);
  });

  it('makes again what was deleted, and keeps what was changed', async () => {
    const { body: first } = await use({ preset: 'us-ia' }).expect(201);
    const [tax] = first.taxes;
    const { id, ...content } = tax;
    const changed = { ...content, name: 'Ours', levy: { kind: 'percentage', rateMillionths: 70_000 } };
    await org.admin.put(`/pricing/taxes/${id}`, changed).expect(200);
    await org.admin.delete(`/pricing/deposits/${first.deposits[0].id}`).expect(200);
    const { body } = await use({ preset: 'us-ia' }).expect(201);
    expect([body.taxes, body.deposits.length]).toEqual([[], 1]);
    expect((await book()).taxes[0].levy.rateMillionths).toBe(70_000);
  });

  it('says what an update would change before it does, and twice it changes nothing more', async () => {
    const { body: made } = await use({ preset: 'us-ia' }).expect(201);
    const changes = async () => {
      const { body } = await org.manager.get('/pricing/presets/us-ia/changes').expect(200);
      return body.items.filter(({ fields }: { fields: object[] }) => fields.length > 0);
    };
    expect(await changes()).toEqual([]);
    const [tax] = made.taxes;
    const other = { ...tax, name: 'Ours', levy: { kind: 'percentage', rateMillionths: 50_000 } };
    const { id: _, ...content } = other;
    await org.admin.put(`/pricing/taxes/${tax.id}`, content).expect(200);
    const [change] = await changes();
    expect(change).toMatchObject({ kind: 'taxes', name: tax.name, ruleId: tax.id, follows: null });
    expect(change.fields).toMatchObject([{ field: 'levy', after: JSON.stringify(tax.levy) }]);
    const update = async () => (await org.admin.post('/pricing/presets/us-ia/update', {}).expect(200)).body;
    expect(await update()).toEqual({ version: 1, updated: ['Ours'] });
    expect(await update()).toEqual({ version: 1, updated: [] });
    expect(await changes()).toEqual([]);
    expect((await org.admin.get(`/pricing/taxes/${tax.id}`)).body).toMatchObject({ name: 'Ours', levy: tax.levy });
    expect((await org.admin.post('/pricing/presets/xx/update', {}).expect(404)).body.code).toBe('preset_not_found');
  });

  it('is made for the stores that lack it, and for none that have it', async () => {
    const { body: east } = await org.admin.post('/stores', { name: 'East', timezone: 'America/Chicago' }).expect(201);
    const { body: west } = await org.admin.post('/stores', { name: 'West', timezone: 'America/Chicago' }).expect(201);
    await use({ preset: 'us-ia', storeIds: [east.id] }).expect(201);
    await use({ preset: 'us-ia', storeIds: [west.id] }).expect(201);
    await use({ preset: 'us-ia', storeIds: [west.id] }).expect(200);
    await use({ preset: 'us-ia', storeIds: [east.id, west.id] }).expect(200);
    for (const storeIds of [null, [east.id, (await org.admin.get('/stores')).body.items[0].id]]) {
      expect((await use({ preset: 'us-ia', storeIds }).expect(409)).body.code).toBe('preset_in_use');
    }
  });
});

describe('returns', () => {
  const back = (sale: string, lines: object[], more: object = {}) =>
    org.manager.post(`/sales/${sale}/returns`, { id: randomUUID(), lines, ...more });

  async function soldThree() {
    await org.admin.post('/pricing/presets', { preset: 'us-ca' }).expect(201);
    await org.admin
      .post('/pricing/promotions', { ...TEN_PERCENT, offer: { kind: 'n_for_price', count: 3, priceCents: 2500 } })
      .expect(201);
    const { id } = await product({ taxCode: 'wine', containerClass: 'glass', volumeMl: 750 });
    const { body: sale } = await org.cashier.post('/sales', saleOf([bottles(id, 3)])).expect(201);
    return { sale, productId: id };
  }

  it('give back what was charged, in parts that add up to the sale, and never more', async () => {
    await openAnother();
    const { sale, productId } = await soldThree();
    const { body: one } = await back(sale.id, [{ line: 0, quantity: 1 }]).expect(201);
    expect(one).toMatchObject({ kind: 'return', returnOf: sale.id, lines: [{ quantity: -1, units: -1 }] });
    const { body: two } = await back(sale.id, [{ line: 0, quantity: 2 }], { refund: 'card', reason: 'Corked' }).expect(
      201,
    );
    for (const figure of ['grossCents', 'discountCents', 'netCents', 'depositCents', 'taxCents', 'totalCents']) {
      expect([figure, one.totals[figure] + two.totals[figure]]).toEqual([figure, -sale.totals[figure]]);
    }
    expect(two.tenders).toEqual([{ type: 'card', amountCents: two.totalCents }]);
    const { body: more } = await back(sale.id, [{ line: 0, quantity: 1 }]).expect(409);
    expect(more).toMatchObject({ code: 'already_returned', errors: [{ path: 'lines.0.quantity' }] });
    const { body: inventory } = await org.manager.get('/inventory').expect(200);
    expect(inventory.items.find((item: { productId: string }) => item.productId === productId).onHand).toBe(0);
    await booksAreRight();
  });

  it('pay out in coins no more than was taken, one by one or together', async () => {
    const { body: stores } = await org.admin.get('/stores').expect(200);
    const rounding = { cashRounding: { toCents: 5, mode: 'nearest' } };
    await org.admin.call('patch', `/stores/${stores.items[0].id}`, rounding).expect(200);
    const { id } = await product({}, 998);
    const { body: sale } = await org.cashier.post('/sales', saleOf([bottles(id, 3)])).expect(201);
    expect(sale.totalCents + sale.roundingCents).toBe(2995);
    const paid = [];
    for (let left = 3; left > 0; left--) {
      const { body } = await back(sale.id, [{ line: 0, quantity: 1 }]).expect(201);
      paid.push(body.tenders[0].amountCents);
    }
    expect(paid).toEqual([-1000, -995, -1000]);
    await booksAreRight();
  });

  it('are found by kind, product and amount, as sales are', async () => {
    await openAnother();
    const { sale, productId } = await soldThree();
    const { body: returned } = await back(sale.id, [{ line: 0, quantity: 1 }]).expect(201);
    const found = async (query: string) =>
      (await org.manager.get(`/sales?${query}`).expect(200)).body.items.map((one: { id: string }) => one.id);
    expect(await found('kind=return')).toEqual([returned.id]);
    expect(await found(`productId=${productId}`)).toEqual([sale.id]);
    expect(await found(`totalCents=${sale.totalCents}`)).toEqual([sale.id]);
    expect(await found(`totalCents=${sale.totalCents + 1}`)).toEqual([]);
  });

  it('answer a retry with the first result, and take nothing twice under contention', async () => {
    const { sale } = await soldThree();
    const body = { id: randomUUID(), lines: [{ line: 0, quantity: 2 }] };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => org.cashier.post(`/sales/${sale.id}/returns`, body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const others = await Promise.all([1, 2, 3].map(() => back(sale.id, [{ line: 0, quantity: 1 }])));
    expect(others.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await booksAreRight();
  });

  it('are refused for voided sales, lines that are not there and lines named twice; a sale with returns is not voided', async () => {
    const { sale } = await soldThree();
    expect((await back(sale.id, [{ line: 7, quantity: 1 }]).expect(404)).body.code).toBe('sale_line_not_found');
    const twice = [
      { line: 0, quantity: 1 },
      { line: 0, quantity: 1 },
    ];
    expect((await back(sale.id, twice).expect(400)).body.code).toBe('validation_failed');
    await back(sale.id, [{ line: 0, quantity: 1 }]).expect(201);
    expect((await org.manager.post(`/sales/${sale.id}/void`, {}).expect(409)).body.code).toBe('sale_has_returns');
    const { sale: other } = {
      sale: (await org.cashier.post('/sales', saleOf([bottles(sale.lines[0].productId)]))).body,
    };
    await org.manager.post(`/sales/${other.id}/void`, {}).expect(200);
    expect((await back(other.id, [{ line: 0, quantity: 1 }]).expect(409)).body.code).toBe('sale_voided');
    await booksAreRight();
  });
});

describe('reports of rules', () => {
  it('add up taxes by rule and promotions by promotion, with returns and voids taken off', async () => {
    await openAnother();
    const { body: used } = await org.admin.post('/pricing/presets', { preset: 'us-wa' }).expect(201);
    const { body: promotion } = await org.admin.post('/pricing/promotions', TEN_PERCENT).expect(201);
    const whiskey = await product({ taxCode: 'spirits', volumeMl: 750 }, 2000);
    const beer = await product({ taxCode: 'beer', volumeMl: 355 }, 1000);
    const { body: sale } = await org.cashier
      .post('/sales', saleOf([bottles(whiskey.id, 2), bottles(beer.id)]))
      .expect(201);
    const { body: voided } = await org.cashier.post('/sales', saleOf([bottles(beer.id)])).expect(201);
    await org.manager.post(`/sales/${voided.id}/void`, {}).expect(200);
    await org.cashier
      .post(`/sales/${sale.id}/returns`, { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] })
      .expect(201);
    const day = sale.businessDate;
    const { body: tax } = await org.manager.get(`/reports/tax?from=${day}&to=${day}`).expect(200);
    const of = (name: string) => tax.groups.find((group: { label: string }) => group.label === name);
    // One bottle is left: $18.00 and 0.75 L. 20.5 % is 369; 0.75 × 377.08 is 282.81. Two were 738 and 566: half of that goes back.
    expect(of('Spirits sales tax')).toMatchObject({ taxableCents: 1800, taxCents: 369 });
    expect(of('Spirits liter tax')).toMatchObject({ taxCents: 566 - 283 });
    expect(of('State sales tax')).toMatchObject({ taxableCents: 900, taxCents: 59 });
    expect(tax.totalTaxCents).toBe(369 + 283 + 59);
    expect(used.taxes).toHaveLength(3);
    const { body: promotions } = await org.manager.get(`/reports/promotions?from=${day}&to=${day}`).expect(200);
    expect(promotions.groups).toEqual([
      { key: promotion.id, label: '10 % off', salesCount: 1, discountCents: 300, netCents: 2700 },
    ]);
    const { body: report } = await org.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=day`).expect(200);
    expect(report.totals).toMatchObject({
      salesCount: 1,
      taxCents: tax.totalTaxCents,
      discountCents: 300,
      netCents: 2700,
    });
    await booksAreRight();
  });
});
