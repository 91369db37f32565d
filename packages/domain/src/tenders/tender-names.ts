import type { TenderType } from './tender-types.ts';

/** What each way of paying is called, on receipts and in reports. */
export const TENDER_NAMES = {
  en: {
    cash: 'Cash',
    card: 'Card',
    check: 'Check',
    gift_card: 'Gift card',
    store_credit: 'Store credit',
    ebt: 'EBT',
    house_account: 'House account',
    other: 'Other',
    exchange: 'Exchange',
  },
  es: {
    cash: 'Efectivo',
    card: 'Tarjeta',
    check: 'Cheque',
    gift_card: 'Tarjeta de regalo',
    store_credit: 'Crédito de la tienda',
    ebt: 'EBT',
    house_account: 'Cuenta de la casa',
    other: 'Otro',
    exchange: 'Canje',
  },
} as const satisfies Record<string, Record<TenderType, string>>;
