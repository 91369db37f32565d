import { NO_ROUNDING } from '@liquor-pos/domain/tenders/settle';
import { type ComponentType, type ReactNode, Suspense, useEffect } from 'react';
import { formatCents } from '../../../lib/format';
import { lazyAhead } from '../../../lib/lazy-ahead';
import { withItsTexts } from '../../../lib/texts';
import { couponIn, couponsTaken, depositsPaidOut, givenAwayCents } from '../basket';
import type { TillDialog } from '../machine/state';
import type { Till } from '../use-till';

type DialogOf<K extends TillDialog['kind']> = Extract<TillDialog, { kind: K }>;

/** A dialog of the till: its module, loaded behind the till as soon as that stands, and how it is shown. */
interface Entry<K extends TillDialog['kind']> {
  load(): Promise<unknown>;
  show(till: Till, dialog: DialogOf<K>): ReactNode;
}

function entry<P extends object, K extends TillDialog['kind'] = TillDialog['kind']>(
  module: () => Promise<ComponentType<P>>,
  show: (Dialog: ComponentType<P>, till: Till, dialog: DialogOf<K>) => ReactNode,
): Entry<K> {
  const { Component, load } = lazyAhead(() => withItsTexts(module()));
  return { load, show: (till, dialog) => show(Component, till, dialog) };
}

const close =
  ({ dispatch }: Till) =>
  () =>
    dispatch({ kind: 'closed' });

const NO_CODES: readonly string[] = [];

