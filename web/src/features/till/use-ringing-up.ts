import { useCallback, useEffect, useState } from 'react';
import { problemOf } from '../../lib/problem';
import { useProblemText } from '../../lib/problem-text';
import { beep } from '../../lib/sounds';
import { useT } from '../../lib/texts';
import { lookUpCode } from './api/look-up-code';
import { added, askedOf, type Pack, type Product } from './basket';
import type { PricedSale } from './use-priced-sale';
import type { Screen } from './use-screen';

/** A code and how many of it. */
export interface Scan {
  code: string;
  quantity: number;
}

/** Bottles come into the sale: picked, or by a code, which may still be on its way to the server. */
export function useRingingUp(open: PricedSale, screen: Screen, mayAddProducts: boolean) {
  const t = useT();
  const { textOf } = useProblemText();
  const { sale, book, at, passed, changeBasket, catalogue } = open;
  const { dialog, dialogNow, setDialog, setNotice } = screen;
  const [scans, setScans] = useState(0);
  const [unknownCode, setUnknownCode] = useState<Scan>();
  /** Scanned while a dialog stood there: their turn is when it is gone. */
  const [waiting, setWaiting] = useState<readonly Scan[]>([]);
  const wait = useCallback((scan: Scan) => setWaiting((scans) => [...scans, scan]), []);

  const forgetNotice = () => {
    setNotice(undefined);
    setUnknownCode(undefined);
  };

  /** @param waited Scanned behind a dialog: what was said before must still be read. */
  const add = (product: Product, pack: Pack, quantity: number, waited = false) => {
    changeBasket((current) => added(current, product, pack, quantity));
    beep('scan');
    if (!waited) forgetNotice();
    // Asked at the first restricted bottle, not when the queue waits for the change.
    const before = askedOf(sale.basket, book, at).age?.minimumAge ?? 0;
    const { age: asked } = askedOf([{ product, pack, quantity }], book, at);
    const asks = asked && asked.minimumAge > Math.max(before, passed?.minimumAge ?? 0);
    // Behind another dialog it is asked before the payment.
    if (asks && !dialogNow.current) setDialog({ kind: 'age', thenPay: false });
  };

  const addCode = async (code: string, quantity: number, waited = false) => {
    setScans((running) => running + 1);
    try {
      const matches = await lookUpCode(catalogue, code);
      const [only] = matches;
      if (only && matches.length === 1) add(only.product, only.pack, quantity, waited);
      else if (dialogNow.current) wait({ code, quantity });
      else setDialog({ kind: 'pick', matches, quantity });
    } catch (error) {
      beep('error');
      const problem = problemOf(error);
      const unknown = problem.code === 'unknown_barcode';
      setNotice(unknown ? t('till.unknownCode', { code }) : `${code}: ${textOf(problem)}`);
      setUnknownCode(unknown && mayAddProducts ? { code, quantity } : undefined);
    } finally {
      setScans((running) => running - 1);
    }
  };

  const [turn] = dialog ? [] : waiting;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each scan has one turn, whatever ringing it up means by then
  useEffect(() => {
    if (!turn) return;
    setWaiting((scans) => scans.filter((scan) => scan !== turn));
    void addCode(turn.code, turn.quantity, true);
  }, [turn]);

  const dismissNotice = () => {
    forgetNotice();
    screen.focusField();
  };

  const later = useCallback((code: string) => wait({ code, quantity: 1 }), [wait]);
  const busy = scans > 0 || waiting.length > 0;
  return { add, addCode, later, busy, unknownCode, dismissNotice };
}
