import { codeInGroups, isScannable, type ReceiptDocument } from '@liquor-pos/domain/receipts/receipt-document';
import type { PrintedLogo } from './printed-logo';

/** One line of a receipt in whatever sets it out: what stands left and right, or in the middle. */
export type ReceiptLine =
  | { kind: 'head' | 'strong' | 'centred' | 'small'; text: string }
  | { kind: 'row' | 'total'; left: string; right: string }
  | { kind: 'rule' }
  | { kind: 'logo'; logo: PrintedLogo }
  | { kind: 'barcode'; text: string }
  /** An address to be opened, and what is there. */
  | { kind: 'link'; text: string; url: string };

/** A receipt from top to bottom, below the organization's logo where it has one. Printers, pages of a PDF and mails differ in how they draw these lines, and in nothing else. */
export function receiptLines(
  receipt: ReceiptDocument,
  money: (cents: number) => string,
  { logo, link }: { logo?: PrintedLogo | undefined; link?: Extract<ReceiptLine, { kind: 'link' }> | undefined } = {},
): ReceiptLine[] {
  const row = (left: string, cents: number): ReceiptLine => ({ kind: 'row', left, right: money(cents) });
  const centred = (text: string): ReceiptLine => ({ kind: 'centred', text });
  const code = (text: string): ReceiptLine[] => [
    centred(codeInGroups(text)),
    ...(isScannable(text) ? [{ kind: 'barcode', text } as const] : []),
  ];
  return [
    ...(logo ? [{ kind: 'logo', logo } as const] : []),
    { kind: 'head', text: receipt.organizationName },
    ...receipt.head.map(centred),
    centred(receipt.number),
    centred(receipt.made),
    ...receipt.marks.map((text): ReceiptLine => ({ kind: 'strong', text })),
    { kind: 'rule' },
    ...receipt.items.flatMap((item): ReceiptLine[] => [
      row(item.name, item.amountCents),
      ...(item.detail ? [{ kind: 'small', text: item.detail } as const] : []),
      ...item.discounts.map(({ name, amountCents }) => row(name, amountCents)),
      ...(item.code ? code(item.code) : []),
    ]),
    ...receipt.sums.map(({ name, amountCents }) => row(name, amountCents)),
    { kind: 'rule' },
    { kind: 'total', left: receipt.total.name, right: money(receipt.total.amountCents) },
    ...receipt.payments.flatMap((payment): ReceiptLine[] => [
      row([payment.name, payment.detail].filter(Boolean).join(' '), payment.amountCents),
      ...(payment.code ? code(payment.code) : []),
    ]),
    ...receipt.notes.map(centred),
    ...receipt.foot.map(centred),
    ...(receipt.barcode ? [{ kind: 'barcode', text: receipt.barcode } as const] : []),
    ...(link ? [link] : []),
  ];
}
