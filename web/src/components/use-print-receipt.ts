import { pairedPrinter, printOnPaper } from '../domain/receipt-printer';
import { useTexts } from '../lib/texts';
import { useToasts } from './toasts';

/** Prints a receipt: on this device's receipt printer, or the page's own by the browser where there is none, or it does not answer. */
export function usePrintReceipt(): (saleId: string, isCopy?: boolean) => void {
  const { t, locale } = useTexts();
  const show = useToasts();
  return (saleId, isCopy = false) => {
    if (!pairedPrinter()) return window.print();
    printOnPaper({ saleId, isCopy, language: locale }).catch((error: unknown) => {
      console.warn(error);
      show({ text: t('printer.silent') });
      window.print();
    });
  };
}
