import { NO_ROUNDING } from '@liquor-pos/domain/tenders/settle';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useCatalogue, useCatalogueStatus } from '../../domain/catalogue/use-catalogue';
import { keys } from '../../domain/keys';
import { cashBackOf, sumOf } from '../../domain/settlement';
import { record, useTillRecords } from '../../domain/till-records';
import { formatCents } from '../../lib/format';
import { keyBurst } from '../../lib/key-burst';
import { useProblemText } from '../../lib/problem-text';
import { readScan, type ScanRead } from '../../lib/scan-input';
import { beep } from '../../lib/sounds';
import { useT } from '../../lib/texts';
import { newUuid } from '../../lib/uuid';
import { useProfile } from '../session/session';
import type { Permission } from './api/approvals';
import {
  askedOf,
  type Book,
  couponScanned,
  isNothing,
  isWithinShare,
  limitsToTell,
  type PaidWith,
  priced as price,
  requestOf,
} from './basket';
import { useDrawer } from './drawer/use-drawer';
import { lookUp } from './effects/look-up';
import { useOnlyInThisTab } from './effects/only-in-this-tab';
import { useSaleJustMade } from './effects/sale-just-made';
import { useStoreClock } from './effects/store-clock';
import { useDoubtfulSale } from './effects/use-doubtful-sale';
import { useFreshProducts } from './effects/use-fresh-products';
import { useHeldSales } from './effects/use-held-sales';
import { usePayment } from './effects/use-payment';
import { reduce } from './machine/reduce';
import type { Notice, TillEvent, TillState } from './machine/state';
import { type RunEffect, useTillMachine } from './machine/use-till-machine';
import { hoursNotice } from './notice';
import { cashDue, dueBeside } from './payment-parts';

export type Till = ReturnType<typeof useTill>;

