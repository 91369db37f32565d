import { randomUUID } from 'node:crypto';
import { businessDate } from '@liquor-pos/domain/time/business-date';
import { onAnotherDay } from './support/clocks';
import { type Client, newProduct, type Organization, PASSWORD, TestServer } from './support/test-server';

const PIN = '4711';

let server: TestServer;
let org: Organization;
let registerId: string;
let storeId: string;
let productId: string;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  const { body } = await org.admin.get('/stores').expect(200);
  [storeId, registerId] = [body.items[0].id, body.items[0].registers[0].id];
  productId = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
  await org.manager.put('/users/me/pin', { password: PASSWORD, pin: PIN }).expect(200);
});
afterAll(() => server.stop());
// Whatever a test did, the books are right after it.
afterEach(async () => expect(await server.bookDifferences(org.id)).toEqual([]));

const settings = (changes: object) => org.admin.call('patch', `/stores/${storeId}`, changes).expect(200);
const newRegister = async () =>
  (await org.admin.post(`/stores/${storeId}/registers`, { name: randomUUID() }).expect(201)).body.registers.at(-1).id;
const openAt = async (register: string, cents = 15_000, client = org.cashier) =>
  (await client.post(`/registers/${register}/shifts`, { id: randomUUID(), openingCount: { cents } }).expect(201)).body;
const sellAt = async (register: string, tenders: object[] = [{ type: 'cash', amountCents: 713 }], more: object = {}) =>
  (
    await org.cashier
      .post('/sales', {
        id: randomUUID(),
        registerId: register,
        lines: [{ productId, packId: 'bottle', quantity: 1 }],
        tenders,
        ...more,
      })
      .expect(201)
  ).body;
const cashCounted = (cents: number) => [{ tender: 'cash', count: { cents } }];
const allow = async (permission: string, subject: string, by = org.manager) =>
  (await org.cashier.post('/approvals', { permission, subject, pin: PIN, approverId: by.user.id }).expect(201)).body;
const refusal = async (call: PromiseLike<{ status: number; body: { code: string } }>) => {
  const { status, body } = await call;
  return [status, body.code];
};

