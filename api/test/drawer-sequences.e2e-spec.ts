import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, boolean, constantFrom, integer, oneof, option, record } from 'fast-check';
import { type Crash, Crashes } from './support/crashes';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
let storeId: string;
let productId: string;
let crashes: Crashes;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  storeId = (await org.admin.get('/stores').expect(200)).body.items[0].id;
  productId = (await org.manager.post('/products', newProduct()).expect(201)).body.id;
  const drawer = { blind: false, reasonOverCents: null, approvalOverCents: null };
  await org.admin.call('patch', `/stores/${storeId}`, { shifts: 'required', drawer }).expect(200);
  crashes = new Crashes();
  await endsTransactionsOfTheDead(5);
});
afterAll(async () => {
  crashes.restore();
  await endsTransactionsOfTheDead(60);
  await server.stop();
});

/** Who dies over its commit leaves a transaction behind, which is in the way until the database ends it: after a minute, unless it is told otherwise. */
const endsTransactionsOfTheDead = (seconds: number) =>
  server.database('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: seconds });

const newRegister = async () =>
  (await org.admin.post(`/stores/${storeId}/registers`, { name: randomUUID() }).expect(201)).body.registers.at(-1).id;
const cashCounted = (cents: number) => [{ tender: 'cash', count: { cents } }];

/** What a drawer holds by everything that was answered. */
interface Model {
  open: { id: string; cash: number; card: number } | undefined;
  left: number | undefined;
  closed: number;
}

type Step = { twice: boolean; crash: Crash | null } & (
  | { kind: 'open' | 'close'; cents: number }
  | { kind: 'sell'; tender: 'cash' | 'card' }
  | { kind: 'move'; type: 'pay_in' | 'drop'; cents: number }
  | { kind: 'return' }
);

describe('any sequence of shifts, movements, sales and returns', () => {
  /** An entry makes ten calls or so, with those that say who asks. */
  const crash = option(record({ call: integer({ min: 0, max: 11 }), carriedOut: boolean() }));
  const sent = { twice: boolean(), crash };
  const cents = integer({ min: 1, max: 50_000 });
  const step = oneof(
    record({ kind: constantFrom('open' as const, 'close' as const), cents, ...sent }),
    record({ kind: constantFrom('sell' as const), tender: constantFrom('cash' as const, 'card' as const), ...sent }),
    record({
      kind: constantFrom('move' as const),
      type: constantFrom('pay_in' as const, 'drop' as const),
      cents,
      ...sent,
    }),
    record({ kind: constantFrom('return' as const), ...sent }),
  );

  it('keeps the drawer equal to its ledger and the Zs without gaps, with steps sent twice, and crashes between any two writes', async () => {
    await assert(
      asyncProperty(array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const register = await newRegister();
        const model: Model = { open: undefined, left: undefined, closed: 0 };
        let sales: string[] = [];
        for (const one of steps) sales = await take(one, register, model, sales);
        const { body } = await org.manager.get(`/z-reports?registerId=${register}`).expect(200);
        const numbers = body.items.map(({ number }: { number: number }) => number);
        expect(numbers).toEqual(Array.from({ length: model.closed }, (_, index) => model.closed - index));
        if (model.open) {
          const { body: x } = await org.manager.get(`/shifts/${model.open.id}/x`).expect(200);
          expect(x.expected).toEqual([
            { tender: 'cash', cents: model.open.cash },
            { tender: 'card', cents: model.open.card },
          ]);
        }
        expect(await server.bookDifferences(org.id)).toEqual([]);
      }),
      { numRuns: 20 },
    );
    expect(crashes.count).toBeGreaterThan(10);
  });

  /** Sends a step, or sends it twice at once, again where the process died over it, and keeps the model by what was answered. */
  async function take(one: Step, register: string, model: Model, sales: string[]): Promise<string[]> {
    const send = async (path: string, body: object) => {
      const both = () => Promise.all(Array.from({ length: one.twice ? 2 : 1 }, () => org.cashier.post(path, body)));
      const first = await crashes.during(one.crash, both);
      const calls = first.some(({ status }) => status >= 500) ? await both() : first;
      expect(new Set(calls.map(({ body: answer }) => JSON.stringify(answer))).size).toBe(1);
      return calls[0] as (typeof calls)[number];
    };
    const { open } = model;
    if (one.kind === 'open') {
      const id = randomUUID();
      const { status, body } = await send(`/registers/${register}/shifts`, { id, openingCount: { cents: one.cents } });
      expect(status < 300).toBe(!open);
      if (open) return sales;
      expect(body.openingDifferenceCents).toBe(model.left === undefined ? null : one.cents - model.left);
      model.open = { id, cash: one.cents, card: 0 };
    } else if (one.kind === 'sell') {
      const id = randomUUID();
      const lines = [{ productId, packId: 'bottle', quantity: 1 }];
      const tenders = [{ type: one.tender, amountCents: 713 }];
      const { status } = await send('/sales', { id, registerId: register, lines, tenders });
      expect(status < 300).toBe(open !== undefined);
      if (!open) return sales;
      open[one.tender] += 713;
      return [...sales, `${one.tender}/${id}`];
    } else if (one.kind === 'return') {
      const [tender, id] = (sales.at(-1) ?? '').split('/');
      if (!id) return sales;
      const { status } = await send(`/sales/${id}/returns`, {
        ...{ id: randomUUID(), lines: [{ line: 0, quantity: 1 }], registerId: register },
      });
      expect(status < 300).toBe(open !== undefined);
      if (!open) return sales;
      open[tender as 'cash' | 'card'] -= 713;
      return sales.slice(0, -1);
    } else if (open && one.kind === 'move') {
      const { type, cents: amountCents } = one;
      await send(`/shifts/${open.id}/movements`, { id: randomUUID(), type, amountCents, reason: 'Some' });
      open.cash += type === 'pay_in' ? amountCents : -amountCents;
    } else if (open && one.kind === 'close') {
      const counted = [...cashCounted(one.cents), { tender: 'card', count: { cents: Math.max(open.card, 0) } }];
      const { body } = await send(`/shifts/${open.id}/close`, { counted });
      expect(body.overShort[0]).toEqual({ tender: 'cash', cents: one.cents - open.cash });
      Object.assign(model, { open: undefined, left: one.cents, closed: model.closed + 1 });
    }
    return sales;
  }
});
