import { newUuid } from '../../../lib/uuid';
import type { Permission } from '../api/approvals';
import {
  askedOf,
  givenAwayCents,
  isNothing,
  repriced,
  valueLeft,
  withChange,
  withoutRestricted,
  withoutSold,
} from '../basket';
import { type Approval, newSale, type OpenSale } from './open-sale';
import { begun, changeBasket, changeSale, closed, staysForSale, withLineBack, withLineCount } from './sale-changes';
import { lookedUp, notFound, rungUp, scanned, withTurns } from './scans';
import type { Notice, Quote, Reduced, Scan, TillContext, TillEffect, TillEvent, TillState } from './state';

/** Answers that say this sale was not made and will not be as it is. */
const REFUSALS: readonly string[] = [
  'price_changed',
  'age_check_required',
  'underage',
  'outside_sale_hours',
  'below_minimum_price',
  'customer_required',
  'allocation_exceeded',
  'out_of_stock',
  'insufficient_tender',
  'card_over_tendered',
  'ebt_over_eligible',
  'ebt_not_exchanged',
  'change_over_limit',
  'product_not_found',
  'pack_not_found',
  'deposit_not_found',
  'register_not_found',
  'register_closed',
  'seller_too_young',
  'no_open_shift',
  'product_archived',
  'validation_failed',
  'coupon_not_found',
  'sale_id_reused',
  'sale_voided',
  'tender_not_taken',
  'tender_needs_connection',
  'gift_card_not_found',
  'house_account_not_found',
  'house_account_closed',
  'account_limit_reached',
  'insufficient_balance',
  'already_returned',
  'return_too_late',
  'alcohol_not_returnable',
  'not_back_on_the_shelf',
];

export function initialState(sale: OpenSale, waiting: readonly Scan[] = []): TillState {
  return {
    sale,
    passed: undefined,
    selected: -1,
    typed: '',
    notice: undefined,
    dialog: undefined,
    lookups: 0,
    waiting,
    removed: undefined,
    last: undefined,
  };
}

/** What the till becomes by what happens. Pure: the same state and event make the same, whatever the clock and the network do. */
export function reduce(before: TillState, event: TillEvent, context: TillContext): Reduced {
  const { state, effects } = step(before, event, context);
  return withTurns(withoutGoneLine(withoutStaleCheck(state)), effects, context);
}

