import { nameWithSize } from '../catalogue/bottle-size.ts';
import { paymentDetail } from '../tenders/tender-reference.ts';
import type { TenderType } from '../tenders/tender-types.ts';
import { fillReceiptText, RECEIPT_TEXTS, type ReceiptLanguage, type ReceiptTexts } from './receipt-texts.ts';
import { taxNotCharged } from './tax-not-charged.ts';

/** A sale or return, as far as its receipt shows it. */
export interface ReceiptSale {
  receiptNumber: string;
  kind: 'sale' | 'return';
  status: 'completed' | 'voided';
  cashierName: string;
  lines: readonly ReceiptSaleLine[];
  empties: readonly { name: string; count: number; amountCents: number }[];
  totals: { discountCents: number; units: number };
  totalCents: number;
  tenders: readonly {
    type: TenderType;
    amountCents: number;
    reference?: string | undefined;
    code?: string | undefined;
    name?: string | undefined;
  }[];
  roundingCents: number;
  changeCents: number;
  customer: { taxExemption: string | null } | null;
}

export interface ReceiptSaleLine {
  name: string;
  volumeMl: number | null;
  quantity: number;
  packName: string;
  unitPriceCents: number;
  grossCents: number;
  discounts: readonly { name: string; amountCents: number }[];
  deposits: readonly { name: string; amountCents: number }[];
  taxes: readonly { name: string; amountCents: number; inclusive: boolean }[];
  totalCents: number;
  giftCard?: { code: string; amountCents: number } | undefined;
  accountPayment?: { code: string; name: string; amountCents: number } | undefined;
}

/** What a store's receipts say besides; lines are kept as they were typed. */
export interface ReceiptStore {
  address: string;
  taxNumber: string;
  head: string;
  foot: string;
}

export interface ReceiptOptions {
  organizationName: string;
  store: ReceiptStore;
  language: ReceiptLanguage;
  /** When it was, on the store's clock, as people read it. */
  at: string;
  /** Printed again. */
  isCopy: boolean;
  /** Cents as people write them. */
  money(cents: number): string;
}

/** A line of a receipt with its amount on the right. */
export interface ReceiptRow {
  name: string;
  amountCents: number;
}

export interface ReceiptItem extends ReceiptRow {
  /** How many of which pack at what price; empty for a gift card. */
  detail: string;
  discounts: ReceiptRow[];
  /** Of a gift card: what its buyer pays with, to be read and to be scanned. */
  code: string | null;
}

export interface ReceiptPayment extends ReceiptRow {
  /** The last digits of what paid; empty where it has none. */
  detail: string;
  /** Of store credit that was given: what its owner pays with. */
  code: string | null;
}

/** A receipt, whichever way it is shown: on a page, by a receipt printer, as a PDF or in a mail. */
export interface ReceiptDocument {
  organizationName: string;
  /** Lines below the name: address, tax number, what else the store has there. */
  head: string[];
  number: string;
  /** When, and who sold. */
  made: string;
  /** That it is a copy, of a return, of a voided sale. */
  marks: string[];
  items: ReceiptItem[];
  /** Deposits, empties and each tax. */
  sums: ReceiptRow[];
  total: ReceiptRow;
  payments: ReceiptPayment[];
  notes: string[];
  foot: string[];
  /** By which a scan at the till finds the sale; null of a return. */
  barcode: string | null;
}

const SIGNATURE_LINE = '_'.repeat(18);

