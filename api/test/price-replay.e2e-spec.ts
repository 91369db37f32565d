import { bottles, productOf, saleOf } from './support/bottles';
import { type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date());

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  org = await server.openOrganization('Replay');
  await server.takeAnyCash(org);
});

const product = (priceCents: number, changes: object = {}) => productOf(org, priceCents, changes);
async function sell(lines: object[], more: object = {}) {
  const { body } = await org.manager.post('/sales', saleOf(lines, more)).expect(201);
  return body;
}
const make = async (kind: string, rule: object) =>
  (await org.admin.post(`/pricing/${kind}`, { name: 'Rule', selector: {}, ...rule }).expect(201)).body;
/** The lines of the answer. */
async function replay(rules: object[], more: object = {}) {
  const { text, headers } = await org.admin
    .post('/pricing/replay', { rules, from: today, to: today, ...more })
    .buffer(true)
    .parse((response, done) => {
      let body = '';
      response.on('data', (part: Buffer) => {
        body += part.toString();
      });
      response.on('end', () => done(null, body));
    })
    .expect(200)
    .then(({ body, headers: sent }) => ({ text: body as unknown as string, headers: sent }));
  expect(headers['content-type']).toContain('application/x-ndjson');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
const contents = async () => (await server.tenantDatabase(org.id).command({ dbHash: 1 })).collections;
const least = (amountCents: number) => ({ name: 'Least', selector: {}, minimum: { kind: 'per_unit', amountCents } });
const percentOff = (rateMillionths: number) => ({ kind: 'percent_off', rateMillionths });

describe('a rule tried on history', () => {
  it('says what sales would have cost with it, each with its receipt, and writes nothing', async () => {
    await make('taxes', { levy: { kind: 'percentage', rateMillionths: 100_000 } });
    const [wine, beer] = [await product(2000, { tags: ['wine'] }), await product(1000)];
    const first = await sell([bottles(wine, 2), bottles(beer)]);
    await sell([bottles(beer, 3)]);
    const { id: voided } = await sell([bottles(wine)]);
    await org.manager.post(`/sales/${voided}/void`, { reason: 'mistake' }).expect(200);
    const rule = { name: 'Wine', selector: { tags: ['wine'] }, offer: percentOff(250_000) };
    const before = await contents();
    const [{ result }] = await replay([{ kind: 'promotions', rule }]);
    expect(await contents()).toEqual(before);
    expect(result).toMatchObject({
      ...{ salesCount: 2, touchedCount: 1, leftOutCount: 0 },
      before: { discountCents: 0, netCents: 8000, taxCents: 800, totalCents: 8800, marginCents: 5000 },
      after: { discountCents: 1000, netCents: 7000, taxCents: 700, totalCents: 7700, marginCents: 4000 },
      receipts: [{ saleId: first.id, receiptNumber: first.receiptNumber, beforeCents: 5500, afterCents: 4400 }],
    });
  });

  it('stands in the place of another, or is taken away; what was done by hand stays', async () => {
    const ten = await make('promotions', { offer: percentOff(100_000), couponCode: 'TEN' });
    const id = await product(1000);
    const discount = { kind: 'amount', amountCents: 50, reason: 'friend' };
    const override = { unitPriceCents: 700, reason: 'match' };
    const lines = [bottles(id, 1, { discount }), bottles(id, 2, { override }), bottles(id, 4)];
    const sold = await sell(lines, { coupons: ['TEN'], discount: { ...discount, amountCents: 100 } });
    const totalWith = async (tried: object) => (await replay([tried]))[0].result.after.totalCents;
    const { id: _, version: __, ...content } = ten;
    expect((await replay([{ kind: 'promotions', id: ten.id, rule: ten }]))[0].result).toMatchObject({
      touchedCount: 0,
      before: { totalCents: sold.totalCents },
      after: { totalCents: sold.totalCents },
    });
    expect(await totalWith({ kind: 'promotions', id: ten.id, rule: { ...content, offer: percentOff(200_000) } })).toBe(
      sold.totalCents - 500,
    );
    expect(await totalWith({ kind: 'promotions', id: ten.id })).toBe(sold.totalCents + 500);
    expect(await totalWith({ kind: 'minimums', rule: least(1000) })).toBe(7000);
  });

  it('is refused by its field where it can’t be made, is not there, or takes too many days', async () => {
    const refused = async (rules: object[], status = 400, more: object = {}) => {
      const body = { rules, from: today, to: today, ...more };
      return (await org.admin.post('/pricing/replay', body).expect(status)).body;
    };
    const rule = { name: 'Wine', selector: {}, offer: { kind: 'percent_off' } };
    expect((await refused([{ kind: 'promotions', rule }])).errors[0].path).toBe('rules.0.rule.offer.rateMillionths');
    expect((await refused([{ kind: 'taxes' }])).errors[0].path).toBe('rules.0.rule');
    const gone = { kind: 'taxes', id: '690551de4405d430b356d8b5' };
    expect(await refused([gone], 404)).toMatchObject({ code: 'tax_not_found', errors: [{ path: 'rules.0.id' }] });
    expect((await refused([{ kind: 'hours', rule: {} }])).errors[0].path).toBe('rules.0.kind');
    const fine = [{ kind: 'minimums', rule: least(5) }];
    expect((await refused(fine, 400, { from: '2026-01-01', to: '2026-04-01' })).errors[0].path).toBe('to');
    await replay(fine, { from: '2026-01-01', to: '2026-03-31' });
    await org.manager.post('/pricing/replay', { rules: fine, from: today, to: today }).expect(403);
  });

  it('gives limited offers no more than they have, as they were and as they are tried', async () => {
    const once = await make('promotions', { offer: percentOff(100_000), maxUses: 1 });
    const id = await product(1000);
    for (let count = 0; count < 3; count++) await sell([bottles(id)]);
    const budget = { name: 'Budget', selector: {}, offer: percentOff(500_000), budgetCents: 700 };
    const [{ result }] = await replay([{ kind: 'promotions', rule: budget }]);
    expect([result.before.discountCents, result.after.discountCents]).toEqual([100, 700]);
    const always = await make('promotions', { offer: percentOff(200_000), couponCode: 'LATER' });
    await sell([bottles(id)], { coupons: ['LATER'] });
    const { id: ___, ...later } = { ...always, maxUses: 1 };
    await org.admin.put(`/pricing/promotions/${always.id}`, later).expect(200);
    const least = {
      kind: 'minimums',
      rule: { name: 'M', selector: {}, minimum: { kind: 'per_unit', amountCents: 1 } },
    };
    expect((await replay([least]))[0].result.before.discountCents).toBe(300);
    const { id: _, version: __, ...content } = once;
    const twice = { kind: 'promotions', id: once.id, rule: { ...content, maxUses: 2 } };
    expect((await replay([twice]))[0].result.after.discountCents).toBe(400);
  });

  it('takes a rule as it can be made, without what has a default', async () => {
    await sell([bottles(await product(1000))]);
    const rule = { name: 'Tax', levy: { kind: 'percentage', rateMillionths: 100_000 } };
    expect((await replay([{ kind: 'taxes', rule }]))[0].result.after.taxCents).toBe(100);
  });

  it('goes on after it was ended half-way', async () => {
    const id = await product(1000);
    await sell([bottles(id)]);
    const rules = [{ kind: 'minimums', rule: least(5) }];
    const broken = org.admin.post('/pricing/replay', { rules, from: today, to: today });
    broken.on('response', () => broken.abort());
    await Promise.resolve(broken).catch(() => undefined);
    expect((await replay(rules))[0].result.salesCount).toBe(1);
  });
});
