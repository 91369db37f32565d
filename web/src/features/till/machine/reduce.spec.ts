import { EMPTY_RULE_BOOK } from '@liquor-pos/domain/pricing/rules';
import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import type { Book } from '../basket';
import { newSale } from './open-sale';
import { initialState, reduce } from './reduce';
import type { TillContext, TillEvent, TillState } from './state';

const productOf = (id: string, ageRestricted: boolean) =>
  ({
    id,
    name: id,
    tags: [],
    ageRestricted,
    depositCents: 0,
    packs: [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 1000, barcodes: [] }],
  }) as unknown as Match['product'];
const [rye, soda] = [productOf('rye', true), productOf('soda', false)];
const matchOf = (product: Match['product']): Match => ({ product, pack: product.packs[0] as Match['pack'] });

const AGES = [
  {
    id: 'a',
    version: 1,
    name: 'Alcohol',
    storeIds: null,
    effectiveFrom: null,
    effectiveTo: null,
    selector: {},
    includeUnrestricted: false,
    minimumAge: 21,
    visualAllowed: false,
    sellerMinimumAge: null,
  },
];
/** On nothing that is sold here. */
const COUPON = { storeIds: null, effectiveFrom: '2026-11-01', effectiveTo: '2026-11-30', couponCode: '777000' };
const promotions = [{ ...COUPON, id: 'p', hours: null, selector: { productIds: [] }, offer: { kind: 'amount_off' } }];
const book = { ...EMPTY_RULE_BOOK, offersLeft: [], promotions, ages: AGES, storeId: 's' } as unknown as Book;
const context: TillContext = { book, at: { date: '2026-11-24', minute: 720 } };

/** What becomes of a till by some events, one after the other, and all that happened outside of it. */
function tillAfter(...events: TillEvent[]) {
  return from(initialState(newSale()), ...events);
}

function from(begun: TillState, ...events: TillEvent[]) {
  let state = begun;
  const effects = [];
  for (const event of events) {
    const reduced = reduce(state, event, context);
    state = reduced.state;
    effects.push(...reduced.effects);
  }
  return { state, effects };
}

const scanned = (code: string): TillEvent => ({ kind: 'scanned', scan: { code, quantity: 1 } });
const found = (product: Match['product'], code = product.id): TillEvent[] => [
  scanned(code),
  { kind: 'looked up', scan: { code, quantity: 1 }, matches: [matchOf(product)], waited: false },
];
const passed: TillEvent = {
  kind: 'age passed',
  minimumAge: 21,
  check: { method: 'birth_date', birthDate: '1980-01-31' },
  thenPay: false,
};
const problem = (status: number, code: string, more = {}) => ({ status, code, detail: code, ...more });
const outcome = { sale: { id: 'x' } } as unknown as NonNullable<TillState['last']>;

