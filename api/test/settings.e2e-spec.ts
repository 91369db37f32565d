import { randomUUID } from 'node:crypto';
import { newProduct, type Organization, TestServer } from './support/test-server';
import { webp } from './support/webp';

let server: TestServer;
let org: Organization;
let product: { id: string };
let store: { id: string; registers: { id: string; name: string; closed: boolean }[] };

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Settings');
  product = (await org.manager.post('/products', newProduct()).expect(201)).body;
  store = (await org.admin.get('/stores').expect(200)).body.items[0];
});
afterAll(() => server.stop());

const updateRegister = (id: string, body: object) => org.admin.call('patch', `/registers/${id}`, body);
const update = (body: object) => org.admin.call('patch', '/organization', body);
const sellAt = (registerId: string | undefined) =>
  org.cashier.post('/sales', {
    id: randomUUID(),
    ...(registerId && { registerId }),
    lines: [{ productId: product.id, packId: 'bottle', quantity: 1 }],
    tenders: [{ type: 'cash', amountCents: 713 }],
  });

/** Counts out the drawer of a register, where one is open. */
async function countOut(registerId: string): Promise<void> {
  const { items } = (await org.manager.get('/shifts?status=open&limit=100').expect(200)).body;
  const open = items.find((shift: { registerId: string }) => shift.registerId === registerId);
  if (!open) return;
  const counted = open.expected.map(({ tender, cents }: { tender: string; cents: number }) => ({
    tender,
    count: { cents },
  }));
  await org.manager.post(`/shifts/${open.id}/close`, { counted }).expect(200);
}

describe('an organization', () => {
  it('is renamed by its admin, in its own database and in main', async () => {
    expect((await update({ name: 'Corner & Sons' }).expect(200)).body).toMatchObject({ name: 'Corner & Sons' });
    const { body: me } = await org.cashier.get('/auth/me').expect(200);
    expect(me.organization.name).toBe('Corner & Sons');
    const inMain = await server.database('NewLiqourPOS').collection('organizations').findOne({ name: 'Corner & Sons' });
    expect(inMain?._id.toString()).toBe(org.id);
    await org.manager.call('patch', '/organization', { name: 'Mine' }).expect(403);
  });

  it('has another currency until it has sold, and not after', async () => {
    expect((await update({ currency: 'CAD' }).expect(200)).body.currency).toBe('CAD');
    await update({ currency: 'USD' }).expect(200);
    await sellAt(undefined).expect(201);
    expect((await update({ currency: 'CAD' }).expect(409)).body).toMatchObject({
      code: 'currency_in_use',
      errors: [{ path: 'currency' }],
    });
    await update({ currency: 'USD', name: 'Settings' }).expect(200);
    await update({ currency: 'Dollars' }).expect(400);
  });

  it('has a logo for its receipts, which its admin sets, anybody’s till shows, and no other organization sees', async () => {
    const set = (picture: Buffer) => org.admin.put('/organization/logo', { webp: picture.toString('base64') });
    expect((await org.cashier.get('/organization/logo').expect(200)).body).toEqual({ logo: null });
    await org.cashier.get('/organization/logo/picture').expect(404);
    await org.manager.put('/organization/logo', { webp: webp(100).toString('base64') }).expect(403);
    expect((await set(Buffer.from('GIF89a')).expect(400)).body.errors).toMatchObject([{ path: 'webp' }]);
    // Whoever sets it at the same time: one of them stands, whole.
    await Promise.all([set(webp(500, 3)).expect(200), set(webp(600, 4)).expect(200)]);
    const { logo } = (await set(webp(700)).expect(200)).body;
    expect((await org.cashier.get('/organization/logo').expect(200)).body).toEqual({ logo });
    const given = await org.cashier.get(`/organization/logo/picture?hash=${logo}`).expect(200);
    expect(given.headers['cache-control']).toContain('immutable');
    expect(Buffer.compare(given.body, webp(700))).toBe(0);
    const other = await server.openOrganization('Another');
    await other.cashier.get('/organization/logo/picture').expect(404);
    await org.admin.delete('/organization/logo').expect(200);
    expect((await org.cashier.get('/organization/logo').expect(200)).body).toEqual({ logo: null });
    await org.cashier.get('/organization/logo/picture').expect(404);
  });
});

describe('a register', () => {
  it('is renamed, closed and opened again; closed it sells nothing, and what it sold can still be undone', async () => {
    const first = store.registers[0]?.id ?? '';
    expect((await updateRegister(first, { closed: true }).expect(409)).body.code).toBe('last_register');
    const { body: added } = await org.admin.post(`/stores/${store.id}/registers`, { name: 'Door' }).expect(201);
    const door = added.registers.at(-1).id;
    const { body: renamed } = await updateRegister(door, { name: 'Drive-through' }).expect(200);
    expect(renamed.registers.at(-1)).toEqual({ id: door, number: 2, name: 'Drive-through', closed: false });

    const { body: sale } = await sellAt(first).expect(201);
    // Its till would be gone, and nobody could count what lies in its drawer.
    expect((await updateRegister(first, { closed: true }).expect(409)).body.code).toBe('shift_open');
    await countOut(first);
    const { body: closed } = await updateRegister(first, { closed: true }).expect(200);
    expect(closed.registers[0].closed).toBe(true);
    expect((await sellAt(first).expect(409)).body).toMatchObject({
      code: 'register_closed',
      errors: [{ path: 'registerId' }],
    });
    // Who names no register sells at the first that is open.
    expect((await sellAt(undefined).expect(201)).body.receiptNumber).toMatch(/^1-2-/);
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], registerId: door };
    await org.manager.post(`/sales/${sale.id}/returns`, back).expect(201);
    await updateRegister(first, { closed: false }).expect(200);
    await sellAt(first).expect(201);
  });

  it('is the last of a store that closes, which sells nothing until one opens again; the others sell on', async () => {
    const { body: other } = await org.admin.post('/stores', { name: 'East', timezone: 'America/Chicago' }).expect(201);
    const [only] = other.registers;
    await sellAt(only.id).expect(201);
    await countOut(only.id);
    const { body: closed } = await updateRegister(only.id, { closed: true }).expect(200);
    expect(closed.registers.every((register: { closed: boolean }) => register.closed)).toBe(true);
    expect((await sellAt(only.id).expect(409)).body.code).toBe('register_closed');
    await sellAt(undefined).expect(201);
    await updateRegister(only.id, { closed: false }).expect(200);
    await sellAt(only.id).expect(201);
  });

  it('is left to an organization, whoever closes its last two at once, of whichever stores; and sells for who names none', async () => {
    const stores = (await org.admin.get('/stores').expect(200)).body.items as (typeof store)[];
    const open = stores.flatMap(({ registers }) => registers.filter(({ closed }) => !closed).map(({ id }) => id));
    await Promise.all(open.map(countOut));
    const lastTwo = [open[0] ?? '', open.at(-1) ?? ''];
    for (const id of open.filter((one) => !lastTwo.includes(one)))
      await updateRegister(id, { closed: true }).expect(200);
    const answers = await Promise.all(lastTwo.map((id) => updateRegister(id, { closed: true })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await sellAt(undefined).expect(201);
    for (const id of open) await updateRegister(id, { closed: false }).expect(200);
  });
});