/** What a sale's receipt says, in the order in which it says it. */
export function receiptDocument(sale: ReceiptSale, options: ReceiptOptions): ReceiptDocument {
  const { organizationName, store, language, at, isCopy, money } = options;
  const texts = RECEIPT_TEXTS[language];
  const { discountCents } = sale.totals;
  const units = Math.abs(sale.totals.units);
  const goods = sale.lines.filter(({ giftCard, accountPayment }) => !giftCard && !accountPayment);
  return {
    organizationName,
    head: receiptHead(store),
    number: fillReceiptText(texts.number, { number: sale.receiptNumber }),
    made: `${at} · ${sale.cashierName}`,
    marks: [
      ...(isCopy ? [texts.copy] : []),
      ...(sale.kind === 'return' ? [texts.return] : []),
      ...(sale.status === 'voided' ? [texts.voided] : []),
    ],
    items: [...goods.map((line) => itemOf(line, money)), ...sale.lines.flatMap((line) => noGoodsOf(line, texts))],
    sums: sumsOf(sale, goods, texts),
    total: { name: texts.total, amountCents: sale.totalCents },
    payments: paymentsOf(sale, texts),
    notes: [
      // Who bought on account signs for it.
      ...(sale.kind === 'sale' && sale.tenders.some(({ type }) => type === 'house_account')
        ? [`${texts.signature}: ${SIGNATURE_LINE}`]
        : []),
      ...(sale.customer?.taxExemption ? [fillReceiptText(texts.exempt, { number: sale.customer.taxExemption })] : []),
      ...(discountCents > 0 ? [fillReceiptText(texts.saved, { amount: money(discountCents) })] : []),
      ...(units === 0 ? [] : [units === 1 ? texts.oneUnit : fillReceiptText(texts.units, { count: units })]),
    ],
    foot: linesOf(store.foot),
    barcode: sale.kind === 'sale' ? sale.receiptNumber : null,
  };
}

/** What stands below a store's name. */
export function receiptHead({ address, taxNumber, head }: ReceiptStore): string[] {
  return [address, taxNumber, head].flatMap(linesOf);
}

function itemOf(line: ReceiptSaleLine, money: ReceiptOptions['money']): ReceiptItem {
  return {
    name: nameWithSize(line.name, line.volumeMl),
    amountCents: line.grossCents,
    detail: `${line.quantity} × ${line.packName} ${money(line.unitPriceCents)}`,
    discounts: line.discounts.map(({ name, amountCents }) => ({ name, amountCents: -amountCents })),
    code: null,
  };
}

/** What was put on a gift card, or paid into an account. */
function noGoodsOf({ giftCard, accountPayment }: ReceiptSaleLine, texts: ReceiptTexts): ReceiptItem[] {
  if (accountPayment) {
    const { name, amountCents } = accountPayment;
    return [{ name: texts.accountPayment, amountCents, detail: name, discounts: [], code: null }];
  }
  if (!giftCard) return [];
  const { amountCents, code } = giftCard;
  return [{ name: texts.giftCard, amountCents, detail: '', discounts: [], code }];
}

/** Each deposit and tax once, however many lines have it. */
function sumsOf({ empties }: ReceiptSale, goods: readonly ReceiptSaleLine[], texts: ReceiptTexts): ReceiptRow[] {
  const taxes = goods.flatMap((line) => line.taxes);
  const notChargedCents = taxNotCharged(goods);
  return [
    ...summed(goods.flatMap((line) => line.deposits)),
    ...empties.map(({ name, count, amountCents }) => ({
      name: fillReceiptText(texts.empties, { name, count }),
      amountCents,
    })),
    ...summed(
      taxes.map(({ name, amountCents, inclusive }) => ({
        name: inclusive ? fillReceiptText(texts.included, { name }) : name,
        amountCents,
      })),
    ),
    ...(notChargedCents === 0 ? [] : [{ name: texts.notCharged, amountCents: -notChargedCents }]),
  ];
}

function paymentsOf({ tenders, roundingCents, changeCents }: ReceiptSale, texts: ReceiptTexts): ReceiptPayment[] {
  const besides = (name: string, amountCents: number) =>
    amountCents === 0 ? [] : [{ name, amountCents, detail: '', code: null }];
  return [
    ...tenders.map(({ type, amountCents, reference, code, name }) => ({
      name: texts.tenders[type],
      amountCents,
      detail: paymentDetail({ reference, code, name }),
      code: type === 'store_credit' && amountCents < 0 ? (code ?? null) : null,
    })),
    ...besides(texts.rounding, roundingCents),
    ...besides(texts.change, changeCents),
  ];
}

function summed(rows: readonly ReceiptRow[]): ReceiptRow[] {
  const sums = new Map<string, number>();
  for (const { name, amountCents } of rows) sums.set(name, (sums.get(name) ?? 0) + amountCents);
  return [...sums].map(([name, amountCents]) => ({ name, amountCents }));
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Whether a code is short enough for the bars on a receipt's paper to be read; a longer one stands on a card of its own. */
export function isScannable(code: string): boolean {
  return code.length <= 20;
}

/** A code as people read it out: in fours. */
export function codeInGroups(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