describe('a till', () => {
  it('takes a coupon that is scanned, once however often, and looks for no product of its code', () => {
    const { state, effects } = tillAfter(...found(soda), scanned('777000'), scanned('777000'));
    expect(state.sale.coupons).toEqual(['777000']);
    expect(effects.filter(({ kind }) => kind === 'look up')).toHaveLength(1);
    // It is the sale's, and gone with the last of it.
    const [entry] = state.sale.basket;
    const emptied = entry && from(state, { kind: 'quantity', entry, quantity: 0 }).state;
    expect(emptied?.sale.coupons).toBeUndefined();
  });

  it('takes a coupon that was scanned behind a dialog in its turn, and shows a receipt that was', () => {
    const keys: TillEvent = { kind: 'dialog', dialog: { kind: 'keys' } };
    const coupon = tillAfter(...found(soda), keys, scanned('777000'), scanned('a'), { kind: 'closed' });
    expect(coupon.state.sale.coupons).toEqual(['777000']);
    expect(coupon.state.lookups).toBe(1);
    const receipt = tillAfter(keys, scanned('1-2-000123'), { kind: 'closed' });
    expect(receipt.state.dialog).toEqual({ kind: 'receipt', number: '1-2-000123' });
  });

  it('rings up what a code stands for, and counts up the line of the next of it', () => {
    const { state, effects } = tillAfter(...found(soda), ...found(soda));
    expect(state.sale.basket).toMatchObject([{ product: { id: 'soda' }, quantity: 2 }]);
    expect(state.lookups).toBe(0);
    expect(effects.filter(({ kind }) => kind === 'look up')).toHaveLength(2);
  });

  it('asks an age at the first restricted bottle, once a sale, and again of the next customer', () => {
    const asked = tillAfter(...found(rye));
    expect(asked.state.dialog).toEqual({ kind: 'age', thenPay: false });
    const second = from(asked.state, passed, ...found(rye));
    expect(second.state.dialog).toBeUndefined();
    expect(second.state.passed?.minimumAge).toBe(21);
    const [entry] = second.state.sale.basket;
    if (!entry) throw new Error('nothing was rung up');
    const emptied = from(second.state, { kind: 'quantity', entry, quantity: 0 });
    expect(emptied.state.passed).toBeUndefined();
    expect(emptied.state.sale.id).not.toBe(second.state.sale.id);
  });

  it('keeps what is scanned behind a dialog until that is gone, and rings up all of it', () => {
    const behind = tillAfter({ kind: 'dialog', dialog: { kind: 'keys' } }, scanned('a'), scanned('b'));
    expect([behind.state.waiting.length, behind.state.lookups]).toEqual([2, 0]);
    const { state, effects } = from(behind.state, { kind: 'closed' });
    expect([state.waiting.length, state.lookups]).toEqual([0, 2]);
    expect(effects.filter(({ kind }) => kind === 'look up')).toMatchObject([
      { scan: { code: 'a' }, waited: true },
      { scan: { code: 'b' }, waited: true },
    ]);
  });

  it('opens the receipts at the one that was scanned, and looks for no bottle', () => {
    const { state, effects } = tillAfter(scanned('1-2-000123'));
    expect(state.dialog).toEqual({ kind: 'receipt', number: '1-2-000123' });
    expect([state.lookups, effects]).toEqual([0, []]);
  });

  it('says which code no product has, and lets it be added', () => {
    const event: TillEvent = {
      kind: 'not found',
      scan: { code: '777', quantity: 2 },
      problem: problem(404, 'unknown_barcode'),
    };
    const { state } = tillAfter(scanned('777'), event);
    expect(state.notice).toEqual({
      key: 'till.unknownCode',
      values: { code: '777' },
      unknown: { code: '777', quantity: 2 },
    });
    // It stays named, with the next one, until somebody has seen to it.
    const next: TillEvent = { ...event, scan: { code: '888', quantity: 1 } };
    const both = from(state, ...found(soda), scanned('888'), next, ...found(soda)).state;
    expect(both.notice).toMatchObject({ values: { code: '777, 888' } });
    expect(from(both, { kind: 'dismissed' }).state.notice).toBeUndefined();
    expect(
      from(both, { kind: 'picked', product: soda, pack: matchOf(soda).pack, quantity: 1 }).state.notice,
    ).toBeUndefined();
  });

  it('says that a scan during the payment came into the next sale', () => {
    const paying = tillAfter(...found(soda), { kind: 'pay', ageAsked: false }, scanned('b')).state;
    const [, lookedUp] = found(soda) as [TillEvent, Extract<TillEvent, { kind: 'looked up' }>];
    const { state } = from(paying, { kind: 'sold', outcome }, { ...lookedUp, waited: true }, { kind: 'next' });
    const said = { key: 'till.scannedWhilePaying', values: { count: 1 } };
    expect(state.notice).toEqual(said);
    // However fast the next ones come: somebody is to read it.
    expect(from(state, ...found(soda)).state.notice).toEqual(said);
    expect(from(state, { kind: 'dismissed' }).state.notice).toBeUndefined();
    expect(from(state, { kind: 'key', key: 'Delete' }).state.notice).toBeUndefined();
  });

  it('says what is to be handed back where a scan hid it, and goes on saying it while bottles are rung up', () => {
    const sold: TillEvent = { kind: 'sold', outcome };
    const hidden = tillAfter(...found(soda), sold, { kind: 'next', changeCents: 247 }, ...found(soda), ...found(soda));
    expect(hidden.state.notice).toEqual({ key: 'till.changeBefore', values: { cents: 247 } });
    expect(from(hidden.state, sold, { kind: 'next' }).state.notice).toBeUndefined();
    const both = tillAfter(...found(soda), { kind: 'pay', ageAsked: false }, scanned('b'), sold, {
      kind: 'next',
      changeCents: 247,
    });
    expect(both.state.notice).toEqual({ key: 'till.changeBeforeAndScanned', values: { count: 1, cents: 247 } });
  });

  it('keeps what came into the basket after the attempt that had gone through', () => {
    const line = { productId: soda.id, packId: matchOf(soda).pack.id, quantity: 1 };
    const made = { ...outcome, earlier: 'other bottles', sale: { ...outcome.sale, lines: [line] } } as typeof outcome;
    const sent = tillAfter(...found(soda), { kind: 'sent' }).state;
    const { state } = from(
      sent,
      ...found(soda),
      ...found(rye),
      passed,
      { kind: 'sold', outcome: made },
      { kind: 'next' },
    );
    expect(state.sale.basket.map(({ product, quantity }) => [product.id, quantity])).toEqual([
      ['soda', 1],
      ['rye', 1],
    ]);
    expect([state.sale.attempted, state.notice]).toEqual([undefined, { key: 'till.restOfSale' }]);
    expect(state.sale.id).not.toBe(sent.sale.id);
  });

  it('keeps what comes back for a sale when the last bottle is taken off, and not when that went through after all', () => {
    const exchange = {
      goods: { saleId: 's', lines: [] },
      receiptNumber: '1',
      names: '',
      worthCents: 500,
      exactCents: 0,
      paidWith: [],
    };
    const open = tillAfter({ kind: 'content', change: { exchange } }, ...found(soda)).state;
    const emptied = from(open, { kind: 'key', key: 'Delete' }).state;
    expect([emptied.sale.basket, emptied.sale.exchange]).toEqual([[], exchange]);
    const sent = from(open, { kind: 'sent' }, { kind: 'key', key: 'Delete' }).state;
    expect([sent.sale.doubtful, sent.sale.exchange]).toEqual([open.sale.id, exchange]);
    expect(from(sent, { kind: 'doubt settled', made: undefined }).state.sale.exchange).toEqual(exchange);
    const made = { number: '2', total: '$1' };
    expect(from(sent, { kind: 'doubt settled', made }).state.sale).not.toHaveProperty('exchange');
    // It is not sold with the next, nor put aside.
    expect(from(open, { kind: 'sold', outcome }).state.sale).not.toHaveProperty('exchange');
  });

  it('opens a receipt that is scanned where goods without one come back', () => {
    const asked = tillAfter({ kind: 'dialog', dialog: { kind: 'no-receipt' } }).state;
    expect(from(asked, scanned('2000000433370')).state.dialog).toEqual({
      kind: 'no-receipt',
      codes: ['2000000433370'],
    });
    expect(from(asked, scanned('1'), scanned('1')).state.dialog).toMatchObject({ codes: ['1', '1'] });
    expect(from(asked, scanned('1-1-000123')).state.dialog).toEqual({ kind: 'receipt', number: '1-1-000123' });
  });

  it('keeps for the next sale what is scanned once the goods without a receipt are being taken', () => {
    const asked = tillAfter({ kind: 'dialog', dialog: { kind: 'no-receipt', codes: ['1'] } }).state;
    const fixed = from(asked, { kind: 'goods fixed', isFixed: true }).state;
    for (const code of ['2000000433370', '1-1-000123']) {
      const { dialog, waiting } = from(fixed, scanned(code)).state;
      expect([dialog, waiting.map((scan) => scan.code)]).toEqual([
        { kind: 'no-receipt', codes: ['1'], isFixed: true },
        [code],
      ]);
    }
    const refused = from(fixed, { kind: 'goods fixed', isFixed: false }, scanned('2')).state;
    expect(refused.dialog).toMatchObject({ codes: ['1', '2'] });
    // An answer may come when the dialog is gone.
    expect(from(fixed, { kind: 'closed' }, { kind: 'goods fixed', isFixed: true }).state.dialog).toBeUndefined();
  });

  it('takes a card with the check digit of goods for who buys it, and goods for goods', () => {
    const card = '2000000433370';
    const asked = from(tillAfter({ kind: 'dialog', dialog: { kind: 'customer' } }).state, scanned(card));
    const scan = { code: card, quantity: 1, orCustomer: true } as const;
    expect(asked.effects).toEqual([{ kind: 'look up', scan, waited: true }]);
    const unknown: TillEvent = { kind: 'not found', scan, problem: problem(404, 'unknown_barcode') };
    expect(from(asked.state, unknown).state).toMatchObject({ dialog: { kind: 'customer', code: card }, lookups: 0 });
    expect(from(asked.state, { kind: 'closed' }, unknown).state.notice).toMatchObject({ values: { code: card } });
    const goods = from(asked.state, { kind: 'looked up', scan, matches: [matchOf(soda)], waited: true }).state;
    expect(goods).toMatchObject({ waiting: [{ code: card, quantity: 1 }], dialog: { kind: 'customer' }, lookups: 0 });
    expect(from(goods, { kind: 'closed' }).effects).toContainEqual({
      kind: 'look up',
      scan: { code: card, quantity: 1 },
      waited: true,
    });
  });

  it('asks what became of a sale that was put aside without an answer, and dropped', () => {
    const sent = tillAfter(...found(soda), { kind: 'sent' }).state;
    const put = from(sent, { kind: 'put aside' }).state;
    expect(from(put, { kind: 'dropped', sale: sent.sale }).state.sale.doubtful).toBe(sent.sale.id);
    const { attempted: _, ...unpaid } = sent.sale;
    expect(from(put, { kind: 'dropped', sale: unpaid }).state.sale.doubtful).toBeUndefined();
  });

  it('keeps the id of a sale for as long as nobody knows what became of it, and no longer', () => {
    const sent = tillAfter(...found(soda), { kind: 'sent' }).state;
    for (const unsettled of [
      problem(0, 'offline'),
      problem(503, 'database_unavailable'),
      problem(401, 'unauthenticated'),
    ]) {
      const { state } = from(sent, { kind: 'not sold', problem: unsettled, tenders: [] });
      expect([state.sale.id, state.sale.attempted]).toEqual([sent.sale.id, true]);
    }
    const refused = from(sent, { kind: 'not sold', problem: problem(409, 'out_of_stock'), tenders: [] });
    expect(refused.state.sale.id).not.toBe(sent.sale.id);
    expect(refused.state.sale.attempted).toBeUndefined();
    expect(refused.effects).toContainEqual({ kind: 'refresh' });
  });

  it('tells of a basket that was cleared, and of none that was sold, put aside or went on', () => {
    const open = tillAfter(...found(soda), ...found(soda)).state;
    const [entry] = open.sale.basket;
    if (!entry) throw new Error('nothing was rung up');
    const cleared = { kind: 'cleared', sale: open.sale, whole: true } as const;
    expect(from(open, { kind: 'quantity', entry, quantity: 0 }).effects).toContainEqual(cleared);
    expect(from(open, { kind: 'key', key: 'Delete' }).effects).toContainEqual(cleared);
    const both = from(open, ...found(rye), passed).state;
    const [, second] = both.sale.basket;
    if (!second) throw new Error('nothing more was rung up');
    expect(from(both, { kind: 'quantity', entry: second, quantity: 0 }).effects).toContainEqual({
      kind: 'cleared',
      sale: { ...both.sale, basket: [second] },
      whole: false,
    });
    const others: TillEvent[] = [{ kind: 'key', key: '-' }, { kind: 'sold', outcome }, { kind: 'put aside' }];
    for (const event of others) expect(from(open, event).effects.map(({ kind }) => kind)).not.toContain('cleared');
  });

  it('waits for somebody to allow what a cashier may not do, and goes on under the same id', () => {
    const discount = { kind: 'percent', rateMillionths: 100_000, reason: 'Dented' } as const;
    const give: TillEvent = { kind: 'content', change: { discount } };
    const approve: TillEvent = { kind: 'dialog', dialog: { kind: 'approve', permission: 'sale.discount', next: give } };
    const approval = { permission: 'sale.discount', approval: 'token' } as const;
    const asked = tillAfter(...found(soda), approve).state;
    expect(asked.sale.discount).toBeUndefined();
    expect(from(asked, { kind: 'closed' }).state.sale.discount).toBeUndefined();
    const given = from(asked, { kind: 'approved', approval }).state;
    const kept = { ...approval, upToCents: 100 };
    expect([given.sale.discount, given.sale.approvals, given.dialog]).toEqual([discount, [kept], undefined]);

    // What had run out by the time it was paid is asked for again, and then the same money is taken.
    const tenders = [{ type: 'cash', amountCents: 900 } as const];
    const refused = problem(403, 'approval_required', { permission: 'sale.discount' });
    const late = from(given, { kind: 'sent' }, { kind: 'not sold', problem: refused, tenders }).state;
    expect(late.dialog).toEqual({ kind: 'approve', permission: 'sale.discount', next: tenders });
    expect([late.sale.id, late.sale.attempted]).toEqual([given.sale.id, undefined]);
    const newer = { ...approval, approval: 'newer' };
    const { state, effects } = from(late, { kind: 'approved', approval: newer });
    expect([state.sale.approvals, state.dialog]).toEqual([[{ ...newer, upToCents: 100 }], { kind: 'pay' }]);
    expect(effects).toContainEqual({ kind: 'pay', tenders });
  });

  it('asks after a sale that was given up without an answer', () => {
    const sent = tillAfter(...found(soda), { kind: 'sent' }).state;
    const [entry] = sent.sale.basket;
    if (!entry) throw new Error('nothing was rung up');
    const given = from(sent, { kind: 'quantity', entry, quantity: 0 }).state;
    expect(given.sale.doubtful).toBe(sent.sale.id);
    const settled = from(given, { kind: 'doubt settled', made: { number: '1-1-000001', total: '$10.00' } }).state;
    expect([settled.sale.doubtful, settled.notice]).toEqual([
      undefined,
      { key: 'till.wentThrough', values: { number: '1-1-000001', total: '$10.00' } },
    ]);
  });

  it('takes the new prices of a refusal, and asks the age a refusal asks for', () => {
    const sent = tillAfter(...found(soda), { kind: 'sent' }, { kind: 'pay', ageAsked: false }).state;
    const quote = { lines: [{ productId: 'soda', packId: 'bottle', unitPriceCents: 1200 }] };
    const dearer = from(sent, {
      kind: 'not sold',
      problem: problem(409, 'price_changed', { quote }),
      tenders: [],
    }).state;
    expect(dearer.sale.basket[0]?.pack.priceCents).toBe(1200);
    expect([dearer.dialog, dearer.notice]).toEqual([undefined, { key: 'till.priceChanged' }]);
    const young = from(sent, { kind: 'not sold', problem: problem(422, 'age_check_required'), tenders: [] }).state;
    expect([young.dialog, young.passed]).toEqual([{ kind: 'age', thenPay: true }, undefined]);
  });

  it('begins anew when a sale is made, put aside or found in another tab, and goes on with one that is taken up', () => {
    const open = tillAfter(...found(rye), passed).state;
    for (const event of [{ kind: 'sold', outcome }, { kind: 'put aside' }, { kind: 'elsewhere' }] as const) {
      const { state } = from(open, event);
      expect([state.sale.basket, state.passed, state.dialog]).toEqual([[], undefined, undefined]);
      expect(state.sale.id).not.toBe(open.sale.id);
    }
    const taken = from(tillAfter().state, { kind: 'taken up', sale: open.sale }).state;
    expect([taken.sale, taken.passed]).toEqual([open.sale, undefined]);
  });

  it('takes restricted bottles off for who is too young, and nothing else', () => {
    const both = tillAfter(...found(soda), ...found(rye)).state;
    const refusal = { reason: 'underage', method: 'birth_date' } as const;
    const { state, effects } = from(both, { kind: 'age refused', refusal, minimumAge: 21 });
    expect(effects).toContainEqual({ kind: 'refused', refusal, category: undefined, rule: 'Alcohol' });
    expect(state.sale.basket.map(({ product }) => product.id)).toEqual(['soda']);
    expect([state.dialog, state.notice]).toEqual([undefined, { key: 'age.tooYoung' }]);
  });

  it('joins a scan that a dialog cut in two, and leaves alone what was typed before one', () => {
    const more: TillEvent = { kind: 'dialog', dialog: { kind: 'keys' } };
    const cut = tillAfter({ kind: 'typed', text: '2' }, more, scanned('000000433370')).state;
    expect([cut.typed, cut.waiting]).toEqual(['', [{ code: '2000000433370', quantity: 1 }]]);
    const whole = tillAfter({ kind: 'typed', text: '2' }, more, scanned('2000000433370')).state;
    expect([whole.typed, whole.waiting]).toEqual(['2', [{ code: '2000000433370', quantity: 1 }]]);
  });

  it('takes what the field has of a scan for its beginning where it was told so, and how many were meant before it', () => {
    const whole: TillEvent = { kind: 'scanned', scan: { code: '2000000433370', quantity: 1 }, begun: '2000000433' };
    const behind = (typed: string) =>
      tillAfter({ kind: 'typed', text: typed }, { kind: 'dialog', dialog: { kind: 'keys' } }, whole).state;
    const once = { code: '2000000433370', quantity: 1 };
    expect([behind('2000000433').typed, behind('2000000433').waiting]).toEqual(['', [once]]);
    expect([behind('3*2000000433').typed, behind('3*2000000433').waiting]).toEqual(['', [{ ...once, quantity: 3 }]]);
    expect([behind('rye').typed, behind('rye').waiting]).toEqual(['rye', [once]]);
  });

  it('asks on what became of a sale that was given up, whatever sale comes next', () => {
    const sale = { ...newSale(), doubtful: 'given up' };
    const held = newSale();
    const nexts: TillEvent[] = [{ kind: 'sold', outcome }, { kind: 'put aside' }, { kind: 'taken up', sale: held }];
    for (const event of nexts) expect(from(initialState(sale), event).state.sale.doubtful).toBe('given up');
  });

  it('is never left with a dialog of a line that is gone, a check of an empty basket, or a scan that nobody looks up', () => {
    const anyEvent = oneof(
      constantFrom<TillEvent>(
        ...found(rye),
        ...found(soda),
        passed,
        { kind: 'closed' },
        { kind: 'sent' },
        { kind: 'sold', outcome },
        { kind: 'put aside' },
        { kind: 'pay', ageAsked: true },
        { kind: 'dialog', dialog: { kind: 'line', index: 0 } },
        { kind: 'age refused', refusal: { reason: 'no_id' }, minimumAge: 21 },
        { kind: 'not sold', problem: problem(409, 'out_of_stock'), tenders: [] },
      ),
      record({ kind: constantFrom('key' as const), key: constantFrom('+', '-', 'Delete', 'ArrowUp', 'ArrowDown') }),
      record({ kind: constantFrom('typed' as const), text: constantFrom('', 'rye') }),
      integer({ min: 0, max: 2 }).map((index): TillEvent => ({ kind: 'dialog', dialog: { kind: 'line', index } })),
    );
    assert(
      property(array(anyEvent, { maxLength: 40 }), (events) => {
        const { state } = tillAfter(...events);
        const { basket } = state.sale;
        if (state.dialog?.kind === 'line') expect(basket[state.dialog.index]).toBeDefined();
        if (basket.length === 0) expect(state.passed).toBeUndefined();
        if (!state.dialog) expect(state.waiting).toEqual([]);
        for (const { quantity } of basket) expect(quantity).toBeGreaterThan(0);
        expect(new Set(basket.map(({ product, pack }) => `${product.id}/${pack.id}`)).size).toBe(basket.length);
      }),
    );
  });
});