describe('a shift', () => {
  it('is opened with a count, takes sales and movements, and closes with what is there', async () => {
    const register = await newRegister();
    const id = randomUUID();
    const opening = { id, openingCount: { denominations: { 2000: 5, 500: 9, 25: 20 } } };
    const { body: opened } = await org.cashier.post(`/registers/${register}/shifts`, opening).expect(201);
    expect(opened).toMatchObject({
      id,
      status: 'open',
      number: 1,
      automatic: false,
      overdue: false,
      openingCents: 15_000,
      openingDifferenceCents: null,
      expected: [
        { tender: 'cash', cents: 15_000 },
        { tender: 'card', cents: 0 },
      ],
      openedBy: { id: org.cashier.user.id },
    });
    const { body: again } = await org.cashier.post(`/registers/${register}/shifts`, opening).expect(200);
    expect(again).toEqual(opened);

    const sold = await sellAt(register, [
      { type: 'card', amountCents: 500 },
      { type: 'cash', amountCents: 1000 },
    ]);
    expect(sold.shiftId).toBe(id);
    await sellAt(register);
    const drop = { id: randomUUID(), type: 'drop', amountCents: 10_000 };
    await org.cashier.post(`/shifts/${id}/movements`, drop).expect(201);
    await org.cashier.post(`/shifts/${id}/movements`, drop).expect(200);
    const payIn = { id: randomUUID(), type: 'pay_in', amountCents: 2500, reason: 'Coins from the bank' };
    const { body: moved } = await org.cashier.post(`/shifts/${id}/movements`, payIn).expect(201);
    expect(moved).toMatchObject({ ...payIn, by: { id: org.cashier.user.id }, approvedBy: null });

    const { body: x } = await org.cashier.get(`/shifts/${id}/x`).expect(200);
    expect(x).toMatchObject({
      sales: { count: 2, totalCents: 1426 },
      returns: { count: 0 },
      openingCents: 15_000,
      tenders: [
        { tender: 'cash', cents: 926 },
        { tender: 'card', cents: 500 },
      ],
      movements: [
        { type: 'drop', count: 1, amountCents: 10_000 },
        { type: 'pay_in', count: 1, amountCents: 2500 },
      ],
      expected: [
        { tender: 'cash', cents: 15_000 + 926 - 10_000 + 2500 },
        { tender: 'card', cents: 500 },
      ],
    });

    const close = {
      counted: [
        { tender: 'cash', count: { cents: 8426 - 310 } },
        { tender: 'card', count: { cents: 500 } },
      ],
      leftCents: 5000,
    };
    expect(await refusal(org.cashier.post(`/shifts/${id}/close`, close))).toEqual([422, 'reason_required']);
    const closing = { ...close, reason: 'Gave change for a twenty' };
    const { body: closed } = await org.cashier.post(`/shifts/${id}/close`, closing).expect(200);
    expect(closed).toMatchObject({
      status: 'closed',
      overShort: [
        { tender: 'cash', cents: -310 },
        { tender: 'card', cents: 0 },
      ],
      z: { number: 1, sales: { count: 2 }, leftCents: 5000, reason: 'Gave change for a twenty', addenda: [] },
    });
    expect((await org.cashier.post(`/shifts/${id}/close`, closing).expect(200)).body).toEqual(closed);
    expect(await refusal(org.cashier.post(`/shifts/${id}/close`, close))).toEqual([409, 'shift_closed']);
    expect(await refusal(org.cashier.post(`/shifts/${id}/movements`, { ...drop, id: randomUUID() }))).toEqual([
      409,
      'shift_closed',
    ]);
    // What was done once is answered again, whatever came after it.
    await org.cashier.post(`/shifts/${id}/movements`, drop).expect(200);
    expect((await org.manager.get(`/z-reports/${id}`).expect(200)).body).toEqual(closed.z);

    const next = await openAt(register, 4990);
    expect(next).toMatchObject({ number: 2, openingDifferenceCents: -10 });
    const { body: list } = await org.cashier.get(`/shifts?registerId=${register}`).expect(200);
    expect(list.items.map(({ number, status }: { number: number; status: string }) => [number, status])).toEqual([
      [2, 'open'],
      [1, 'closed'],
    ]);
  });

  it('is one at a register: a second names who has it, also where two open at once', async () => {
    const register = await newRegister();
    const attempts = await Promise.all(
      Array.from({ length: 8 }, () =>
        org.cashier.post(`/registers/${register}/shifts`, { id: randomUUID(), openingCount: { cents: 0 } }),
      ),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    const refused = attempts.find(({ status }) => status === 409)?.body;
    expect(refused).toMatchObject({ code: 'shift_open', shift: { openedBy: { id: org.cashier.user.id } } });
    const { body } = await org.cashier.get(`/shifts?registerId=${register}&status=open`).expect(200);
    expect(body.items).toMatchObject([{ id: refused.shift.id }]);
  });

  it('is wanted before the first sale where the store says so, and opens itself where it does not', async () => {
    const register = await newRegister();
    const sale = { id: randomUUID(), registerId: register, lines: [{ productId, packId: 'bottle', quantity: 1 }] };
    const paid = { ...sale, tenders: [{ type: 'cash', amountCents: 713 }] };
    await settings({ shifts: 'required' });
    try {
      expect(await refusal(org.cashier.post('/sales', paid))).toEqual([409, 'no_open_shift']);
      const shift = await openAt(register);
      expect((await org.cashier.post('/sales', paid).expect(201)).body.shiftId).toBe(shift.id);
    } finally {
      await settings({ shifts: 'automatic' });
    }
    const { shiftId } = await sellAt(await newRegister());
    const { body: automatic } = await org.cashier.get(`/shifts/${shiftId}`).expect(200);
    expect(automatic).toMatchObject({ automatic: true, number: 1, openingCents: 0, status: 'open' });
  });

  it('is counted blind where the store says so: nobody below a manager is told what should be there', async () => {
    await settings({ drawer: { blind: true, reasonOverCents: 100, approvalOverCents: 2000 } });
    try {
      const register = await newRegister();
      const { id, expected } = await openAt(register);
      expect(expected).toBeNull();
      expect(await refusal(org.cashier.get(`/shifts/${id}/x`))).toEqual([403, 'forbidden']);
      await org.manager.get(`/shifts/${id}/x`).expect(200);
      const { body: closed } = await org.cashier
        .post(`/shifts/${id}/close`, { counted: [...cashCounted(15_050), { tender: 'card', count: { cents: 0 } }] })
        .expect(200);
      expect([closed.overShort, closed.z, closed.expected]).toEqual([null, null, null]);
      const { body: seen } = await org.manager.get(`/shifts/${id}`).expect(200);
      expect(seen.overShort[0]).toEqual({ tender: 'cash', cents: 50 });
    } finally {
      await settings({ drawer: { blind: false, reasonOverCents: 100, approvalOverCents: 2000 } });
    }
  });

  it('keeps its day and its number, and a sale without a connection that comes late is an addendum', async () => {
    const register = await newRegister();
    const shift = await openAt(register);
    await sellAt(register);
    const { body: closed } = await org.cashier
      .post(`/shifts/${shift.id}/close`, { counted: cashCounted(15_713 + 713), reason: 'A sale is still to come in' })
      .expect(200);
    const next = await openAt(register, 16_426);
    const at = new Date(new Date(shift.openedAt).getTime() + 1).toISOString();
    const late = {
      id: randomUUID(),
      registerId: register,
      lines: [{ productId, packId: 'bottle', quantity: 1 }],
      tenders: [{ type: 'cash', amountCents: 713 }],
      at,
      offline: true,
    };
    const { body: sale } = await org.manager.post('/sales', late).expect(201);
    expect(sale.shiftId).toBe(shift.id);
    await org.manager.post('/sales', late).expect(200);
    const { body: z } = await org.manager.get(`/z-reports/${shift.id}`).expect(200);
    expect(z).toEqual({
      ...closed.z,
      addenda: [
        {
          number: 1,
          saleId: late.id,
          receiptNumber: sale.receiptNumber,
          at,
          enteredAt: expect.any(String),
          totalCents: 713,
          tenders: [{ tender: 'cash', cents: 713 }],
        },
      ],
    });
    const { body: unchanged } = await org.manager.get(`/shifts/${next.id}/x`).expect(200);
    expect(unchanged.sales.count).toBe(0);
  });

  it('that was left open is pointed out the next day, and closes on its own', async () => {
    const register = await newRegister();
    const { id, businessDate } = await openAt(register);
    await server
      .tenantDatabase(org.id)
      .collection<{ _id: string }>('shifts')
      .updateOne({ _id: id }, { $set: { businessDate: '2026-01-31' } });
    const { body } = await org.cashier.get(`/shifts?registerId=${register}&status=open`).expect(200);
    expect([businessDate > '2026-01-31', body.items[0].overdue]).toEqual([true, true]);
    const { body: closed } = await org.cashier
      .post(`/shifts/${id}/close`, { counted: cashCounted(15_000) })
      .expect(200);
    expect(closed).toMatchObject({ overdue: false, z: { businessDate: '2026-01-31' } });
  });

  it.each<[string, object, string]>([
    ['NaN', { cents: null }, 'openingCount.cents'],
    ['less than nothing', { cents: -1 }, 'openingCount.cents'],
    ['half a coin', { denominations: { 25: 1.5 } }, 'openingCount.denominations'],
    ['no coin', { denominations: { quarter: 2 } }, 'openingCount.denominations'],
    ['a text', { denominations: { 25: '2' } }, 'openingCount.denominations'],
    ['nothing', {}, 'openingCount'],
    ['both', { cents: 1, denominations: {} }, 'openingCount'],
  ])('refuses a count of %s, and names it', async (_, openingCount, path) => {
    const { body } = await org.cashier
      .post(`/registers/${registerId}/shifts`, { id: randomUUID(), openingCount })
      .expect(400);
    expect(body.errors[0].path).toBe(path);
  });

  it('wants each tender counted once, and cards where some were taken', async () => {
    const register = await newRegister();
    const { id } = await openAt(register, 0);
    await sellAt(register, [{ type: 'card', amountCents: 713 }]);
    const close = (counted: object[]) => org.cashier.post(`/shifts/${id}/close`, { counted });
    const card = { tender: 'card', count: { cents: 713 } };
    for (const counted of [[card], cashCounted(0), [...cashCounted(0), ...cashCounted(0), card]]) {
      expect(await refusal(close(counted))).toEqual([400, 'validation_failed']);
    }
    await close([...cashCounted(0), card]).expect(200);
  });

  it('that a sale opens begins with what the last close left, and a count that is off at the opening stands in the Z', async () => {
    const register = await newRegister();
    const first = await openAt(register, 20_000);
    await org.cashier
      .post(`/shifts/${first.id}/close`, { counted: cashCounted(20_000), leftCents: 15_000 })
      .expect(200);
    const { shiftId } = await sellAt(register);
    const { body: automatic } = await org.manager.get(`/shifts/${shiftId}`).expect(200);
    expect(automatic).toMatchObject({
      automatic: true,
      openingCents: 15_000,
      expected: [{ cents: 15_713 }, { cents: 0 }],
    });
    await org.manager.post(`/shifts/${shiftId}/close`, { counted: cashCounted(15_713) }).expect(200);
    const short = await openAt(register, 10_000);
    const { body: closed } = await org.manager
      .post(`/shifts/${short.id}/close`, { counted: cashCounted(10_000) })
      .expect(200);
    expect(closed.z).toMatchObject({ openingDifferenceCents: -5713, overShort: [{ cents: 0 }] });
  });

  it('tells nobody who counts blind by which sums it would close', async () => {
    await settings({ drawer: { blind: true, reasonOverCents: 100, approvalOverCents: 2000 } });
    try {
      const { id } = await openAt(await newRegister());
      const close = (cents: number, more: object = {}) =>
        org.cashier.post(`/shifts/${id}/close`, {
          ...{ counted: [...cashCounted(cents), { tender: 'card', count: { cents: 0 } }], ...more },
        });
      // Before any comparison: what is wrong with the request itself, and that each tender is counted.
      expect(await refusal(close(15_000, { leftCents: 20_000 }))).toEqual([400, 'validation_failed']);
      expect(await refusal(org.cashier.post(`/shifts/${id}/close`, { counted: cashCounted(15_000) }))).toEqual([
        400,
        'validation_failed',
      ]);
      for (const cents of [1000, 9000, 12_000]) expect((await close(cents, { reason: 'x' })).status).toBe(403);
      // Whoever tried three sums is believed the fourth by a manager's leave alone.
      expect(await refusal(close(15_000, { reason: 'x' }))).toEqual([403, 'approval_required']);
      await org.manager.post(`/shifts/${id}/close`, { counted: cashCounted(15_000) }).expect(200);
    } finally {
      await settings({ drawer: { blind: false, reasonOverCents: 100, approvalOverCents: 2000 } });
    }
  });

  it('belongs to whoever opened it: another cashier closes it neither here nor in another organization', async () => {
    const { id } = await openAt(await newRegister());
    const email = `${randomUUID()}@org.example`;
    await org.admin.post('/users', { email, name: 'Other', role: 'cashier', password: PASSWORD }).expect(201);
    const other = await server.login(email);
    expect(await refusal(other.post(`/shifts/${id}/close`, { counted: cashCounted(15_000) }))).toEqual([
      403,
      'forbidden',
    ]);
    await org.manager.post(`/shifts/${id}/close`, { counted: cashCounted(15_000) }).expect(200);
  });
});

describe('an approval', () => {
  it('lends one permission for one act at the till of who asks', async () => {
    const register = await newRegister();
    const { id } = await openAt(register);
    const payout = { id: randomUUID(), type: 'payout', amountCents: 4000, reason: 'Ice', vendorId: 'Ice Company' };
    const path = `/shifts/${id}/movements`;
    const { body: asked } = await org.cashier.post(path, payout).expect(403);
    expect(asked).toMatchObject({ code: 'approval_required', permission: 'drawer.payout' });
    const { approval, approvedBy } = await allow('drawer.payout', id);
    expect(approvedBy).toEqual({ id: org.manager.user.id, name: expect.any(String) });
    const { body: moved } = await org.cashier.post(path, { ...payout, approval }).expect(201);
    expect(moved.approvedBy).toEqual(approvedBy);
    // The same act again is the same act; another one is another.
    await org.cashier.post(path, { ...payout, approval }).expect(200);
    expect(await refusal(org.cashier.post(path, { ...payout, id: randomUUID(), approval }))).toEqual([
      409,
      'approval_used',
    ]);
    const log = await server.tenantDatabase(org.id).collection('audit_log').find({ subject: id }).toArray();
    expect(log.map(({ action, approvedBy: by }) => [action, by?.id])).toEqual([
      ['shift.open', undefined],
      ['approval.given', org.manager.user.id],
      ['approval.used', org.manager.user.id],
      ['drawer.payout', org.manager.user.id],
    ]);
    expect(JSON.stringify(log)).not.toContain(approval);
  });

  it('is good for what it was given for alone: this permission, this subject, this user, two minutes', async () => {
    const register = await newRegister();
    const { id } = await openAt(register);
    const path = `/shifts/${id}/movements`;
    const noSale = () => ({ id: randomUUID(), type: 'no_sale', amountCents: 0, reason: 'Change for a customer' });
    const refusedWith = async (approval: string, client: Client = org.cashier) =>
      refusal(client.post(path, { ...noSale(), approval }));
    const required = [403, 'approval_required'];
    expect(await refusedWith((await allow('drawer.payout', id)).approval)).toEqual(required);
    expect(await refusedWith((await allow('drawer.no_sale', randomUUID())).approval)).toEqual(required);
    expect(await refusedWith('made-up')).toEqual(required);
    const email = `${randomUUID()}@org.example`;
    await org.admin.post('/users', { email, name: 'Other', role: 'cashier', password: PASSWORD }).expect(201);
    const { approval } = await allow('drawer.no_sale', id);
    expect(await refusedWith(approval, await server.login(email))).toEqual(required);
    await server
      .tenantDatabase(org.id)
      .collection('audit_log')
      .updateMany({ action: 'approval.given', subject: id }, { $set: { 'after.expiresAt': new Date(Date.now() - 1) } });
    expect(await refusedWith(approval)).toEqual(required);
  });

  it('is used by one of many acts that are sent with it at once', async () => {
    const { id } = await openAt(await newRegister());
    const { approval } = await allow('drawer.no_sale', id);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        org.cashier.post(`/shifts/${id}/movements`, {
          ...{ id: randomUUID(), type: 'no_sale', amountCents: 0, reason: 'Change', approval },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(5).fill(409)]);
  });

  it('is refused for a wrong PIN, and after five of them for a while, also of who knows it', async () => {
    const email = `${randomUUID()}@org.example`;
    await org.admin.post('/users', { email, name: 'Guesser', role: 'cashier', password: PASSWORD }).expect(201);
    const guesser = await server.login(email);
    const ask = (pin: string) =>
      guesser.post('/approvals', { permission: 'sale.void', subject: 'x', pin, approverId: org.manager.user.id });
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, guess) => ask(`000${guess}`.slice(-4))));
    const codes = guesses.map(({ body }) => body.code).sort();
    expect(codes).toEqual([...Array(7).fill('too_many_attempts'), ...Array(5).fill('wrong_pin')]);
    const locked = await ask(PIN);
    expect([locked.status, Number(locked.headers['retry-after']) > 800]).toEqual([429, true]);
    // Who guesses locks out nobody else.
    await allow('sale.void', 'x');
  });

  it('is no way to guess: what one knows oneself forgives no try at another’s PIN', async () => {
    const email = `${randomUUID()}@org.example`;
    await org.admin.post('/users', { email, name: 'Guesser', role: 'cashier', password: PASSWORD }).expect(201);
    const guesser = await server.login(email);
    await guesser.put('/users/me/pin', { password: PASSWORD, pin: '8361' }).expect(200);
    const codes: string[] = [];
    for (let guess = 0; guess < 8; guess++) {
      const [approverId, pin] = guess % 2 ? [guesser.user.id, '8361'] : [org.manager.user.id, `90${guess}7`];
      const { body } = await guesser.post('/approvals', { permission: 'sale.void', subject: 'x', pin, approverId });
      codes.push(body.code);
      const own = await guesser.post('/clock', { id: randomUUID(), kind: guess % 2 ? 'out' : 'in', pin: '8361' });
      expect([201, 409, 429]).toContain(own.status);
    }
    expect(codes.filter((code) => code === 'wrong_pin').length).toBe(4);
    const approverId = org.manager.user.id;
    await guesser.post('/approvals', { permission: 'sale.void', subject: 'x', pin: '9017', approverId }).expect(403);
    const { body } = await guesser.post('/approvals', { permission: 'sale.void', subject: 'x', pin: PIN, approverId });
    expect(body.code).toBe('too_many_attempts');
    expect(body.detail).toMatch(/^Too many wrong PINs. Try again in 1[45] minutes\.$/);
  });

  it('ends with whoever gave it: disabled, or lowered to a cashier', async () => {
    const shift = await openAt(await newRegister());
    const email = `${randomUUID()}@org.example`;
    const { body: user } = await org.admin
      .post('/users', { email, name: 'Second', role: 'manager', password: PASSWORD })
      .expect(201);
    const second = await server.login(email);
    await second.put('/users/me/pin', { password: PASSWORD, pin: '5093' }).expect(200);
    for (const change of [{ role: 'cashier' }, { role: 'manager', active: false }]) {
      const asked = { permission: 'drawer.no_sale', subject: shift.id, pin: '5093', approverId: user.id };
      const { approval } = (await org.cashier.post('/approvals', asked).expect(201)).body;
      await org.admin.put(`/users/${user.id}`, change).expect(200);
      const movement = { id: randomUUID(), type: 'no_sale', amountCents: 0, reason: 'Change', approval };
      expect(await refusal(org.cashier.post(`/shifts/${shift.id}/movements`, movement))).toEqual([
        403,
        'approval_required',
      ]);
      await org.admin.put(`/users/${user.id}`, { role: 'manager', active: true }).expect(200);
    }
    await org.admin.delete(`/users/${user.id}`).expect(200);
  });

  it('comes from somebody who may do it alone, is active and has a PIN', async () => {
    await org.cashier.put('/users/me/pin', { password: PASSWORD, pin: '2580' }).expect(200);
    const of = (approverId: string, pin: string, permission = 'sale.void') =>
      refusal(org.cashier.post('/approvals', { permission, subject: 'x', pin, approverId }));
    expect(await of(org.cashier.user.id, '2580')).toEqual([403, 'approver_lacks_permission']);
    expect(await of(org.admin.user.id, PIN)).toEqual([403, 'wrong_pin']);
    expect(await of('690551de4405d430b356d8b5', PIN)).toEqual([404, 'user_not_found']);
    expect(await of(org.manager.user.id, PIN, 'rule.write')).toEqual([400, 'validation_failed']);
    const { body } = await org.cashier.get('/approvals/approvers?permission=sale.void').expect(200);
    expect(body.items).toEqual([{ id: org.manager.user.id, name: expect.any(String) }]);
  });

  it('needs a PIN that its owner set with the password, and that nobody tries first', async () => {
    const set = (password: string, pin: string) => refusal(org.admin.put('/users/me/pin', { password, pin }));
    expect(await set('not-the-password', '4712')).toEqual([403, 'wrong_password']);
    for (const pin of ['1234', '0000', '9876', '123', '12a4', '123456789']) {
      expect([pin, ...(await set(PASSWORD, pin))]).toEqual([pin, 400, 'validation_failed']);
    }
    const [user] = await server.tenantDatabase(org.id).collection('users').find({ role: 'manager' }).toArray();
    expect(user?.['pinHash']).toMatch(/^\$2b\$/);
  });

  it('voids a finished sale of the shift, gives a discount and another price, takes more empties, pays back otherwise', async () => {
    const register = await newRegister();
    const shift = await openAt(register);
    const sold = await sellAt(register, [{ type: 'card', amountCents: 713 }]);
    expect(await refusal(org.cashier.post(`/sales/${sold.id}/void`, {}))).toEqual([403, 'approval_required']);

    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], refund: 'cash', registerId: register };
    const returns = `/sales/${sold.id}/returns`;
    expect(await refusal(org.cashier.post(returns, back))).toEqual([403, 'approval_required']);
    const { approval } = await allow('return.other_tender', sold.id);
    const { body: returned } = await org.cashier.post(returns, { ...back, approval }).expect(201);
    expect(returned.approvals).toMatchObject([{ permission: 'return.other_tender', by: { id: org.manager.user.id } }]);

    const id = randomUUID();
    const reduced = {
      id,
      registerId: register,
      lines: [
        { productId, packId: 'bottle', quantity: 1, override: { unitPriceCents: 500, reason: 'Dented' } },
        {
          productId,
          packId: 'bottle',
          quantity: 1,
          discount: { kind: 'percent', rateMillionths: 100_000, reason: 'X' },
        },
      ],
      tenders: [{ type: 'cash', amountCents: 1142 }],
    };
    const { body: first } = await org.cashier.post('/sales', reduced).expect(403);
    expect(first).toMatchObject({ permission: 'sale.price_override', errors: [{ path: 'lines.0.override' }] });
    const price = (await allow('sale.price_override', id)).approval;
    const { body: second } = await org.cashier.post('/sales', { ...reduced, approval: price }).expect(403);
    expect(second).toMatchObject({ permission: 'sale.discount' });
    const both = `${price} ${(await allow('sale.discount', id)).approval}`;
    const { body: cheap } = await org.cashier.post('/sales', { ...reduced, approval: both }).expect(201);
    expect([cheap.totalCents, cheap.approvals.length]).toEqual([1142, 2]);
    await org.cashier.post('/sales', { ...reduced, approval: both }).expect(200);

    const voiding = { reason: 'Rung up twice', approval: (await allow('sale.void', id)).approval };
    const { body: voided } = await org.cashier.post(`/sales/${id}/void`, voiding).expect(200);
    expect(voided).toMatchObject({ status: 'voided', voided: { reason: 'Rung up twice' } });
    const log = await server.tenantDatabase(org.id).collection('audit_log').find({ subject: id }).toArray();
    const done = log.filter(({ action }) => action.startsWith('sale.'));
    expect(done.map(({ action, approvedBy }) => [action, approvedBy.id])).toEqual([
      ['sale.price_override', org.manager.user.id],
      ['sale.discount', org.manager.user.id],
      ['sale.void', org.manager.user.id],
    ]);

    // Of a shift that was counted, an approval voids nothing.
    const earlier = await sellAt(register);
    await org.manager
      .post(`/shifts/${shift.id}/close`, {
        counted: [...cashCounted(15_000), { tender: 'card', count: { cents: 713 } }],
      })
      .expect(200);
    const tooLate = { approval: (await allow('sale.void', earlier.id)).approval };
    expect(await refusal(org.cashier.post(`/sales/${earlier.id}/void`, tooLate))).toEqual([409, 'shift_closed']);
  });

  it('closes a drawer that is further off than a cashier may close it', async () => {
    const { id } = await openAt(await newRegister());
    const close = { counted: cashCounted(12_000), reason: 'No idea' };
    const { body } = await org.cashier.post(`/shifts/${id}/close`, close).expect(403);
    expect(body).toMatchObject({ code: 'approval_required', permission: 'drawer.close_over_limit' });
    const { approval } = await allow('drawer.close_over_limit', id);
    const { body: closed } = await org.cashier.post(`/shifts/${id}/close`, { ...close, approval }).expect(200);
    expect(closed.z).toMatchObject({ approvedBy: { id: org.manager.user.id }, overShort: [{ cents: -3000 }] });
    const tries = await server
      .tenantDatabase(org.id)
      .collection('audit_log')
      .find({ subject: id, action: 'shift.count_refused' })
      .toArray();
    expect(tries).toMatchObject([{ after: { counted: [{ tender: 'cash', cents: 12_000 }] } }]);
  });
});

