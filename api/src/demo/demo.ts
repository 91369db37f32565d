import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Actor } from '../access/actor';
import type { Environment } from '../config/environment';
import { keyOfCommand } from '../idempotency/idempotency-key';
import { StockChangesService } from '../inventory/stock-changes.service';
import type { TenantRole } from '../main-db/role';
import { OrganizationsService } from '../organizations/organizations.service';
import { PlatformAdminsService } from '../organizations/platform-admins.service';
import type { ProductDto } from '../products/dto/product.dto';
import { ProductImportService } from '../products/product-import.service';
import { ProductsService } from '../products/products.service';
import { tenantId } from '../tenancy/tenant-id';
import { type ResolveService, TenantScope } from '../tenancy/tenant-scope';
import { UsersService } from '../users/users.service';
import { DemoDeliveries } from './demo-deliveries';
import { DEMO_TIMEZONE, sellDemoHistory } from './demo-sales';
import { furnishDemoStore } from './demo-store';

const CATALOGUE = resolvePath(__dirname, '..', '..', 'assets', 'demo-catalogue.csv');
const ADMIN = 'admin@demo.example';
const STAFF: { email: string; name: string; role: TenantRole }[] = [
  { email: 'manager@demo.example', name: 'Morgan Manager', role: 'manager' },
  { email: 'cashier@demo.example', name: 'Casey Cashier', role: 'cashier' },
];
/** The demo opens itself. */
const COMMAND = Actor.ofCommand('demo');
const PLATFORM_ADMIN = 'platform@demo.example';
/** What sells most is stocked by the case. */
const POPULAR = 80;
const OPENING_BOTTLES_OF_POPULAR = 24;
const OPENING_BOTTLES = 9;
const DAY_MS = 24 * 60 * 60_000;
const PAGE = 200;

/**
 * Opens the demo organization on an empty data folder and prints its accounts. The accounts' file comes first: a start that
 * was interrupted finds it without its last line, and goes on where that one stopped.
 */
export async function openDemo(
  app: INestApplicationContext,
  environment: Environment,
  print: (line: string) => void,
): Promise<void> {
  const file = join(environment.dataDir, 'demo-accounts.txt');
  const begun = existsSync(file);
  if (begun ? readFileSync(file, 'utf8').includes(READY) : await app.get(OrganizationsService).any(COMMAND)) {
    if (begun) print(`Demo accounts: ${file}`);
    return;
  }
  const password = begun ? passwordIn(file) : (environment.demoPassword ?? randomBytes(9).toString('base64url'));
  mkdirSync(environment.dataDir, { recursive: true });
  const accounts = accountsText(password);
  writeFileSync(file, accounts, { mode: 0o600 });
  print('Opening the demo organization ...');
  await openDemoOrganization(app, password, environment.demoDays);
  writeFileSync(file, `${accounts}${READY}\n`, { mode: 0o600 });
  print(accounts);
}

const READY = '(ready)';
const PASSWORD_LABEL = 'Password of each: ';

function accountsText(password: string): string {
  const pin = pinOf(password);
  const lines = [ADMIN, ...STAFF.map(({ email }) => email), PLATFORM_ADMIN].map((email) => `  ${email}`);
  return `Demo accounts (Demo Liquors; the last opens organizations):\n${lines.join('\n')}\n${PASSWORD_LABEL}${password}\nThe manager’s PIN at the till: ${pin}\n`;
}

/** Four digits that an interrupted start comes to again: never all the same, nor one after the other. */
function pinOf(password: string): string {
  const [first = 0, ...others] = createHash('sha256')
    .update(password)
    .digest()
    .subarray(0, 3)
    .map((byte) => byte % 10);
  return [first, (first + 5) % 10, ...others].join('');
}

function passwordIn(file: string): string {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((text) => text.startsWith(PASSWORD_LABEL));
  if (!line) throw new Error(`${file} has no password; delete the data folder to open the demo anew`);
  return line.slice(PASSWORD_LABEL.length);
}

async function openDemoOrganization(app: INestApplicationContext, password: string, days: number): Promise<void> {
  const organizations = app.get(OrganizationsService);
  const admin = { email: ADMIN, name: 'Ada Admin', password };
  await unlessTaken(
    organizations.open(COMMAND, { name: 'Demo Liquors', timezone: DEMO_TIMEZONE, currency: 'USD', admin }),
  );
  await unlessTaken(app.get(PlatformAdminsService).create(COMMAND, PLATFORM_ADMIN, password));
  const demo = await organizations.ofUser(COMMAND, ADMIN);
  if (!demo) throw new Error('the demo organization was not opened');
  const now = new Date();
  await app.get(TenantScope).within(tenantId(demo.organizationId), async (resolve) => {
    const users = await resolve(UsersService);
    for (const user of STAFF) await unlessTaken(users.create(demo.actor, { ...user, password }));
    const manager = await organizations.ofUser(COMMAND, STAFF[0]?.email ?? '');
    if (manager) await users.keepPin(manager.actor, pinOf(password));
    const { rejected } = await (await resolve(ProductImportService)).import(demo.actor, createReadStream(CATALOGUE));
    if (rejected.length > 0) throw new Error(`the demo catalogue has faults: ${JSON.stringify(rejected[0])}`);
    const products = await byPopularity(resolve, demo.actor);
    await (await resolve(StockChangesService)).receive(
      demo.actor,
      { vendor: 'State of Iowa', invoice: 'Opening stock', lines: products.map(openingLine) },
      keyOfCommand('demo-opening-stock'),
      new Date(now.getTime() - (days + 1) * DAY_MS),
    );
    await furnishDemoStore(resolve, demo.actor, products);
    const cashiers = await Promise.all(STAFF.map(({ email }) => organizations.ofUser(COMMAND, email)));
    // A command may date sales back, in the name of whoever stood at the till.
    const atTheTill = cashiers.flatMap((user) => (user ? [user.actor] : []));
    const deliveries = new DemoDeliveries(resolve, demo.actor, products, openingUnits);
    await sellDemoHistory(resolve, {
      days,
      now,
      cashiers: atTheTill,
      products,
      deliveries,
      manager: manager?.actor ?? demo.actor,
    });
  });
}

/** The first of the file's are what the state sells most of. */
async function byPopularity(resolve: ResolveService, actor: Actor): Promise<ProductDto[]> {
  const products = await resolve(ProductsService);
  const all: ProductDto[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await products.list(actor, { limit: PAGE, cursor });
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  const skus = readFileSync(CATALOGUE, 'utf8')
    .split('\n')
    .map((line) => line.slice(0, line.indexOf(',')));
  const rank = new Map([...new Set(skus)].map((sku, place) => [sku, place]));
  return all.sort((a, b) => (rank.get(a.sku) ?? all.length) - (rank.get(b.sku) ?? all.length));
}

function openingLine({ id, costCents }: ProductDto, place: number) {
  return { productId: id, units: openingUnits(place), unitCostCents: costCents };
}

function openingUnits(place: number): number {
  return place < POPULAR ? OPENING_BOTTLES_OF_POPULAR : OPENING_BOTTLES;
}

/** An interrupted start has made some of them already. */
async function unlessTaken(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: { code?: string }) => {
    if (error.code !== 'email_taken') throw error;
  });
}