function step(state: TillState, event: TillEvent, context: TillContext): Reduced {
  const plain = (change: Partial<TillState>, ...effects: TillEffect[]): Reduced => ({
    state: { ...state, ...change },
    effects,
  });
  const { sale } = state;
  switch (event.kind) {
    case 'loaded':
      return plain({});
    case 'typed':
      return plain({ typed: event.text });
    case 'typed on':
      return plain({ typed: state.typed + event.key }, { kind: 'focus' });
    case 'key':
      return pressed(state, event.key);
    case 'scanned':
      return scanned(state, event, context);
    case 'looked up':
      return lookedUp(state, event, context);
    case 'not found':
      return notFound(state, event);
    case 'picked': {
      const { state: changed, effects } = rungUp(closed(state), event, context, false);
      return { state: changed, effects: [...effects, { kind: 'focus' }] };
    }
    case 'quantity': {
      const counted = closed(withLineCount(state, event.entry, event.quantity));
      return { state: counted, effects: [...clearedBy(state, counted), { kind: 'focus' }] };
    }
    case 'undo removal':
      return { state: withLineBack(state), effects: [{ kind: 'focus' }] };
    case 'line changed': {
      const changed = changeBasket(state, (basket) => withChange(basket, event.entry, event.change));
      return { state: closed(changed), effects: [{ kind: 'focus' }] };
    }
    case 'content': {
      // What was left of an offer was left for who bought then.
      const left = 'customer' in event.change ? { offersLeft: undefined } : {};
      const changed = changeSale(state, { ...sale, ...left, ...event.change });
      return { state: closed(changed), effects: [{ kind: 'focus' }] };
    }
    case 'catalogue':
      return { state: changeBasket(state, event.refresh), effects: [] };
    case 'dialog':
      return plain({ dialog: event.dialog });
    case 'goods fixed':
      return plain(state.dialog?.kind === 'no-receipt' ? { dialog: { ...state.dialog, isFixed: event.isFixed } } : {});
    case 'closed':
      return plain({ dialog: undefined }, { kind: 'focus' });
    case 'told':
      return plain({ notice: { key: event.key } });
    case 'dismissed':
      return plain({ notice: undefined }, { kind: 'focus' });
    case 'age passed': {
      const { minimumAge, check, thenPay } = event;
      const passed = { passed: { minimumAge, check } };
      if (thenPay)
        return plain(
          { ...passed, dialog: { kind: 'pay', afterAge: true } },
          { kind: 'beep', sound: 'scan' },
          { kind: 'reset payment' },
        );
      return plain({ ...passed, dialog: undefined }, { kind: 'beep', sound: 'scan' }, { kind: 'focus' });
    }
    case 'age refused': {
      const left = changeBasket(state, (basket) => withoutRestricted(basket, context.book, context.at));
      const { reason } = event.refusal;
      const notice = { key: reason === 'underage' ? 'age.tooYoung' : 'age.refused' } as const;
      const { age } = askedOf(sale.basket, context.book, context.at);
      const kept = left.sale.basket;
      const category = sale.basket.find((entry) => !kept.includes(entry))?.product.category ?? undefined;
      const refused: TillEffect = { kind: 'refused', refusal: event.refusal, category, rule: age?.rules[0]?.name };
      // What this customer put on the counter meanwhile, or was about to have counted, is refused with the rest.
      const waiting = state.waiting.map((scan) => ({ ...scan, refusedAge: event.minimumAge }));
      return {
        state: { ...closed(left), waiting, typed: '', removed: undefined, notice },
        effects: [refused, ...clearedBy(state, left), { kind: 'beep', sound: 'error' }, { kind: 'focus' }],
      };
    }
    case 'pay':
      return plain(
        { dialog: event.ageAsked ? { kind: 'age', thenPay: true } : { kind: 'pay' } },
        { kind: 'reset payment' },
      );
    case 'tendered':
      return plain({ sale: { ...sale, tendered: event.tenders } });
    case 'sent':
      return plain({ sale: { ...sale, attempted: true } });
    case 'sold': {
      const { outcome } = event;
      const count = state.waiting.length;
      const rest = outcome.earlier ? withoutSold(sale.basket, outcome.sale.lines) : [];
      const value = outcome.earlier ? valueLeft(sale, outcome.sale.lines) : {};
      const left = { ...newSale(), basket: rest, ...value };
      const notice = !isNothing(left) ? REST : count > 0 ? scannedWhilePaying(count) : undefined;
      const next = {
        ...begun(state, left),
        last: outcome,
        notice,
      };
      return { state: next, effects: [{ kind: 'beep', sound: 'done' }] };
    }
    case 'not sold':
      return notSold(state, event);
    case 'approved':
      return approved(state, event.approval, context);
    case 'put aside':
      return { state: { ...begun(state), notice: { key: 'held.putAside' } }, effects: [{ kind: 'focus' }] };
    case 'dropped':
      // What it was paid with may be in the drawer: what became of it is asked.
      if (!event.sale.attempted || sale.doubtful) return plain({});
      return plain({ sale: { ...sale, doubtful: event.sale.id } });
    case 'taken up':
      if (!event.sale) return plain({ dialog: undefined }, { kind: 'focus' });
      return { state: { ...begun(state, event.sale), notice: undefined }, effects: [{ kind: 'focus' }] };
    case 'doubt settled': {
      const { doubtful: _, ...settled } = sale;
      const { made } = event;
      // What came back for it has come back.
      if (made) delete settled.exchange;
      return plain({ sale: settled, ...(made && { notice: { key: 'till.wentThrough', values: made } }) });
    }
    case 'elsewhere':
      return { state: begun(state), effects: [] };
    case 'next':
      return plain({ notice: saidAtNext(state.notice, event.changeCents) }, { kind: 'focus' });
  }
}

/** What the cashier reads when the sale before is done with. */
function saidAtNext(notice: Notice | undefined, cents = 0): Notice | undefined {
  const said = staysForSale(notice) ? notice : undefined;
  if (cents <= 0) return said;
  if (said?.key !== 'till.scannedWhilePaying') return { key: 'till.changeBefore', values: { cents } };
  return { key: 'till.changeBeforeAndScanned', values: { ...said.values, cents } };
}

const REST: Notice = { key: 'till.restOfSale' };

function scannedWhilePaying(count: number): Notice {
  return { key: 'till.scannedWhilePaying', values: { count } };
}

/** What was rung up and is not sold leaves a trace, each line of it: a basket that is cleared when the customer has paid is how thieves work. */
function clearedBy(before: TillState, after: TillState): TillEffect[] {
  const { giftCards = [], accountPayments = [], ...sale } = before.sale;
  const { basket } = sale;
  const giftCardsGone = giftCards.filter((card) => !after.sale.giftCards?.includes(card));
  const paymentsGone = accountPayments.filter((payment) => !after.sale.accountPayments?.includes(payment));
  const { empties: _, ...goodsAndValue } = after.sale;
  const whole = isNothing(goodsAndValue);
  const left = after.sale.basket;
  const gone = basket.filter(
    ({ product, pack }) => !left.some((one) => one.product.id === product.id && one.pack.id === pack.id),
  );
  if (gone.length + giftCardsGone.length + paymentsGone.length === 0) return [];
  const value = {
    ...(giftCardsGone.length > 0 && { giftCards: giftCardsGone }),
    ...(paymentsGone.length > 0 && { accountPayments: paymentsGone }),
  };
  return [{ kind: 'cleared', sale: { ...sale, basket: gone, ...value }, whole }];
}

