import { readStored } from '../../../lib/stored';
import { isOpenSale, type OpenSale } from './open-sale';

/** The open sale of a user in this tab, kept over a reload. */
export function keptSale(userId: string) {
  const key = `till.sale.3.${userId}`;
  return {
    read: () => readStored<OpenSale>(sessionStorage.getItem(key), isOpenSale),
    keep: (sale: OpenSale) => sessionStorage.setItem(key, JSON.stringify(sale)),
    forget: () => sessionStorage.removeItem(key),
  };
}
