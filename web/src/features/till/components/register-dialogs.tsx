import { NO_ROUNDING } from '@liquor-pos/domain/tenders/settle';
import { lazy, Suspense, useEffect } from 'react';
import { depositsPaidOut, withChange } from '../basket';
import type { Register } from '../use-register';

/** Loaded behind the till, as soon as it stands: the first scan need not wait for them. */
const loaders = {
  age: () => import('./age-dialog').then(({ AgeDialog }) => ({ default: AgeDialog })),
  pay: () => import('./tender-dialog').then(({ TenderDialog }) => ({ default: TenderDialog })),
  done: () => import('./sale-done').then(({ SaleDone }) => ({ default: SaleDone })),
  keys: () => import('./keys-dialog').then(({ KeysDialog }) => ({ default: KeysDialog })),
  more: () => import('./more-dialog').then(({ MoreDialog }) => ({ default: MoreDialog })),
  discount: () => import('./discount-dialog').then(({ DiscountDialog }) => ({ default: DiscountDialog })),
  empties: () => import('./empties-dialog').then(({ EmptiesDialog }) => ({ default: EmptiesDialog })),
  customer: () => import('./customer-dialog').then(({ CustomerDialog }) => ({ default: CustomerDialog })),
  held: () => import('./held-dialog').then(({ HeldDialog }) => ({ default: HeldDialog })),
  receipt: () => import('./receipt-dialog').then(({ ReceiptDialog }) => ({ default: ReceiptDialog })),
  line: () => import('./line-dialog').then(({ LineDialog }) => ({ default: LineDialog })),
  quickAdd: () => import('./quick-add-dialog').then(({ QuickAddDialog }) => ({ default: QuickAddDialog })),
  pick: () => import('./pack-picker').then(({ PackPicker }) => ({ default: PackPicker })),
};
const AgeDialog = lazy(loaders.age);
const TenderDialog = lazy(loaders.pay);
const SaleDone = lazy(loaders.done);
const KeysDialog = lazy(loaders.keys);
const MoreDialog = lazy(loaders.more);
const DiscountDialog = lazy(loaders.discount);
const EmptiesDialog = lazy(loaders.empties);
const CustomerDialog = lazy(loaders.customer);
const HeldDialog = lazy(loaders.held);
const ReceiptDialog = lazy(loaders.receipt);
const LineDialog = lazy(loaders.line);
const QuickAddDialog = lazy(loaders.quickAdd);
const PackPicker = lazy(loaders.pick);

/** The dialog that is open over the register, if any. */
export function RegisterDialogs({ register }: { register: Register }) {
  // The network may be gone by the time one is wanted.
  useEffect(() => {
    void Promise.allSettled(Object.values(loaders).map((load) => load()));
  }, []);
  return <Suspense fallback={null}>{dialogOf(register)}</Suspense>;
}

function dialogOf(register: Register) {
  const { dialog, sale, priced, book, at, age, currency, closeDialog, change, changeBasket } = register;
  if (register.done) return <SaleDone outcome={register.done} timezone={book.timezone} onNext={register.next} />;
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'pay': {
      const { pay, isPending, error } = register.payment;
      return (
        <TenderDialog
          totalCents={priced.totals.totalCents}
          rounding={book.cashRounding ?? NO_ROUNDING}
          changeLimitCents={book.limits.changeCents}
          currency={currency}
          pending={isPending}
          error={error}
          onPay={pay}
          onClose={() => !isPending && closeDialog()}
        />
      );
    }
    case 'age':
      if (!age) return null;
      return (
        <AgeDialog
          requirement={age}
          today={at.date}
          onPassed={(check) => {
            if (dialog.thenPay) register.payment.begin();
            register.passAge(check, dialog.thenPay);
          }}
          onScan={register.later}
          onRefused={register.refuseAge}
          onClose={closeDialog}
        />
      );
    case 'keys':
      return <KeysDialog onClose={closeDialog} />;
    case 'more':
      return <MoreDialog register={register} />;
    case 'discount':
      return (
        <DiscountDialog
          discount={sale.discount}
          onGive={(discount) => {
            change((content) => ({ ...content, discount }));
            closeDialog();
          }}
          onClose={closeDialog}
        />
      );
    case 'empties':
      return (
        <EmptiesDialog
          deposits={depositsPaidOut(book, at)}
          empties={sale.empties ?? []}
          most={register.mayChangePrices ? undefined : book.limits.emptiesPerSale}
          currency={currency}
          onTake={(empties) => {
            change((content) => ({ ...content, empties }));
            closeDialog();
          }}
          onClose={closeDialog}
        />
      );
    case 'customer':
      return (
        <CustomerDialog
          groups={[...new Set(book.promotions.flatMap(({ customerGroups }) => customerGroups ?? []))]}
          customer={sale.customer}
          onSet={(customer) => {
            change((content) => ({ ...content, customer }));
            closeDialog();
          }}
          onClose={closeDialog}
        />
      );
    case 'held':
      return (
        <HeldDialog
          held={register.held}
          currency={currency}
          timezone={book.timezone}
          onTake={register.takeUp}
          onDrop={register.dropHeld}
          onClose={closeDialog}
        />
      );
    case 'receipt':
      return (
        register.last && <ReceiptDialog sale={register.last.sale} timezone={book.timezone} onClose={closeDialog} />
      );
    case 'line': {
      const entry = sale.basket[dialog.index];
      const line = priced.lines[dialog.index];
      if (!entry || !line) return null;
      return (
        <LineDialog
          entry={entry}
          line={line}
          currency={currency}
          mayChange={register.mayChangePrices}
          onChange={(changed) => {
            changeBasket((current) => withChange(current, entry, changed));
            closeDialog();
          }}
          onClose={closeDialog}
        />
      );
    }
    case 'pick':
      return (
        <PackPicker
          matches={dialog.matches}
          currency={currency}
          onPick={({ product, pack }) => {
            closeDialog();
            register.add(product, pack, dialog.quantity);
          }}
          onClose={closeDialog}
        />
      );
    case 'quick-add':
      return (
        <QuickAddDialog
          code={dialog.code}
          onAdded={({ product, pack }) => {
            closeDialog();
            register.add(product, pack, dialog.quantity);
            void register.catalogue.refresh();
          }}
          onClose={closeDialog}
        />
      );
  }
}
