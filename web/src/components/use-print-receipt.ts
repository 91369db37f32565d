import { useEffect, useRef, useState } from 'react';
import { pairedPrinter, printOnPaper } from '../domain/receipt-printer';
import { useTexts } from '../lib/texts';
import { useToasts } from './toasts';

/**
 * Prints a receipt: on this device's receipt printer, or the page's own by the browser where there is none, or it does not answer while
 * that receipt is still on the page. What was printed once is a copy from then on.
 */
export function usePrintReceipt() {
  const { t, locale } = useTexts();
  const show = useToasts();
  const [isPrinting, setPrinting] = useState(false);
  const [isPrinted, setPrinted] = useState(false);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const byBrowser = () => {
    window.print();
    setPrinted(true);
  };
  const print = async (isCopy: boolean, ...saleIds: string[]) => {
    if (!pairedPrinter()) return byBrowser();
    setPrinting(true);
    try {
      for (const saleId of saleIds) await printOnPaper({ saleId, isCopy, language: locale });
      setPrinted(true);
    } catch (error) {
      console.warn(error);
      show({ text: t(isThere.current ? 'printer.silent' : 'printer.notPrinted') });
      if (isThere.current) byBrowser();
    }
    setPrinting(false);
  };
  return { print, isPrinting, isPrinted };
}