/** Keys that mean something of their own while nothing is being typed. */
export const LINE_KEYS: readonly string[] = ['+', '-', 'Delete', 'ArrowDown', 'ArrowUp', '?'];

/** A key that acts on the chosen line, or opens the list of keys. */
function pressed(state: TillState, key: string): Reduced {
  const { basket } = state.sale;
  const { selected } = state;
  const chosen = basket[selected] ?? basket.at(-1);
  const change = (by: number): Reduced => {
    const counted = chosen ? withLineCount(state, chosen, chosen.quantity + by) : state;
    return { state: counted, effects: clearedBy(state, counted) };
  };
  const select = (index: number): Reduced => ({ state: { ...state, selected: index }, effects: [] });
  switch (key) {
    case '+':
      return change(1);
    case '-':
      return change(-1);
    case 'Delete':
      return change(-(chosen?.quantity ?? 0));
    case 'ArrowDown':
      return select(Math.min(selected + 1, basket.length - 1));
    case 'ArrowUp':
      return select(selected < 0 ? basket.length - 1 : Math.max(selected - 1, 0));
    case '?':
      return { state: { ...state, dialog: { kind: 'keys' } }, effects: [] };
    default:
      return { state, effects: [] };
  }
}

/** It was not made, or nobody knows: only a refusal of this very sale settles its id. */
function notSold(state: TillState, { problem, tenders }: Extract<TillEvent, { kind: 'not sold' }>): Reduced {
  const failed: TillEffect = { kind: 'beep', sound: 'error' };
  const { code, status } = problem;
  if (code === 'approval_required') {
    // The sale stays as it is, and so does its id: what is allowed, is allowed for that.
    const permission = problem['permission'] as Permission;
    const { attempted: _, ...sale } = state.sale;
    return { state: { ...state, sale, dialog: { kind: 'approve', permission, next: tenders } }, effects: [failed] };
  }
  if (status < 400 || status >= 500 || !REFUSALS.includes(code)) return { state, effects: [failed] };
  const { attempted: _, ...open } = state.sale;
  const refused: TillState = { ...state, sale: { ...open, id: newUuid() } };
  const effects: TillEffect[] = [failed, { kind: 'refresh' }];
  if (code === 'price_changed') {
    const quote = problem['quote'] as Quote;
    const repricedSale = changeBasket(refused, (basket) => repriced(basket, quote));
    const quoted = changeSale(repricedSale, { ...repricedSale.sale, offersLeft: quote.offersLeft });
    const notice = { key: 'till.priceChanged' } as const;
    return { state: { ...closed(quoted), notice }, effects: [...effects, { kind: 'focus' }] };
  }
  if (code === 'no_open_shift') return { state: closed(refused), effects: [...effects, { kind: 'focus' }] };
  if (code === 'age_check_required' || code === 'underage') {
    const dialog = { kind: 'age', thenPay: true } as const;
    return { state: { ...refused, passed: undefined, notice: { problem }, dialog }, effects };
  }
  return { state: refused, effects };
}

/** What waited for somebody to allow it is done, and the leave is good for as much as that. */
function approved(state: TillState, given: Omit<Approval, 'upToCents'>, context: TillContext): Reduced {
  const { dialog } = state;
  if (dialog?.kind !== 'approve') return { state, effects: [] };
  const { next } = dialog;
  const isPaid = !('kind' in next);
  const done: Reduced = isPaid
    ? { state: { ...state, dialog: { kind: 'pay' } }, effects: [{ kind: 'pay', tenders: next }] }
    : step(closed(state), next, context);
  const { sale } = done.state;
  const approval = { ...given, upToCents: givenAwayCents(sale, context.book, context.at) };
  const others = (sale.approvals ?? []).filter(({ permission }) => permission !== given.permission);
  return { state: { ...done.state, sale: { ...sale, approvals: [...others, approval] } }, effects: done.effects };
}

function withoutStaleCheck(state: TillState): TillState {
  return state.passed && state.sale.basket.length === 0 ? { ...state, passed: undefined } : state;
}

/** The line may be gone from under its dialog. */
function withoutGoneLine(state: TillState): TillState {
  const { dialog } = state;
  const ofLine = dialog?.kind === 'line' || dialog?.kind === 'quantity';
  const isGone = ofLine && state.sale.basket[dialog.index] === undefined;
  return isGone ? closed(state) : state;
}
