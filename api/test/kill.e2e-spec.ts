import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** More of them by hand. */
const KILLS = Number(process.env['KILLS'] ?? 6);
const SALES_CLIENTS = 4;
/** Acknowledged writes between two kills: each kill meets a system at work. */
const WRITES_BETWEEN_KILLS = 15;
const DIST = join(__dirname, '..', 'dist');
const PASSWORD = 'kill-test-password';
const RETRY_PAUSE_MS = 100;
/** After a kill somebody at a till has an answer again within this, on a busy machine too. */
const BACK_WITHIN_MS = 60_000;

let dataDir: string;
let port: number;
let api: ChildProcess | undefined;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pos-kill-'));
  port = await freePort();
});
afterAll(async () => {
  if (api && api.exitCode === null && api.signalCode === null) {
    const exited = once(api, 'exit');
    api.kill('SIGTERM');
    await exited;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

const environment = () => ({
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  DEMO: 'on',
  DEMO_PASSWORD: PASSWORD,
  DEMO_DAYS: '0',
  BCRYPT_COST: '4',
  LOG_LEVEL: 'silent',
});

function startApi(): void {
  api = spawn(process.execPath, [join(DIST, 'main.js')], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Sends until an answer comes, as a till on a bad network does: the same content under the same id or key. */
async function insist(
  path: string,
  init: { method: string; body?: object; headers?: Record<string, string> },
  session: Session,
) {
  const begun = Date.now();
  for (let last = ''; ; ) {
    if (Date.now() - begun > BACK_WITHIN_MS)
      throw new Error(`${init.method} ${path} has no answer: ${last}; the API's process ended with ${api?.exitCode}`);
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api${path}`, {
        method: init.method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${session.token}`, ...init.headers },
        body: init.body && JSON.stringify(init.body),
        signal: AbortSignal.timeout(15_000),
      });
      const body = (await response.json()) as Record<string, unknown>;
      if (response.status < 500) return { status: response.status, body };
      last = JSON.stringify(body);
    } catch (error) {
      // Nobody knows whether it was written.
      last = String((error as Error).cause ?? error);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
  }
}

interface Session {
  token: string;
}

async function logIn(email: string): Promise<Session> {
  const { body } = await insist('/auth/login', { method: 'POST', body: { email, password: PASSWORD } }, { token: '' });
  return { token: String(body['token']) };
}

/** The demo keeps Iowa's hours; this test runs at any. */
async function sellAtAnyHour(admin: Session): Promise<void> {
  const { body } = await insist('/pricing/hours', { method: 'GET' }, admin);
  for (const { id } of body['items'] as { id: string }[])
    await insist(`/pricing/hours/${id}`, { method: 'DELETE' }, admin);
}

/** Of the database, or of what starts it again. */
function pidOf(which: 'database' | 'supervisor'): number {
  const record = readFileSync(join(dataDir, 'database', 'server.json'), 'utf8');
  return (JSON.parse(record) as Record<typeof which, { pid: number }>)[which].pid;
}

const verify = (what: string) =>
  execFileSync(process.execPath, [join(DIST, 'commands', 'pos.js'), 'verify', what], {
    env: environment(),
    encoding: 'utf8',
  });

it(`loses and doubles nothing while the API, the database and what watches it are killed in turn, ${KILLS} times`, async () => {
  startApi();
  const [admin, cashier] = await Promise.all([logIn('admin@demo.example'), logIn('cashier@demo.example')]);
  await sellAtAnyHour(admin);
  const sold: string[] = [];
  const users: string[] = [];
  let stopping = false;

  const seller = async () => {
    while (!stopping) {
      const id = randomUUID();
      const body = {
        id,
        lines: [{ barcode: '2000000433370', quantity: 1 }],
        tenders: [{ type: 'cash', amountCents: 2000 }],
        ageCheck: { method: 'birth_date', birthDate: '1980-01-31' },
      };
      const { status } = await insist('/sales', { method: 'POST', body }, cashier);
      expect([200, 201]).toContain(status);
      sold.push(id);
    }
  };
  const userWriter = async () => {
    while (!stopping) {
      const email = `${randomUUID()}@demo.example`;
      const headers = { 'idempotency-key': email };
      const created = await insist(
        '/users',
        { method: 'POST', headers, body: { email, name: 'K', role: 'cashier', password: PASSWORD } },
        admin,
      );
      expect(created.status).toBe(201);
      const changed = await insist(
        `/users/${created.body['id']}`,
        { method: 'PUT', body: { name: 'Killed', role: 'manager' } },
        admin,
      );
      expect(changed.status).toBe(200);
      users.push(email);
    }
  };
  const closed: number[] = [];
  /** Counts the drawer in and out over and over, between the sales of everybody else. */
  const drawerKeeper = async () => {
    const { body } = await insist('/stores', { method: 'GET' }, admin);
    const [store] = body['items'] as { registers: { id: string }[] }[];
    const register = store?.registers[0]?.id;
    while (!stopping) {
      const opening = { id: randomUUID(), openingCount: { denominations: { 2000: 5 } } };
      await insist(`/registers/${register}/shifts`, { method: 'POST', body: opening }, admin);
      const open = await insist(`/shifts?registerId=${register}&status=open`, { method: 'GET' }, admin);
      const [shift] = open.body['items'] as { id: string; expected: { tender: string; cents: number }[] }[];
      if (!shift) continue;
      const movement = { id: randomUUID(), type: 'pay_in', amountCents: 500, reason: 'Coins' };
      await insist(`/shifts/${shift.id}/movements`, { method: 'POST', body: movement }, admin);
      const counted = shift.expected.map(({ tender, cents }) => ({ tender, count: { cents } }));
      const closing = { counted, reason: 'Sales go on meanwhile' };
      const answer = await insist(`/shifts/${shift.id}/close`, { method: 'POST', body: closing }, admin);
      expect([200, 201]).toContain(answer.status);
      closed.push((answer.body['z'] as { number: number }).number);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const clients = [...Array.from({ length: SALES_CLIENTS }, seller), userWriter(), drawerKeeper()];
  const failed = Promise.all(clients).then(() => undefined);
  const written = async (count: number) => {
    const target = sold.length + users.length + count;
    while (sold.length + users.length < target) {
      await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 10))]);
    }
  };

  for (let kill = 0; kill < KILLS; kill++) {
    await written(WRITES_BETWEEN_KILLS);
    if (kill % 3 === 0 && api) {
      const exited = once(api, 'exit');
      api.kill('SIGKILL');
      await exited;
      startApi();
    } else process.kill(pidOf(kill % 3 === 1 ? 'database' : 'supervisor'), 'SIGKILL');
  }
  await written(WRITES_BETWEEN_KILLS);
  stopping = true;
  await failed;

  const manager = await logIn('manager@demo.example');
  const listed = async (path: string, field: string) => {
    const items: string[] = [];
    for (let cursor: unknown = ''; cursor !== null; ) {
      const { body } = await insist(`${path}?limit=200${cursor && `&cursor=${cursor}`}`, { method: 'GET' }, manager);
      items.push(...(body['items'] as Record<string, string>[]).map((item) => String(item[field])));
      cursor = body['nextCursor'];
    }
    return items;
  };
  expect((await listed('/sales', 'id')).sort()).toEqual(sold.sort());
  expect((await listed('/users', 'email')).filter((email) => !/^(admin|manager|cashier)@/.test(email)).sort()).toEqual(
    users.sort(),
  );
  // Every close that was answered has its Z, each number is there once, and none is left out.
  const numbers = (await listed('/z-reports', 'number')).map(Number).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(closed.filter((number) => !numbers.includes(number))).toEqual([]);
  expect(new Set(closed).size).toBe(closed.length);
  expect(verify('books')).toContain(' 0 differences');
  expect(verify('users')).toContain(' 0 differences');
}, 400_000);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