describe('the time clock', () => {
  it('is told by PIN who comes and goes, once each, and adds up what was worked', async () => {
    const other = await server.openOrganization();
    await other.cashier.put('/users/me/pin', { password: PASSWORD, pin: '2580' }).expect(200);
    const clock = (kind: string, more: object = {}) => ({ id: randomUUID(), kind, pin: '2580', ...more });
    expect(await refusal(other.cashier.post('/clock', clock('in', { pin: '0852' })))).toEqual([403, 'wrong_pin']);
    expect(await refusal(other.cashier.post('/clock', clock('out')))).toEqual([409, 'clocked_out']);
    const came = clock('in');
    const { body } = await other.cashier.post('/clock', came).expect(201);
    expect(body).toMatchObject({ id: came.id, kind: 'in', userId: other.cashier.user.id });
    expect((await other.cashier.post('/clock', came).expect(200)).body).toEqual(body);
    const again = await Promise.all([1, 2, 3].map(() => refusal(other.cashier.post('/clock', clock('in')))));
    expect(again).toEqual(Array(3).fill([409, 'clocked_in']));
    // At somebody else's till, with one's own PIN.
    const { body: went } = await other.manager
      .post('/clock', clock('out', { userId: other.cashier.user.id }))
      .expect(201);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date());
    const { body: hours } = await other.manager.get(`/reports/hours?from=${today}&to=${today}`).expect(200);
    expect(hours.people).toEqual([
      {
        userId: other.cashier.user.id,
        name: expect.any(String),
        minutes: 0,
        worked: [{ in: body.at, out: went.at, minutes: 0, forgotten: false }],
      },
    ]);
    await other.cashier.get(`/reports/hours?from=${today}&to=${today}`).expect(403);
    const { body: guesses } = await other.admin.get('/audit?action=clock.wrong_pin').expect(200);
    expect(guesses.items).toMatchObject([{ subject: other.cashier.user.id, actor: { id: other.cashier.user.id } }]);
  });
});