/** The till as its page draws it: the machine's state, what that costs and asks for by the rules and the clock, and what lies outside of it. */
export function useTill(book: Book, registerId: string, readAt: number) {
  const t = useT();
  const { user, organization } = useProfile();
  const mayChangePrices = user.role !== 'cashier';
  const catalogue = useCatalogue(organization.id);
  const status = useCatalogueStatus(catalogue);
  const queries = useQueryClient();
  const at = useStoreClock(book.timezone, book.now, readAt);
  const context = { book, at };
  const field = useRef<HTMLInputElement>(null);
  const [done, keepDone] = useSaleJustMade(user.id);
  const heldSales = useHeldSales(organization.id, registerId);
  useTillRecords(user.id);

  const run: RunEffect = (effect, dispatch) => {
    switch (effect.kind) {
      case 'beep':
        return beep(effect.sound);
      case 'focus':
        return focusField();
      case 'look up':
        return void lookUp(catalogue, effect.scan, effect.waited, dispatch);
      case 'pay':
        return payment.pay(effect.tenders);
      case 'refused': {
        const { refusal, category, rule } = effect;
        const about = { ...(category && { category }), ...(rule && { rule }) };
        return record(user.id, '/api/refusals', { id: newUuid(), registerId, ...refusal, ...about });
      }
      case 'cleared': {
        const { sale: of, whole } = effect;
        const lines = of.basket.map(({ product, pack, quantity }) => ({
          productId: product.id,
          packId: pack.id,
          quantity,
        }));
        const { totalCents: worth } = price(of, book, at).totals;
        const giftCardCents = sumOf(of.giftCards ?? []);
        const accountPaymentCents = sumOf(of.accountPayments ?? []);
        const value = {
          ...(giftCardCents > 0 && { giftCardCents }),
          ...(accountPaymentCents > 0 && { accountPaymentCents }),
        };
        const about = { id: newUuid(), saleId: of.id, registerId, lines, ...value, totalCents: worth, whole };
        return record(user.id, '/api/sales/cleared', about);
      }
      case 'reset payment':
        return payment.reset();
      case 'refresh':
        void queries.invalidateQueries({ queryKey: keys.ruleBook });
        void queries.invalidateQueries({ queryKey: keys.shifts });
        return void catalogue.refresh();
    }
  };
  const { state, now, dispatch } = useTillMachine(user.id, context, run);
  const { sale, passed, selected } = state;
  const focusField = useCallback(() => {
    requestAnimationFrame(() => {
      // On a slow machine a dialog may stand there by then, and the focus is its own.
      if (!now.current.dialog) field.current?.focus();
    });
  }, [now]);

  const priced = useMemo(() => price(sale, book, at), [sale, book, at]);
  const { age, hours } = useMemo(() => askedOf(sale.basket, book, at), [sale.basket, book, at]);
  const limits = useMemo(() => limitsToTell(sale, book, at), [sale, book, at]);
  const totalsOf = (tendered: readonly PaidWith[]) => price({ ...sale, tendered }, book, at).totals;
  const totalOf = (tendered: readonly PaidWith[]) => totalsOf(tendered).totalCents;
  /** What is paid with these, or paid out: goods that come back are worth so much. */
  const worthCents = sale.exchange?.worthCents ?? 0;
  const dueOf = (tendered: readonly PaidWith[]) => dueBeside(worthCents, totalsOf(tendered));
  const dueCents = dueBeside(worthCents, priced.totals);
  /** All that is left, in cash: offers may depend on how it is paid, and cash on its coins. */
  const dueInCashCents = useMemo(() => {
    const { tendered = [] } = sale;
    const depends = book.promotions.some(({ paidWith }) => paidWith !== null);
    const inCash = { ...sale, tendered: [...tendered, { type: 'cash' as const, amountCents: 0 }] };
    const { totals } = depends ? price(inCash, book, at) : priced;
    return cashDue(dueBeside(worthCents, totals), tendered, book.cashRounding ?? NO_ROUNDING);
  }, [sale, book, at, priced, worthCents]);
  const payment = usePayment(state, context, dispatch, { now, registerId, totalOf, onSold: keepDone });
  useFreshProducts(sale, book, catalogue, status, dispatch);
  useDoubtfulSale(sale, dispatch);
  useEffect(() => {
    // Paid by a till that has left the screen since (another register, another page): this one still shows the sale as open.
    if (done?.sale.id === now.current.sale.id) dispatch({ kind: 'sold', outcome: done });
  }, [done, now, dispatch]);
  useOnlyInThisTab(
    `till.${sale.id}`,
    useCallback(() => dispatch({ kind: 'elsewhere' }), [dispatch]),
  );

  const drawer = useDrawer(registerId, state, done !== undefined, dispatch);

  const nothing = isNothing(sale);
  const ageAsked = age !== undefined && (passed?.minimumAge ?? 0) < age.minimumAge;
  // A scan still on its way belongs to this sale, and one without an answer may be paid already.
  const busy = state.lookups > 0 || state.waiting.length > 0 || payment.asking;
  return {
    state,
    /** The newest state, for what is faster than the page is drawn. */
    now,
    dispatch,
    book,
    at,
    priced,
    limits,
    dueCents,
    dueInCashCents,
    dueOf,
    /** To a card, say: no coins are counted for it. */
    isPaidOutExactly: dueCents < 0 && -dueCents <= (sale.exchange?.exactCents ?? 0),
    age,
    hours,
    ageAsked,
    chosen: sale.basket[selected] ?? sale.basket.at(-1),
    nothing,
    busy,
    mayPay: !nothing && !busy && (hours.open || hours.rule.byApproval) && !drawer.isMissing,
    mayChangePrices,
    currency: organization.currency,
    registerId,
    drawer,
    catalogue,
    status,
    field,
    payment,
    notice: useNotice(state, organization.currency, () => {
      if (sale.attempted && !payment.isPending && !state.dialog) return t('till.attempted');
      return hours.open ? hoursNotice(hours, at, t) : undefined;
    }),
    /** What the hours have to say, whatever else is said. */
    closed: hours.open ? undefined : hoursNotice(hours, at, t),
    /** What stands in the field, by how it came there. */
    readScan(typed: string): ScanRead {
      const coupon = couponScanned(typed, keyBurst(), book, at);
      return coupon ? { quantity: 1, text: coupon, isBarcode: true } : readScan(typed, keyBurst());
    },
    /** @param begun what of it stands in the field already: a dialog came up in the middle of the scan */
    scanned: (code: string, quantity: number, begun?: string) =>
      dispatch({ kind: 'scanned', scan: { code, quantity }, ...(begun && { begun }) }),
    /** Whether the key pressed last came in one go with others before it. */
    isInScan: () => keyBurst().length > 1,
    done,
    /** The change is handed back: on to the next customer. */
    next() {
      keepDone(undefined);
      dispatch({ kind: 'next' });
    },
    /** The next customer's bottle is scanned before anybody pressed a button: what is to be handed back is still said. */
    nextByScan() {
      if (!done) return;
      keepDone(undefined);
      dispatch({ kind: 'next', changeCents: cashBackOf(done.sale) });
    },
    held: heldSales.held,
    /** Puts the sale aside, by a name; with nothing rung up, shows what was put aside. */
    holdOrShow() {
      if (sale.tendered?.length || sale.exchange) return dispatch({ kind: 'told', key: 'tender.beforeHold' });
      if (nothing) return dispatch({ kind: 'dialog', dialog: { kind: 'held' } });
      dispatch({ kind: 'dialog', dialog: { kind: 'hold' } });
    },
    async hold(name: string) {
      // Whose fate is being asked is the till's to know, and stays here; what was allowed runs out.
      const { doubtful: _, approvals: __, ...aside } = now.current.sale;
      await heldSales.hold(aside, {
        name,
        heldBy: user.name,
        totalCents: priced.totals.totalCents,
        request: requestOf(aside, book, at),
      });
      dispatch({ kind: 'put aside' });
    },
    /** All of it in cash and to the cent, as most customers with coins pay: one key. */
    payExact() {
      const { tendered = [] } = sale;
      const inCash = dueInCashCents > 0 ? [{ type: 'cash' as const, amountCents: dueInCashCents }] : [];
      void payment.begin(() => {
        dispatch({ kind: 'pay', ageAsked });
        // More was taken than is due by now: what of it goes back, somebody has to say.
        if (!ageAsked && dueInCashCents >= 0) payment.pay([...tendered, ...inCash]);
      });
    },
    /** Changes prices by hand; a cashier asks a manager first beyond what the store lets cashiers give. */
    changed(permission: Permission, event: TillEvent) {
      const { sale: after } = reduce(now.current, event, context).state;
      const isFree = mayChangePrices || isWithinShare(after, book, at);
      dispatch(isFree ? event : { kind: 'dialog', dialog: { kind: 'approve', permission, next: event } });
    },
    /** Does what a manager may do; a cashier asks one first. */
    allowed(permission: Permission, event: TillEvent) {
      dispatch(mayChangePrices ? event : { kind: 'dialog', dialog: { kind: 'approve', permission, next: event } });
    },
    startPayment: () => void payment.begin(() => dispatch({ kind: 'pay', ageAsked })),
    async takeUp(id: string) {
      const { sale: taken, gone } = await heldSales.take(id);
      dispatch({ kind: 'taken up', sale: taken });
      if (gone > 0) dispatch({ kind: 'told', key: 'held.linesGone' });
    },
    async dropHeld(id: string) {
      const { sale: dropped } = await heldSales.take(id);
      run({ kind: 'cleared', sale: dropped, whole: true }, dispatch);
      dispatch({ kind: 'dropped', sale: dropped });
    },
  };
}

/** What the till has to say now: its own notice first, else what the hour has to say about the basket. */
function useNotice({ notice }: TillState, currency: string, otherwise: () => string | undefined) {
  const t = useT();
  const { textOf } = useProblemText();
  const say = (own: Notice) => {
    if ('key' in own) {
      const { cents: amount, ...values } = own.values ?? {};
      return t(own.key, { ...values, ...(amount !== undefined && { amount: formatCents(Number(amount), currency) }) });
    }
    return own.about ? `${own.about}: ${textOf(own.problem)}` : textOf(own.problem);
  };
  const unknown = notice && 'key' in notice ? notice.unknown : undefined;
  const isFailure = unknown !== undefined || (notice !== undefined && 'problem' in notice);
  return { text: notice ? say(notice) : otherwise(), isOwn: notice !== undefined, isFailure, unknown };
}
