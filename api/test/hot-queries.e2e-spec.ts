import { randomUUID } from 'node:crypto';
import type { Document } from 'mongodb';
import { type Client, itBesideMain, newProduct, type Organization, TestServer } from './support/test-server';
import { watchCommands } from './support/watched-commands';

/** Many enough that a planner would rather use an index than read them all. */
const PRODUCTS = 300;
const BARCODE = '2000000000015';

let server: TestServer;
let org: Organization;
let commands: { database: string; command: Document }[] = [];

beforeAll(async () => {
  watchCommands();
  server = await TestServer.start();
  org = await server.openOrganization();
  const lines = Array.from({ length: PRODUCTS }, (_, at) => `HOT-${at},Whiskey ${at},Bottle,1,7.13,${at % 20}`);
  const file = ['sku,name,pack,units,price,reorderPoint', ...lines].join('\n');
  await org.manager.call('post', '/products/import').set('content-type', 'text/csv').send(file).expect(200);
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [BARCODE] }];
  await org.manager.post('/products', newProduct({ packs })).expect(201);
  for (let sale = 0; sale < 3; sale++) await org.cashier.post('/sales', aSale()).expect(201);
  server.main.getClient().on('commandStarted', ({ commandName, databaseName, command }) => {
    const ofOneDocument = READ_WHOLE.includes(String(command[commandName]));
    if (READS.includes(commandName) && !ofOneDocument) commands.push({ database: databaseName, command });
  });
});
afterAll(() => server.stop());

/** The organization's one profile, and rules that are read all of them, once for each change. */
const READ_WHOLE = ['organization', 'pricing_rules'];
const READS = ['find', 'aggregate', 'findAndModify'];
const aSale = () => ({
  id: randomUUID(),
  lines: [{ barcode: BARCODE, quantity: 1 }],
  tenders: [{ type: 'cash', amountCents: 713 }],
});

const HOT: [string, (org: Organization) => PromiseLike<{ status: number; body: unknown }>][] = [
  ['a lookup', ({ cashier }) => cashier.get(`/products/lookup?barcode=${BARCODE}`)],
  ['a page of products', ({ cashier }) => cashier.get('/products')],
  ['a search', ({ cashier }) => cashier.get('/products?q=whiskey')],
  ['the feed of changes', ({ cashier }) => cashier.get(`/products/changes?since=${new Date().toISOString()}`)],
  ['the whole catalogue', ({ cashier }) => cashier.get('/products/changes')],
  ['a quote', ({ cashier }) => cashier.post('/sales/quote', { lines: aSale().lines })],
  ['a sale', ({ cashier }) => cashier.post('/sales', aSale())],
  ['a page of sales', ({ cashier }) => cashier.get('/sales')],
  ['a day’s report', ({ manager }) => manager.get('/reports/sales?from=2026-11-23&to=2026-11-23&groupBy=hour')],
  ['a page of balances', ({ cashier }) => cashier.get('/inventory')],
  ['the movements', ({ cashier }) => cashier.get('/inventory/movements')],
  ['signing in', ({ cashier }) => signIn(cashier)],
];

const signIn = ({ user }: Client) =>
  server.anyone('post', '/auth/login').send({ email: user.email, password: 'a-test-password-7' });

// Its plans are MongoDB's; SecantusDB explains nothing.
(process.env['POS_DATABASE'] === 'secantusdb' ? describe.skip : describe)('a hot path', () => {
  itBesideMain.each(HOT)('reads what it needs by an index: %s', async (_, call) => {
    await call(org);
    commands = [];
    expect((await call(org)).status).toBeLessThan(300);
    const read = commands;
    expect(read.length).toBeGreaterThan(0);
    for (const { database, command } of read) {
      const stages = stagesOf(await explain(database, command));
      expect([JSON.stringify(command).slice(0, 300), stages.filter((stage) => BY_READING_ALL.includes(stage))]).toEqual(
        [expect.any(String), []],
      );
    }
  });
});

const BY_READING_ALL = ['COLLSCAN', 'SORT', '$sort'];
/** What a command carries besides what it asks. */
const ABOUT_THE_CALL = [
  'lsid',
  '$db',
  '$clusterTime',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  '$readPreference',
  'maxTimeMS',
];

function explain(database: string, command: Document): Promise<Document> {
  const asked = Object.fromEntries(Object.entries(command).filter(([name]) => !ABOUT_THE_CALL.includes(name)));
  return server.database(database).command({ explain: asked, verbosity: 'queryPlanner' });
}

/** Every stage of the plans that won, joined collections' included. */
function stagesOf(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(stagesOf);
  if (typeof plan !== 'object' || plan === null) return [];
  const own = Object.entries(plan).flatMap(([key, value]) => {
    if (key === 'rejectedPlans' || key === 'command') return [];
    if (key === 'stage') return [String(value)];
    return key.startsWith('$') ? [key, ...stagesOf(value)] : stagesOf(value);
  });
  return own;
}