describe('who stands at the till', () => {
  it('changes by a PIN, with a session of one’s own; the one before ends', async () => {
    const other = await server.openOrganization();
    await other.cashier.put('/users/me/pin', { password: PASSWORD, pin: '2580' }).expect(200);
    await other.manager.put('/users/me/pin', { password: PASSWORD, pin: '4711' }).expect(200);
    await other.admin.put('/users/me/pin', { password: PASSWORD, pin: '1597' }).expect(200);
    const at = await server.login(other.manager.user.email);
    const { body: people } = await at.get('/auth/pin-users').expect(200);
    expect(people.items.map(({ id }: { id: string }) => id).sort()).toEqual(
      [other.cashier.user.id, other.manager.user.id].sort(),
    );
    const switched = (client: Client, userId: string, pin: string) => client.post('/auth/switch', { userId, pin });
    expect(await refusal(switched(at, other.cashier.user.id, '0852'))).toEqual([403, 'wrong_pin']);
    const { body: guesses } = await other.admin.get('/audit?action=session.wrong_pin').expect(200);
    expect(guesses.items).toMatchObject([{ subject: other.cashier.user.id, actor: { id: other.manager.user.id } }]);
    // Whoever changes settings signs in with a password, and nobody comes from another organization.
    expect(await refusal(switched(at, other.admin.user.id, '1597'))).toEqual([404, 'user_not_found']);
    expect(await refusal(switched(at, org.manager.user.id, PIN))).toEqual([404, 'user_not_found']);
    const { body, headers } = await switched(at, other.cashier.user.id, '2580').expect(200);
    expect(body).toMatchObject({
      user: { id: other.cashier.user.id, role: 'cashier' },
      organization: { id: other.id },
    });
    expect(String(headers['set-cookie'])).toContain('refresh_token=');
    expect((await at.get('/auth/me')).status).toBe(401);
    const now = await server.anyone('get', '/auth/me').set('authorization', `Bearer ${body.token}`).expect(200);
    expect(now.body.user.id).toBe(other.cashier.user.id);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    await server.anyone('post', '/auth/refresh').set('cookie', cookie).expect(200);
    const { body: log } = await other.manager.get('/audit?action=session.switch').expect(200);
    expect(log.items).toMatchObject([{ actor: { id: other.cashier.user.id } }]);
  });
});

