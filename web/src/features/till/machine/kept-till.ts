import { readStored, readStoredList } from '../../../lib/stored';
import { isOpenSale, type OpenSale } from './open-sale';
import type { Scan } from './state';

/** What of a user's till in this tab is kept over a reload: the open sale, and what was scanned and waits for its turn. */
export function keptTill(userId: string) {
  const [sale, waiting] = [`till.sale.3.${userId}`, `till.waiting.1.${userId}`];
  return {
    sale: () => readStored<OpenSale>(sessionStorage.getItem(sale), isOpenSale),
    waiting: () => readStoredList<Scan>(sessionStorage.getItem(waiting), isScan),
    keepSale: (open: OpenSale) => sessionStorage.setItem(sale, JSON.stringify(open)),
    keepWaiting: (scans: readonly Scan[]) => sessionStorage.setItem(waiting, JSON.stringify(scans)),
    forget() {
      sessionStorage.removeItem(sale);
      sessionStorage.removeItem(waiting);
    },
  };
}

function isScan({ code, quantity }: Partial<Scan>): boolean {
  return typeof code === 'string' && Number.isInteger(quantity);
}
