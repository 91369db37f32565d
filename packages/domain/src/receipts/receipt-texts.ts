import { TENDER_NAMES } from '../tenders/tender-names.ts';
import type { TenderType } from '../tenders/tender-types.ts';

export const RECEIPT_LANGUAGES = ['en', 'es'] as const;
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number];

/** What stands on a receipt besides what was sold; `{…}` is filled. */
export interface ReceiptTexts {
  number: string;
  copy: string;
  /** What a link leads to that tells how the prices came about. */
  explained: string;
  return: string;
  voided: string;
  giftCard: string;
  accountPayment: string;
  signature: string;
  empties: string;
  included: string;
  total: string;
  rounding: string;
  change: string;
  exempt: string;
  /** Of a tax that prices contain, where the customer is exempt. */
  notCharged: string;
  saved: string;
  oneUnit: string;
  units: string;
  tenders: Readonly<Record<TenderType, string>>;
}

export const RECEIPT_TEXTS: Readonly<Record<ReceiptLanguage, ReceiptTexts>> = {
  en: {
    number: 'Receipt {number}',
    copy: 'Copy',
    explained: 'How these prices came about',
    return: 'Return',
    voided: 'Voided',
    giftCard: 'Gift card',
    accountPayment: 'Paid on account',
    signature: 'Signature',
    empties: 'Empties {count} × {name}',
    included: '{name} (included)',
    total: 'Total',
    rounding: 'Rounding',
    change: 'Change',
    exempt: 'Tax exempt {number}',
    notCharged: 'Tax not charged',
    saved: 'You saved {amount}',
    oneUnit: '1 unit',
    units: '{count} units',
    tenders: TENDER_NAMES.en,
  },
  es: {
    number: 'Recibo {number}',
    copy: 'Copia',
    explained: 'Cómo se calcularon estos precios',
    return: 'Devolución',
    voided: 'Anulada',
    giftCard: 'Tarjeta de regalo',
    accountPayment: 'Abono a la cuenta',
    signature: 'Firma',
    empties: 'Envases {count} × {name}',
    included: '{name} (incluido)',
    total: 'Total',
    rounding: 'Redondeo',
    change: 'Cambio',
    exempt: 'Exento de impuestos {number}',
    notCharged: 'Impuesto no cobrado',
    saved: 'Ha ahorrado {amount}',
    oneUnit: '1 unidad',
    units: '{count} unidades',
    tenders: TENDER_NAMES.es,
  },
};

/** Puts values into a text's places. */
export function fillReceiptText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