/** Every dialog of the till. */
const DIALOGS: { [K in TillDialog['kind']]: Entry<K> } = {
  pay: entry(
    () => import('./tender-dialog').then(({ TenderDialog }) => TenderDialog),
    (Tender, till, { code, afterAge }: DialogOf<'pay'>) => (
      <Tender
        scanned={code}
        afterAge={afterAge === true}
        onScanUsed={() => till.dispatch({ kind: 'dialog', dialog: { kind: 'pay' } })}
        totalCents={till.dueCents}
        totalOf={till.dueOf}
        ebtEligibleCents={till.priced.ebtEligibleCents}
        rounding={till.isPaidOutExactly ? NO_ROUNDING : (till.book.cashRounding ?? NO_ROUNDING)}
        changeLimitCents={till.book.limits.changeCents}
        taken={till.book.tenders}
        tendered={till.state.sale.tendered ?? []}
        onTendered={(tenders) => till.dispatch({ kind: 'tendered', tenders })}
        currency={till.currency}
        pending={till.payment.isPending}
        error={till.payment.error}
        waiting={till.state.waiting.length}
        onPay={till.payment.pay}
        onAgain={till.payment.again}
        onClose={() => !till.payment.isPending && close(till)()}
      />
    ),
  ),
  age: entry(
    () => import('./age-dialog').then(({ AgeDialog }) => AgeDialog),
    (Age, till, { thenPay }: DialogOf<'age'>) =>
      till.age && (
        <Age
          requirement={till.age}
          today={till.at.date}
          onPassed={(check) =>
            till.age && till.dispatch({ kind: 'age passed', minimumAge: till.age.minimumAge, check, thenPay })
          }
          onScan={till.scanned}
          onRefused={(refusal) =>
            till.age && till.dispatch({ kind: 'age refused', refusal, minimumAge: till.age.minimumAge })
          }
          onClose={close(till)}
        />
      ),
  ),
  keys: entry(
    () => import('./keys-dialog').then(({ KeysDialog }) => KeysDialog),
    (Keys, till) => <Keys till={till} onClose={close(till)} />,
  ),
  many: entry(
    () => import('./many-dialog').then(({ ManyDialog }) => ManyDialog),
    (Many, till, { scan }: DialogOf<'many'>) => (
      <Many scan={scan} onSure={() => till.dispatch({ kind: 'scanned', scan, sure: true })} onClose={close(till)} />
    ),
  ),
  quantity: entry(
    () => import('./quantity-dialog').then(({ QuantityDialog }) => QuantityDialog),
    (Quantity, till, { index }: DialogOf<'quantity'>) => {
      const counted = till.state.sale.basket[index];
      if (!counted) return null;
      return (
        <Quantity
          entry={counted}
          onCount={(quantity) => till.dispatch({ kind: 'quantity', entry: counted, quantity })}
          onScan={till.scanned}
          onClose={close(till)}
        />
      );
    },
  ),
  discount: entry(
    () => import('./discount-dialog').then(({ DiscountDialog }) => DiscountDialog),
    (Discount, till) => (
      <Discount
        discount={till.state.sale.discount}
        onGive={(discount) => {
          const event = { kind: 'content', change: { discount } } as const;
          if (discount) till.changed('sale.discount', event);
          else till.dispatch(event);
        }}
        onClose={close(till)}
      />
    ),
  ),
  'gift-card': entry(
    () => import('./gift-card-dialog').then(({ GiftCardDialog }) => GiftCardDialog),
    (Gift, till, { code }: DialogOf<'gift-card'>) => (
      <Gift
        scanned={code}
        onScanUsed={() => till.dispatch({ kind: 'dialog', dialog: { kind: 'gift-card' } })}
        currency={till.currency}
        onSell={(card) => {
          const giftCards = [...(till.state.sale.giftCards ?? []), card];
          till.dispatch({ kind: 'content', change: { giftCards } });
        }}
        onClose={close(till)}
      />
    ),
  ),
  account: entry(
    () => import('./account-payment-dialog').then(({ AccountPaymentDialog }) => AccountPaymentDialog),
    (Account, till) => (
      <Account
        currency={till.currency}
        already={till.state.sale.accountPayments ?? []}
        onPay={(payment) => {
          const accountPayments = [...(till.state.sale.accountPayments ?? []), payment];
          till.dispatch({ kind: 'content', change: { accountPayments } });
        }}
        onClose={close(till)}
      />
    ),
  ),
  empties: entry(
    () => import('./empties-dialog').then(({ EmptiesDialog }) => EmptiesDialog),
    (Empties, till) => (
      <Empties
        deposits={depositsPaidOut(till.book, till.at)}
        empties={till.state.sale.empties ?? []}
        most={till.mayChangePrices ? undefined : till.book.limits.emptiesPerSale}
        currency={till.currency}
        onTake={(empties, tooMany) => {
          const event = { kind: 'content', change: { empties } } as const;
          if (tooMany) till.allowed('empties.over_limit', event);
          else till.dispatch(event);
        }}
        onClose={close(till)}
      />
    ),
  ),
  customer: entry(
    () => import('./customer-dialog').then(({ CustomerDialog }) => CustomerDialog),
    (Customer, till, { code }: DialogOf<'customer'>) => (
      <Customer
        scanned={code}
        groups={[...new Set(till.book.promotions.flatMap(({ customerGroups }) => customerGroups ?? []))]}
        customer={till.state.sale.customer}
        onSet={(customer) => {
          const event = { kind: 'content', change: { customer } } as const;
          // Only what changes prices is a manager's to allow: that somebody buys is not.
          if (customer?.groups || customer?.taxExemption) till.allowed('sale.discount', event);
          else till.dispatch(event);
        }}
        onClose={close(till)}
      />
    ),
  ),
  coupon: entry(
    () => import('./coupon-dialog').then(({ CouponDialog }) => CouponDialog),
    (Coupon, till) => (
      <Coupon
        taken={couponsTaken(till.state.sale, till.book, till.at)}
        codeIn={(text) => couponIn(text, till.book, till.at)}
        onChange={(coupons) => till.dispatch({ kind: 'content', change: { coupons } })}
        onClose={close(till)}
      />
    ),
  ),
  approve: entry(
    () => import('./approval-dialog').then(({ ApprovalDialog }) => ApprovalDialog),
    (Approve, till, { permission, next }: DialogOf<'approve'>) => (
      <Approve
        permission={permission}
        subject={till.state.sale.id}
        about={aboutOf(till, next)}
        onApproved={(approval) => till.dispatch({ kind: 'approved', approval })}
        onClose={close(till)}
      />
    ),
  ),
  drawer: entry(
    () => import('../drawer/drawer-dialog').then(({ DrawerDialog }) => DrawerDialog),
    (Drawer, till) => (
      <Drawer
        registerId={till.registerId}
        currency={till.currency}
        timezone={till.book.timezone}
        openSale={!till.nothing}
        onClose={close(till)}
      />
    ),
  ),
  'open-drawer': entry(
    () => import('../drawer/open-drawer-dialog').then(({ OpenDrawerDialog }) => OpenDrawerDialog),
    (OpenDrawer, till) => (
      <OpenDrawer registerId={till.registerId} currency={till.currency} onOpen={close(till)} onClose={close(till)} />
    ),
  ),
  hold: entry(
    () => import('./hold-dialog').then(({ HoldDialog }) => HoldDialog),
    (Hold, till) => <Hold onHold={till.hold} onClose={close(till)} />,
  ),
  held: entry(
    () => import('./held-dialog').then(({ HeldDialog }) => HeldDialog),
    (Held, till) => (
      <Held
        held={till.held}
        currency={till.currency}
        timezone={till.book.timezone}
        onTake={till.takeUp}
        onDrop={till.dropHeld}
        onClose={close(till)}
      />
    ),
  ),
  receipt: entry(
    () => import('./receipt-dialog').then(({ ReceiptDialog }) => ReceiptDialog),
    (Receipt, till, { number }: DialogOf<'receipt'>) => (
      <Receipt
        scanned={number}
        last={till.state.last?.sale}
        mayVoidAny={till.mayChangePrices}
        shiftId={till.drawer.shift?.id}
        registerId={till.registerId}
        timezone={till.book.timezone}
        mails={till.book.mailsReceipts}
        exchanging={till.state.sale.exchange?.receiptNumber}
        onNoReceipt={() => till.dispatch({ kind: 'dialog', dialog: { kind: 'no-receipt' } })}
        onExchange={(exchange) => till.dispatch({ kind: 'content', change: { exchange } })}
        onClose={close(till)}
      />
    ),
  ),
  'no-receipt': entry(
    () => import('./no-receipt-dialog').then(({ NoReceiptDialog }) => NoReceiptDialog),
    (NoReceipt, till, { codes = NO_CODES }: DialogOf<'no-receipt'>) => (
      <NoReceipt
        scanned={codes}
        catalogue={till.catalogue}
        registerId={till.registerId}
        timezone={till.book.timezone}
        givesCredit={till.book.tenders.includes('store_credit')}
        onFixed={(isFixed) => till.dispatch({ kind: 'goods fixed', isFixed })}
        onClose={close(till)}
      />
    ),
  ),
  line: entry(
    () => import('./line-dialog').then(({ LineDialog }) => LineDialog),
    (Line, till, { index }: DialogOf<'line'>) => {
      const entryAt = till.state.sale.basket[index];
      const line = till.priced.lines[index];
      if (!entryAt || !line) return null;
      return (
        <Line
          entry={entryAt}
          line={line}
          currency={till.currency}
          mostMissedCents={till.mayChangePrices ? till.priced.promotionsMostMissedCents : undefined}
          onChange={(change) => {
            const event = { kind: 'line changed', entry: entryAt, change } as const;
            if (change.override) till.changed('sale.price_override', event);
            else if (change.discount) till.changed('sale.discount', event);
            else till.dispatch(event);
          }}
          onClose={close(till)}
        />
      );
    },
  ),
  pick: entry(
    () => import('./pack-picker').then(({ PackPicker }) => PackPicker),
    (Pick, till, { matches, quantity }: DialogOf<'pick'>) => (
      <Pick
        matches={matches}
        currency={till.currency}
        onPick={(match) => till.dispatch({ kind: 'picked', ...match, quantity })}
        onClose={close(till)}
      />
    ),
  ),
  'quick-add': entry(
    () => import('./quick-add-dialog').then(({ QuickAddDialog }) => QuickAddDialog),
    (QuickAdd, till, { code, quantity }: DialogOf<'quick-add'>) => (
      <QuickAdd
        code={code}
        saleId={till.state.sale.id}
        currency={till.currency}
        onAdded={(match) => {
          till.dispatch({ kind: 'picked', ...match, quantity });
          void till.catalogue.refresh();
        }}
        onClose={close(till)}
      />
    ),
  ),
};

