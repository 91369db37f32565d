import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { useProblemText } from '../../lib/problem-text';
import { beep } from '../../lib/sounds';
import { useT } from '../../lib/texts';
import { useProfile } from '../session/session';
import type { SaleOutcome } from './api/create-sale';
import { type Book, isNothing } from './basket';
import { hoursNotice } from './notice';
import { useSaleJustMade } from './sale-just-made';
import { readScanInput } from './scan-input';
import { useScannerAnywhere } from './scanner';
import { useDigitKeys } from './scans-behind-dialogs';
import { useAgeCheck } from './use-age-check';
import { useDoubtfulSale } from './use-doubtful-sale';
import { useLines } from './use-lines';
import { usePayment } from './use-payment';
import { usePricedSale } from './use-priced-sale';
import { usePuttingAside } from './use-putting-aside';
import { useRingingUp } from './use-ringing-up';
import { useScreen } from './use-screen';

export type Register = ReturnType<typeof useRegister>;

/** What a cashier can do at the till, and what comes of it: ring up, change, put aside, check an age, take payment. */
export function useRegister(book: Book, registerId: string, readAt: number) {
  const t = useT();
  const { textOf } = useProblemText();
  const { user, organization } = useProfile();
  const mayChangePrices = user.role !== 'cashier';
  const open = usePricedSale(book, registerId, readAt);
  const screen = useScreen();
  const lines = useLines(open, screen);
  const ringingUp = useRingingUp(open, screen, mayChangePrices);
  const puttingAside = usePuttingAside(open, screen);
  const ageCheck = useAgeCheck(open, screen);
  const [done, keepDone] = useSaleJustMade(user.id);
  const [last, setLast] = useState<SaleOutcome>();
  const { dialog, setDialog, closeDialog, setNotice, typed, setTyped, focusField } = screen;
  const nothing = isNothing(open.sale);

  const payment = usePayment(open, {
    onSold(outcome) {
      beep('done');
      keepDone(outcome);
      open.startNext();
      lines.unselect();
      setDialog(undefined);
      setLast(outcome);
    },
    onFailed: () => beep('error'),
    onRefused(problem) {
      const { code } = problem;
      if (code === 'price_changed') {
        setNotice(t('till.priceChanged'));
        closeDialog();
      } else if (code === 'age_check_required' || code === 'underage') {
        setNotice(textOf(problem));
        setDialog({ kind: 'age', thenPay: true });
      }
    },
  });

  const next = () => {
    keepDone(undefined);
    setNotice(undefined);
    focusField();
  };

  /** A key that means something while the field is empty; anything else is typed. */
  const press = (key: string): boolean => {
    if (key !== '?') return lines.pressOnLine(key);
    setDialog({ kind: 'keys' });
    return true;
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
      void ringingUp.addCode(text, quantity);
    },
  );

  // The age dialog tells scans from its own digits.
  useDigitKeys(dialog !== undefined && dialog.kind !== 'age', { onScan: ringingUp.later });
  useDoubtfulSale(open, screen);

  // A scan still on its way belongs to this sale.
  const mayPay = !nothing && !ringingUp.busy && open.hours.open;
  const beginPayment = () => {
    if (!mayPay || dialog || done) return;
    payment.begin();
    setDialog(open.ageAsked ? { kind: 'age', thenPay: true } : { kind: 'pay' });
  };
  const holdOrShow = () => {
    if (ringingUp.busy || done) return;
    lines.unselect();
    puttingAside.holdOrShow();
  };

  const unlessBusy = (action: () => unknown) => () => {
    if (!dialog && !done) action();
  };
  const ifManager = (action: () => unknown) => () => (mayChangePrices ? action() : setNotice(t('till.askManager')));
  useHotkeys(
    [
      ['F9', beginPayment],
      ['F2', unlessBusy(lines.openChosen)],
      ['F3', unlessBusy(() => setDialog({ kind: 'more' }))],
      ['F4', unlessBusy(ifManager(() => !nothing && setDialog({ kind: 'discount' })))],
      ['F6', unlessBusy(holdOrShow)],
      ['F7', unlessBusy(ifManager(() => setDialog({ kind: 'customer' })))],
      ['F8', unlessBusy(() => setDialog({ kind: 'empties' }))],
      ['F10', unlessBusy(() => last && setDialog({ kind: 'receipt' }))],
    ],
    [],
    true,
  );

  return {
    ...open,
    ...screen,
    ...lines,
    ...ringingUp,
    ...puttingAside,
    ...ageCheck,
    holdOrShow,
    nothing,
    mayPay,
    mayChangePrices,
    currency: organization.currency,
    notice: screen.notice ?? hoursNotice(open.hours, open.at, t),
    noticeIsMine: screen.notice !== undefined,
    payment,
    beginPayment,
    press,
    done,
    last,
    next,
  };
}
