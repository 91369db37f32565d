import { TENDER_NAMES } from '@liquor-pos/domain/tenders/tender-names';
import type { Language } from '../organization-profile/report-mail.schema';

const EN = {
  day: 'Sales of {day}',
  week: 'Sales of the week {from} – {to}',
  month: 'Sales of {month}',
  against: 'Compared with {days}',
  nothing: 'Nothing was sold.',
  net: 'Net sales',
  total: 'Total with tax and deposits',
  sales: 'Sales',
  units: 'Units',
  average: 'Average sale',
  margin: 'Margin',
  discounts: 'Discounts',
  returned: 'Returned ({count})',
  voided: 'Voided ({count})',
  taxes: 'Taxes',
  tenders: 'Payments',
  categories: 'Categories',
  products: 'Products',
  more: 'The table of all products is attached.',
  why: '{name} asked for this report in Liquor POS; it is stopped there under Reports.',
  was: 'was',
  ...TENDER_NAMES.en,
  gift_cards: 'Gift cards sold',
  account_payments: 'Paid on account',
  category: 'No category',
  empties: 'Empties returned',
};

const ES: Readonly<Record<keyof typeof EN, string>> = {
  day: 'Ventas del {day}',
  week: 'Ventas de la semana {from} – {to}',
  month: 'Ventas de {month}',
  against: 'Comparado con {days}',
  nothing: 'No se vendió nada.',
  net: 'Ventas netas',
  total: 'Total con impuestos y depósitos',
  sales: 'Ventas',
  units: 'Unidades',
  average: 'Venta media',
  margin: 'Margen',
  discounts: 'Descuentos',
  returned: 'Devuelto ({count})',
  voided: 'Anulado ({count})',
  taxes: 'Impuestos',
  tenders: 'Pagos',
  categories: 'Categorías',
  products: 'Productos',
  more: 'La tabla de todos los productos va adjunta.',
  why: '{name} pidió este informe en Liquor POS; se detiene allí, en Informes.',
  was: 'antes',
  ...TENDER_NAMES.es,
  gift_cards: 'Tarjetas de regalo vendidas',
  account_payments: 'Abonos a cuenta',
  category: 'Sin categoría',
  empties: 'Envases devueltos',
};

export type MailTexts = Readonly<Record<keyof typeof EN, string>>;
export const MAIL_TEXTS: Readonly<Record<Language, MailTexts>> = { en: EN, es: ES };

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
