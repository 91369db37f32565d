import { useHotkeys } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemOf } from '../../lib/problem';
import { beep } from '../../lib/sounds';
import { useT } from '../../lib/texts';
import { useProfile } from '../session/session';
import type { SaleOutcome } from './api/create-sale';
import { lookUpCode } from './api/look-up-code';
import {
  added,
  askedOf,
  type BasketEntry,
  type Book,
  isNothing,
  type Pack,
  type Product,
  withoutRestricted,
  withQuantity,
} from './basket';
import type { RegisterDialog } from './dialogs';
import { useHeldSales } from './held-sales';
import { hoursNotice } from './notice';
import { readScanInput } from './scan-input';
import { useScannerAnywhere } from './scanner';
import { usePayment } from './use-payment';
import { usePricedSale } from './use-priced-sale';

export type Register = ReturnType<typeof useRegister>;

/** What a cashier can do at the till, and what comes of it: scan, change, put aside, check an age, take payment. */
export function useRegister(book: Book, readAt: number) {
  const t = useT();
  const { user, organization } = useProfile();
  const field = useRef<HTMLInputElement>(null);
  const open = usePricedSale(book, readAt);
  const { sale, passed, change, changeBasket, startNext, age, hours, at, catalogue } = open;
  const { basket } = sale;
  const { held, hold, take } = useHeldSales(organization.id);
  const [typed, setTyped] = useState('');
  const [selected, setSelected] = useState(-1);
  const [scans, setScans] = useState(0);
  const [notice, setNotice] = useState<string>();
  const [dialog, setDialog] = useState<RegisterDialog>();
  const [unknownCode, setUnknownCode] = useState<{ code: string; quantity: number }>();
  const [done, setDone] = useState<SaleOutcome>();
  const [last, setLast] = useState<SaleOutcome>();
  const mayChangePrices = user.role !== 'cashier';
  const nothing = isNothing(sale);
  const chosen = basket[selected] ?? basket.at(-1);

  const focusField = useCallback(() => {
    requestAnimationFrame(() => field.current?.focus());
  }, []);
  const closeDialog = () => {
    setDialog(undefined);
    focusField();
  };

  const payment = usePayment(open, {
    onSold(outcome) {
      beep('done');
      startNext();
      setDialog(undefined);
      setSelected(-1);
      setDone(outcome);
      setLast(outcome);
    },
    onFailed: () => beep('error'),
    onRefused({ code, detail }) {
      if (code === 'price_changed') {
        setNotice(t('till.priceChanged'));
        closeDialog();
      } else if (code === 'age_check_required' || code === 'underage') {
        setNotice(detail);
        setDialog({ kind: 'age', thenPay: true });
      }
    },
  });

  const add = (product: Product, pack: Pack, quantity: number) => {
    changeBasket((current) => added(current, product, pack, quantity));
    beep('scan');
    // Asked at the first restricted bottle, not when the queue waits for the change.
    const before = askedOf(basket, book, at).age?.minimumAge ?? 0;
    const { age: asked } = askedOf([{ product, pack, quantity }], book, at);
    if (asked && asked.minimumAge > Math.max(before, passed?.minimumAge ?? 0)) {
      setDialog({ kind: 'age', thenPay: false });
    }
  };

  const addCode = async (code: string, quantity: number) => {
    setScans((running) => running + 1);
    try {
      const matches = await lookUpCode(catalogue, code);
      const [only] = matches;
      if (only && matches.length === 1) add(only.product, only.pack, quantity);
      else setDialog({ kind: 'pick', matches, quantity });
    } catch (error) {
      beep('error');
      const problem = problemOf(error);
      const unknown = problem.code === 'unknown_barcode';
      setNotice(unknown ? t('till.unknownCode', { code }) : `${code}: ${problem.detail}`);
      if (unknown && mayChangePrices) setUnknownCode({ code, quantity });
    } finally {
      setScans((running) => running - 1);
    }
  };

  const next = () => {
    setDone(undefined);
    setNotice(undefined);
    focusField();
  };

  useScannerAnywhere(
    dialog === undefined,
    typed,
    (key) => {
      if (done) next();
      if ((typed === '' && press(key)) || key.length > 1) return;
      setTyped((text) => text + key);
      focusField();
    },
    () => {
      const { text, quantity, isBarcode } = readScanInput(typed);
      if (!isBarcode) return;
      setTyped('');
      void addCode(text, quantity);
    },
  );

  const changeLine = (entry: BasketEntry | undefined, quantity: (now: number) => number) => {
    if (entry) changeBasket((current) => withQuantity(current, entry, quantity(entry.quantity)));
  };

  /** A key that means something while the field is empty; anything else is typed. */
  const press = (key: string): boolean => {
    if (key === '?') setDialog({ kind: 'keys' });
    else if (key === '+') changeLine(chosen, (quantity) => quantity + 1);
    else if (key === '-') changeLine(chosen, (quantity) => quantity - 1);
    else if (key === 'Delete') changeLine(chosen, () => 0);
    else if (key === 'ArrowDown') setSelected(Math.min(selected + 1, basket.length - 1));
    else if (key === 'ArrowUp') setSelected(selected < 0 ? basket.length - 1 : Math.max(selected - 1, 0));
    else return false;
    return true;
  };

  const dismissNotice = () => {
    setNotice(undefined);
    setUnknownCode(undefined);
    focusField();
  };

  const openLine = useCallback((index: number) => setDialog({ kind: 'line', index }), []);
  const setQuantity = useCallback(
    (entry: BasketEntry, quantity: number) => {
      changeBasket((current) => withQuantity(current, entry, quantity));
      focusField();
    },
    [changeBasket, focusField],
  );

  // A scan still on its way belongs to this sale.
  const mayPay = !nothing && scans === 0 && hours.open;
  const beginPayment = () => {
    if (!mayPay || dialog || done) return;
    payment.begin();
    setDialog(open.ageAsked ? { kind: 'age', thenPay: true } : { kind: 'pay' });
  };

  /** Puts the sale aside for the next customer; with nothing rung up, shows what was put aside. */
  const holdOrTake = () => {
    if (scans > 0 || done) return;
    if (nothing) {
      setDialog({ kind: 'held' });
      return;
    }
    const { totalCents } = open.priced.totals;
    hold({ ...sale, heldAt: new Date().toISOString(), heldBy: user.name, totalCents });
    startNext();
    setSelected(-1);
    setNotice(t('held.putAside'));
    closeDialog();
  };

  const takeUp = (id: string) => {
    const taken = take(id);
    if (taken) {
      const { heldAt: _at, heldBy: _by, totalCents: _total, ...putAside } = taken;
      startNext(putAside);
      setNotice(undefined);
    }
    closeDialog();
  };

  const passAge = (check: NonNullable<typeof passed>['check'], thenPay: boolean) => {
    if (age) open.setPassed({ minimumAge: age.minimumAge, check });
    beep('scan');
    if (thenPay) setDialog({ kind: 'pay' });
    else closeDialog();
  };

  const refuseAge = (tooYoung: boolean) => {
    beep('error');
    changeBasket((current) => withoutRestricted(current, book, at));
    setNotice(t(tooYoung ? 'age.tooYoung' : 'age.refused'));
    closeDialog();
  };

  // A rule that asked for an age may be gone, or not be known here yet.
  const asksInVain = dialog?.kind === 'age' && !age;
  useEffect(() => {
    if (asksInVain) setDialog(undefined);
  }, [asksInVain]);

  const unlessBusy = (action: () => void) => () => {
    if (!dialog && !done) action();
  };
  useHotkeys(
    [
      ['F9', beginPayment],
      ['F2', unlessBusy(() => basket.length > 0 && openLine(selected < 0 ? basket.length - 1 : selected))],
      ['F3', unlessBusy(() => setDialog({ kind: 'more' }))],
      ['F4', unlessBusy(() => mayChangePrices && !nothing && setDialog({ kind: 'discount' }))],
      ['F6', unlessBusy(holdOrTake)],
      ['F7', unlessBusy(() => setDialog({ kind: 'customer' }))],
      ['F8', unlessBusy(() => setDialog({ kind: 'empties' }))],
      ['F10', unlessBusy(() => last && setDialog({ kind: 'receipt' }))],
    ],
    [],
    true,
  );

  return {
    ...open,
    field,
    typed,
    setTyped,
    selected,
    chosen,
    busy: scans > 0,
    nothing,
    mayPay,
    mayChangePrices,
    currency: organization.currency,
    notice: notice ?? hoursNotice(hours, at, t),
    noticeIsMine: notice !== undefined,
    dismissNotice,
    unknownCode,
    dialog,
    setDialog,
    closeDialog,
    focusField,
    payment,
    done,
    last,
    next,
    add,
    addCode,
    press,
    openLine,
    setQuantity,
    beginPayment,
    held,
    holdOrTake,
    takeUp,
    dropHeld: (id: string) => void take(id),
    passAge,
    refuseAge,
    change,
  };
}