describe('the exceptions of a cashier', () => {
  it('are what the cashier did, beside everybody’s', async () => {
    const other = await server.openOrganization();
    const { body: stores } = await other.admin.get('/stores').expect(200);
    const [{ id: register }] = stores.items[0].registers;
    const { body: product } = await other.manager.post('/products', newProduct()).expect(201);
    const line = { productId: product.id, packId: 'bottle', quantity: 1 };
    const sell = async (by: Client, more: object = {}, paid = 713) => {
      const sale = { id: randomUUID(), lines: [{ ...line, ...more }], tenders: [{ type: 'cash', amountCents: paid }] };
      await by.post('/sales', sale).expect(201);
      return sale.id;
    };
    const returned = await sell(other.cashier);
    await other.cashier
      .post(`/sales/${returned}/returns`, { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] })
      .expect(201);
    const voided = await sell(other.cashier);
    await other.manager.post(`/sales/${voided}/void`, {}).expect(200);
    await sell(other.manager, { override: { unitPriceCents: 500, reason: 'Dented' } }, 500);
    await sell(other.manager, { discount: { kind: 'amount', amountCents: 13, reason: 'Kind' } }, 700);
    const cleared = { id: randomUUID(), saleId: randomUUID(), registerId: register, lines: [line], totalCents: 713 };
    await other.cashier.post('/sales/cleared', cleared).expect(200);
    const { body: shifts } = await other.cashier.get('/shifts?status=open').expect(200);
    const [shift] = shifts.items;
    const opened = { id: randomUUID(), type: 'no_sale', amountCents: 0, reason: 'Change' };
    await other.manager.post(`/shifts/${shift.id}/movements`, opened).expect(201);
    const counted = [{ tender: 'cash', count: { cents: 1200 - 310 } }];
    await other.manager.post(`/shifts/${shift.id}/close`, { counted, reason: 'Unknown' }).expect(200);

    const today = shift.businessDate;
    const { body } = await other.manager.get(`/reports/exceptions?from=${today}&to=${today}`).expect(200);
    const of = (client: Client) =>
      body.cashiers.find(({ cashierId }: { cashierId: string }) => cashierId === client.user.id);
    expect(of(other.cashier)).toMatchObject({
      ...{ salesCount: 2, returnsCount: 1, returnsCents: 713, voidsCount: 0, overridesCount: 0 },
      ...{ clearedCount: 1, clearedCents: 713, noSalesCount: 0, shortCents: 0 },
    });
    expect(of(other.manager)).toMatchObject({
      ...{ salesCount: 2, voidsCount: 1, voidsCents: 713, overridesCount: 1, overridesCents: 213 },
      ...{ discountsCount: 1, discountsCents: 13, noSalesCount: 1, closesCount: 1, shortCents: 310, overCents: 0 },
    });
    expect(body.totals).toMatchObject({ salesCount: 4, returnsCount: 1, voidsCount: 1, shortCents: 310 });
    await other.cashier.get(`/reports/exceptions?from=${today}&to=${today}`).expect(403);
  });

  it('are of the business day of the store they were in, all of them', async () => {
    const other = await server.openOrganization();
    const { body: store } = await other.admin.post('/stores', { name: 'Far', timezone: onAnotherDay() }).expect(201);
    const registerId = store.registers[0].id;
    const { body: product } = await other.manager.post('/products', newProduct()).expect(201);
    const lines = [{ productId: product.id, packId: 'bottle', quantity: 1 }];
    const tenders = [{ type: 'cash', amountCents: 713 }];
    await other.cashier.post('/sales', { id: randomUUID(), registerId, lines, tenders }).expect(201);
    const cleared = { id: randomUUID(), saleId: randomUUID(), registerId, lines, totalCents: 713 };
    await other.cashier.post('/sales/cleared', cleared).expect(200);
    const { body: shifts } = await other.cashier.get('/shifts?status=open').expect(200);
    const [shift] = shifts.items;
    const opened = { id: randomUUID(), type: 'no_sale', amountCents: 0, reason: 'Change' };
    await other.manager.post(`/shifts/${shift.id}/movements`, opened).expect(201);
    const counted = [{ tender: 'cash', count: { cents: 713 } }];
    await other.manager.post(`/shifts/${shift.id}/close`, { counted }).expect(200);
    const on = async (day: string) =>
      (await other.manager.get(`/reports/exceptions?from=${day}&to=${day}`).expect(200)).body.totals;
    const all = { salesCount: 1, clearedCount: 1, noSalesCount: 1, closesCount: 1 };
    expect(await on(shift.businessDate)).toMatchObject(all);
    const inChicago = businessDate(new Date(), 'America/Chicago', 0);
    expect(await on(inChicago)).toMatchObject({ salesCount: 0, clearedCount: 0, noSalesCount: 0, closesCount: 0 });
  });
});
