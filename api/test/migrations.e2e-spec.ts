import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { byTender } from '@liquor-pos/domain/tenders/tender-types';
import { type Db, type Document, ObjectId } from 'mongodb';
import { TenantMigrations } from '../src/tenancy/tenant-migrations';
import { newProduct, type Organization, PASSWORD, TestServer } from './support/test-server';

const POS = join(__dirname, '..', 'dist', 'commands', 'pos.js');
/** Each is a database of a hundred files: two hundred of them take minutes, and are asked for by who has those. */
const TENANTS = Number(process.env['MIGRATION_TENANTS'] ?? 32);
const KILLED_AFTER = Math.floor(TENANTS / 8);

let server: TestServer;
let newest: number;

beforeAll(async () => {
  server = await TestServer.start();
  newest = server.app.get(TenantMigrations).newest;
});
afterAll(() => server.stop());

const migrate = (args: string[] = [], onLine?: OnLine) => run(['migrate', ...args], onLine);

type OnLine = (line: string, kill: () => void) => void;

/** A command in a process of its own; `onLine` may kill it. */
async function run(args: string[], onLine: OnLine = () => undefined) {
  const env = { ...process.env, MONGODB_URI: server.environment.mongodbUri, DATA_DIR: server.environment.dataDir };
  const command = spawn(process.execPath, [POS, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const exited = once(command, 'exit') as Promise<[number | null, string | null]>;
  for await (const line of createInterface({ input: command.stdout })) {
    lines.push(line);
    onLine(line, () => command.kill('SIGKILL'));
  }
  const [code, signal] = await exited;
  return { lines, code, signal };
}

const COLLECTIONS = [
  'organization',
  'stores',
  'registers',
  'products',
  'sales',
  'shifts',
  'pricing_rules',
  'stored_value',
  'stock_counts',
];

async function snapshot(organizationId: string): Promise<Record<string, Document[]>> {
  const database = server.tenantDatabase(organizationId);
  const documents = COLLECTIONS.map(async (name) => [
    name,
    await database.collection(name).find().sort({ _id: 1 }).toArray(),
  ]);
  return Object.fromEntries(await Promise.all(documents));
}

/** Puts an organization's documents into the shape that versions before the numbering wrote. */
async function makeOld(organizationId: string): Promise<void> {
  const database = server.tenantDatabase(organizationId);
  const without = (collection: string, ...fields: string[]) =>
    database.collection(collection).updateMany({}, { $unset: Object.fromEntries(fields.map((field) => [field, ''])) });
  await without('organization', 'schemaVersion', 'rulesVersion', 'adminChanges', 'logo', 'reportMails');
  await without('stores', 'taxRounding', 'cashRounding', 'returns', 'limits', 'quickKeys', 'receipt');
  await without('registers', 'empties');
  await without('products', 'tags', 'containerClass', 'searchWords', 'ebtEligible');
  await makeRulesOld(database);
  await makeOpeningStocksOld(database);
  await without('stored_value', 'account');
  await without('sales', 'accountPayments', 'totals.accountPaymentCents', 'tenderShares.$[].accountPaymentCents');
  await without('sales', 'giftCards', 'totals.giftCardCents', 'tenderShares.$[].giftCardCents');
  await without('sales', 'empties', 'roundingCents', 'rulesVersion', 'customer', 'reason', 'cashRounding');
  await database.collection('sales').updateMany({ returnOf: null }, { $unset: { returnOf: '' } });
  await database.collection('sales').updateMany({}, [
    {
      $set: {
        lines: {
          $map: {
            input: '$lines',
            as: 'line',
            in: {
              $arrayToObject: {
                $filter: {
                  input: { $objectToArray: '$$line' },
                  as: 'field',
                  cond: {
                    $not: {
                      $in: [
                        '$$field.k',
                        [
                          ...['includedTaxCents', 'discounts', 'deposits', 'taxes', 'brand', 'vendor', 'volumeMl'],
                          'ebtCents',
                        ],
                      ],
                    },
                  },
                },
              },
            },
          },
        },
        cashReturns: {
          exactCents: { $multiply: [-1, '$refunded.cashExactCents'] },
          paidCents: { $multiply: [-1, '$refunded.cashPaidCents'] },
        },
      },
    },
    { $unset: 'refunded' },
  ]);
  await database
    .collection('shifts')
    .updateMany({}, [
      { $set: { 'totals.cashCents': '$totals.tenders.cash', 'totals.cardCents': '$totals.tenders.card' } },
      { $unset: 'totals.tenders' },
    ]);
  await database.collection('sales').updateMany({}, { $unset: { counted: '' } });
  await database.collection('sales').updateMany({ kind: 'void' }, { $set: { requestHash: 'of its sale' } });
  await makeShiftsOld(database);
  await database.collection('migrations').deleteMany({});
}

/** What the file had said was known to the key alone. */
async function makeOpeningStocksOld(database: Db): Promise<void> {
  const keys = database.collection<{ _id: string; answer: { id: string } }>('idempotency_keys');
  for (const { _id, figures } of await database
    .collection('stock_counts')
    .find({ figures: { $ne: null } })
    .toArray()) {
    await keys.deleteMany({ _id: /^opening-stock:/ });
    await keys.insertOne({ _id: `opening-stock:default:${figures}`, answer: { id: String(_id) } });
  }
  await database.collection('stock_counts').updateMany({}, { $unset: { figures: '' } });
}

/** Rules said less: no packs, no groups, no fees. */
async function makeRulesOld(database: Db): Promise<void> {
  const younger: Record<string, string[]> = {
    promotions: [
      ...['chained', 'order', 'perPack', 'identical', 'maxDiscountCents', 'couponCode'],
      ...['reimbursed', 'paidWith', 'maxUses', 'maxUsesPerCustomer', 'budgetCents'],
    ],
    taxes: ['selector', 'group', 'rounding', 'fee', 'onFees'],
    deposits: ['per', 'group'],
  };
  for (const [kind, fields] of Object.entries(younger)) {
    const gone = Object.fromEntries(fields.map((field) => [`content.${field}`, '']));
    await database.collection('pricing_rules').updateMany({ kind }, { $unset: gone });
  }
  await database
    .collection('pricing_rules')
    .updateMany({ 'content.offer.kind': 'tiers' }, { $unset: { 'content.offer.tiers.$[].amountCents': '' } });
}

/** A shift had an id of this program's own, and nothing but its totals. */
async function makeShiftsOld(database: Db): Promise<void> {
  const shifts = database.collection<Document>('shifts');
  for (const shift of await shifts.find().toArray()) {
    const { _id, storeId, registerId, openedAt, openedBy, closedAt, totals } = shift;
    await shifts.deleteOne({ _id });
    const { movedCents: _, ...oldTotals } = totals;
    await shifts.insertOne({
      _id: new ObjectId(String(_id)),
      ...{ storeId, registerId, openedAt, openedBy, closedAt, totals: oldTotals },
    });
  }
  await database
    .collection('sales')
    .updateMany({}, [{ $set: { shiftId: { $toObjectId: '$shiftId' } } }, { $unset: 'approvals' }]);
  await database
    .collection('stores')
    .updateMany({}, { $unset: { shifts: '', drawer: '', lockAfterMinutes: '', cashierDiscountMillionths: '' } });
  await database.collection('registers').updateMany({}, { $unset: { latestShiftId: '' } });
  await database.collection('users').updateMany({}, { $unset: { pinHash: '', pinTries: '', clockedInAt: '' } });
}

/** Sales of every kind: as they are, returned in part, and voided. */
async function trade({ manager, cashier }: Organization): Promise<string> {
  const { body: product } = await manager
    .post('/products', newProduct({ brand: 'Old Barn', vendor: 'Barn & Sons', volumeMl: 750 }))
    .expect(201);
  const sell = async () => {
    const id = randomUUID();
    const lines = [{ productId: product.id, packId: 'bottle', quantity: 2 }];
    await cashier.post('/sales', { id, lines, tenders: [{ type: 'cash', amountCents: 1500 }] }).expect(201);
    return id;
  };
  const [, returned, voided] = [await sell(), await sell(), await sell()];
  await manager.post('/inventory/counts', { name: 'Shelf' }).expect(201);
  const opening = ['sku,name,price,pack,stock', `${product.sku},Barn,7.13,Bottle,24`].join('\n');
  await manager
    .call('post', '/inventory/counts/opening-stock')
    .set('content-type', 'text/csv')
    .send(opening)
    .expect(200);
  await cashier.post(`/sales/${returned}/returns`, { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] }).expect(201);
  await manager.post(`/sales/${voided}/void`, {}).expect(200);
  return voided;
}

describe('a tenant of an older shape', () => {
  it('is refused until it is migrated, and then is as if this version had written it', async () => {
    const org = await server.openOrganization('Old');
    const untouched = await server.openOrganization('New');
    const voided = await trade(org);
    await org.admin.post('/pricing/presets', { preset: 'us-ia' }).expect(201);
    const tiers = { kind: 'tiers', tiers: [{ from: 6, rateMillionths: 100_000 }] };
    await org.admin.post('/pricing/promotions', { name: 'Six', selector: {}, offer: tiers }).expect(201);
    // The preset's group is younger than the migration's rules: those stand alone.
    await server
      .tenantDatabase(org.id)
      .collection('pricing_rules')
      .updateMany({ kind: 'taxes' }, { $set: { 'content.group': null } });
    await server
      .tenantDatabase(org.id)
      .collection('organization')
      .updateOne({}, { $set: { rulesVersion: 0 } });
    const before = await snapshot(org.id);
    await makeOld(org.id);
    const old = await snapshot(org.id);

    // Another process, which does not know the tenant yet.
    const another = await server.startAnother();
    const refused = await another.anyone('get', '/products').set('authorization', `Bearer ${org.cashier.token}`);
    expect([refused.status, refused.body.code]).toEqual([503, 'migration_pending']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const credentials = { email: org.cashier.user.email, password: PASSWORD };
    expect((await another.anyone('post', '/auth/login').send(credentials)).body.code).toBe('migration_pending');
    await another.anyone('get', '/products').set('authorization', `Bearer ${untouched.cashier.token}`).expect(200);

    const dry = await migrate(['--dry-run']);
    expect([dry.code, dry.lines.filter((line) => line.startsWith(`${org.id}  needs`)).length]).toEqual([0, newest]);
    expect(await snapshot(org.id)).toEqual(old);

    expect((await migrate(['--only', untouched.id])).lines.at(-1)).toContain('0 migrated, 1 up to date');
    expect(await snapshot(org.id)).toEqual(old);

    const done = await migrate();
    expect([done.code, done.lines.at(-1)]).toEqual([0, 'migrate: 1 migrated, 1 up to date, 0 broken']);
    expect(await snapshot(org.id)).toEqual(before);
    const records = await server.tenantDatabase(org.id).collection<{ _id: number }>('migrations').find().toArray();
    expect(records.map(({ _id }) => _id)).toEqual(Array.from({ length: newest }, (_, index) => index + 1));

    await another.anyone('get', '/products').set('authorization', `Bearer ${org.cashier.token}`).expect(200);
    const again = another.anyone('post', `/sales/${voided}/void`).set('authorization', `Bearer ${org.manager.token}`);
    expect((await again.send({})).status).toBe(200);
    await another.stop();
    expect(await server.bookDifferences(org.id)).toEqual([]);
  });

  it('knows what of a sale went back to a card, which its returns alone tell', async () => {
    const org = await server.openOrganization('Cards');
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const id = randomUUID();
    const lines = [{ productId: product.id, packId: 'bottle', quantity: 3 }];
    await org.cashier.post('/sales', { id, lines, tenders: [{ type: 'card', amountCents: 2139 }] }).expect(201);
    const giveBack = (quantity: number) =>
      org.cashier.post(`/sales/${id}/returns`, { id: randomUUID(), lines: [{ line: 0, quantity }] });
    await giveBack(1).expect(201);
    const before = await snapshot(org.id);
    await makeOld(org.id);
    await server
      .tenantDatabase(org.id)
      .collection('sales')
      .updateMany({}, { $unset: { cashReturns: '' } });
    expect((await migrate(['--only', org.id])).code).toBe(0);
    expect(await snapshot(org.id)).toEqual(before);
    await giveBack(2).expect(201);
    expect(await server.bookDifferences(org.id)).toEqual([]);
  });

  it('newer than the program is refused too', async () => {
    const org = await server.openOrganization('Newer');
    await server
      .tenantDatabase(org.id)
      .collection('organization')
      .updateOne({}, { $set: { schemaVersion: newest + 1 } });
    const another = await server.startAnother();
    const { status, body } = await another
      .anyone('get', '/products')
      .set('authorization', `Bearer ${org.cashier.token}`);
    expect([status, body.code]).toEqual([503, 'migration_pending']);
    await another.stop();

    const migrated = await migrate();
    expect(migrated.code).toBe(1);
    expect(migrated.lines.filter((line) => line.includes('BROKEN'))).toEqual([expect.stringContaining(org.id)]);
    const verified = await run(['verify', 'books']);
    expect(verified.code).toBe(1);
    expect(verified.lines).toContainEqual(expect.stringContaining(`Newer (${org.id}) could not be verified`));
    expect(verified.lines.at(-1)).toMatch(/0 differences, 1 could not be verified/);
  });
});

describe('very many tenants', () => {
  it('are migrated by a command that may be killed and goes on; one that is broken is named and stops none', async () => {
    const ids = Array.from({ length: TENANTS }, () => new ObjectId());
    const at = new Date();
    await server.database('NewLiqourPOS').collection('organizations').deleteMany({});
    await server
      .database('NewLiqourPOS')
      .collection('organizations')
      .insertMany(
        ids.map((_id, index) => ({
          _id,
          name: `Tenant ${index}`,
          timezone: 'America/Chicago',
          currency: 'USD',
          state: 'open',
          active: true,
          createdAt: at,
          updatedAt: at,
        })),
      );
    const registerId = new ObjectId();
    const shift = { storeId: new ObjectId(), registerId, closedAt: null, totals: { cashCents: 700, cardCents: 13 } };
    for (const _id of ids) {
      const database = server.tenantDatabase(_id.toString());
      await database.collection('organization').insertOne({ _id, name: 'Old', active: true });
      await database.collection('shifts').insertOne({ ...shift });
    }
    // A product has a code of its own; with two of one the index cannot be built.
    const broken = ids[Math.floor(TENANTS * 0.7)]?.toString() ?? '';
    const twice = { sku: 'TWICE' };
    await server
      .tenantDatabase(broken)
      .collection('products')
      .insertMany([{ ...twice }, { ...twice }]);

    // The database ends what a killed process left open after a minute, unless it is told otherwise.
    await server.database('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 20 });
    let migrated = 0;
    const killed = await migrate([], (line, kill) => {
      if (line.includes(`had ${newest} `) && ++migrated === KILLED_AFTER) kill();
    });
    expect(killed.signal).toBe('SIGKILL');
    await server.database('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 });

    // What a process that was killed leaves in the way: a transaction that is open, until the database ends it. It is in a tenant that
    // nobody has begun, whose turn by name comes soon.
    const begun = await Promise.all(ids.map((id) => server.tenantDatabase(id.toString()).listCollections().toArray()));
    const byName = ids.map((id, index) => ({
      id: id.toString(),
      name: `Tenant ${index}`,
      untouched: begun[index]?.length === 2,
    }));
    byName.sort((a, b) => (a.name < b.name ? -1 : 1));
    const next = byName.filter(({ id, untouched }) => untouched && id !== broken)[16];
    const held = server.tenantDatabase(next?.id ?? '');
    await held.createCollection('migrations');
    const session = held.client.startSession();
    session.startTransaction();
    await held.collection<{ _id: number }>('migrations').insertOne({ _id: 1 }, { session });
    let waited = false;
    const rest = await migrate([], (line) => {
      if (waited || !line.includes('waits for')) return;
      waited = true;
      void session.abortTransaction().then(() => session.endSession());
    });
    expect(waited).toBe(true);
    expect(rest.code).toBe(1);
    expect(rest.lines.filter((line) => line.includes('BROKEN'))).toEqual([expect.stringContaining(broken)]);
    const [, done, upToDate] = /(\d+) migrated, (\d+) up to date, 1 broken/.exec(rest.lines.at(-1) ?? '') ?? [];
    expect(Number(done) + Number(upToDate)).toBe(TENANTS - 1);
    expect(Number(upToDate)).toBeGreaterThanOrEqual(KILLED_AFTER);

    await server.tenantDatabase(broken).collection('products').deleteMany({});
    expect((await migrate()).lines.at(-1)).toMatch(/0 broken/);
    for (const id of ids) {
      const database = server.tenantDatabase(id.toString());
      const [profile, kept] = [
        await database.collection('organization').findOne(),
        await database.collection('shifts').findOne(),
      ];
      expect([profile?.['schemaVersion'], kept?.['totals'].tenders]).toEqual([
        newest,
        byTender({ cash: 700, card: 13 }),
      ]);
    }
  });
});