const saleDone = lazyAhead(() => withItsTexts(import('./sale-done').then(({ SaleDone }) => SaleDone)));

/** The dialog that is open over the till, if any. */
export function TillDialogs({ till }: { till: Till }) {
  // The network may be gone by the time one is wanted.
  useEffect(() => {
    void Promise.allSettled([saleDone.load(), ...Object.values(DIALOGS).map(({ load }) => load())]);
  }, []);
  const { dialog } = till.state;
  // A rule that asked for an age may be gone, or not be known here yet.
  const asksInVain = dialog?.kind === 'age' && !till.age;
  const { dispatch } = till;
  useEffect(() => {
    if (asksInVain) dispatch({ kind: 'closed' });
  }, [asksInVain, dispatch]);
  return <Suspense fallback={null}>{shown(till)}</Suspense>;
}

function shown(till: Till): ReactNode {
  const { dialog } = till.state;
  if (till.done)
    return (
      <saleDone.Component
        outcome={till.done}
        timezone={till.book.timezone}
        mails={till.book.mailsReceipts}
        onNext={till.next}
      />
    );
  if (!dialog) return null;
  // Each entry takes the dialog of its own kind, which is the one it was found by.
  const { show } = DIALOGS[dialog.kind] as Entry<TillDialog['kind']>;
  return show(till, dialog);
}

/** What somebody is asked to allow, in words and amounts. */
function aboutOf(till: Till, next: DialogOf<'approve'>['next']): string {
  const { currency, book, at } = till;
  const { sale } = till.state;
  const money = (cents: number) => formatCents(cents, currency);
  if (!('kind' in next)) {
    const cents = givenAwayCents(sale, book, at);
    // What comes back is worth more than what goes out: so much is paid out.
    if (till.dueCents < 0) return `${sale.exchange?.receiptNumber ?? ''} · ${money(till.dueCents)}`;
    return cents > 0
      ? `−${money(cents)} · ${money(till.priced.totals.totalCents)}`
      : money(till.priced.totals.totalCents);
  }
  if (next.kind === 'line changed') {
    const { entry: of, change } = next;
    const from = `${of.quantity} × ${of.product.name} ${money(of.pack.priceCents)}`;
    if (change.override) return `${from} → ${money(change.override.unitPriceCents)} · ${change.override.reason}`;
    return `${from} · −${(change.discount?.rateMillionths ?? 0) / 10_000} % · ${change.discount?.reason ?? ''}`;
  }
  if (next.kind !== 'content') return '';
  const { discount, empties, customer } = next.change;
  if (discount) return `−${(discount.rateMillionths ?? 0) / 10_000} % · ${discount.reason}`;
  if (empties) return `× ${empties.reduce((sum, { count }) => sum + count, 0)}`;
  return [...(customer?.groups ?? []), customer?.taxExemption ?? ''].filter(Boolean).join(' · ');
}
